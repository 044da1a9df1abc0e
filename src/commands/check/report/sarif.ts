// SARIF 2.1.0, which code scanning of GitHub and many editors read.
import type {Severity} from '../../../schema/severity.ts';
import {packageUrl, version} from '../../../system/own-package.ts';
import {type Report, type ReportedFinding, type ReportedRule, textOf} from './report.ts';

const levels: Readonly<Record<Severity, string>> = {error: 'error', warning: 'warning', info: 'note'};

export function sarif(report: Report): string {
	const {findings, about} = report;
	const rules = rulesOf(report);
	const indexes = new Map(rules.map(({id}, index) => [id, index]));
	const document = {
		$schema: 'https://json.schemastore.org/sarif-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: {
					driver: {
						name: 'kfp-wizard',
						version,
						informationUri: packageUrl('README.md'),
						rules: rules.map(ruleObject),
					},
				},
				automationDetails: {id: `kfp-wizard/${about.replaceAll(', ', '/')}`},
				columnKind: 'utf16CodeUnits',
				results: findings.map(finding => resultOf(finding, indexes.get(finding.rule) ?? -1, report)),
			},
		],
	};
	return `${JSON.stringify(document, null, 2)}\n`;
}

/** Those of the project, and each that only a finding has. */
function rulesOf({rules, findings}: Report): readonly ReportedRule[] {
	const known = new Set(rules.map(({id}) => id));
	const others = [...new Set(findings.map(({rule}) => rule))].filter(id => !known.has(id));
	return [...rules, ...others.map(id => ({id, title: id, why: '', fix: ''}))];
}

const ruleObject = ({id, title, why, fix}: ReportedRule) => ({
	id,
	name: id.replaceAll(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
	shortDescription: {text: title},
	fullDescription: {text: why === '' ? title : why},
	help: {text: fix === '' ? title : fix},
	helpUri: packageUrl(id.startsWith('error/') ? 'docs/troubleshooting.md' : 'docs/checks.md'),
});

const resultOf = (finding: ReportedFinding, ruleIndex: number, {projectFile}: Report) => ({
	ruleId: finding.rule,
	ruleIndex,
	level: levels[finding.severity],
	message: {text: textOf(finding)},
	locations: [
		{
			physicalLocation: {
				artifactLocation: artifactOf(finding.file ?? projectFile),
				region: {startLine: finding.line ?? 1},
			},
		},
	],
	partialFingerprints: {'kfpWizardFinding/v1': finding.fingerprint},
});

/** A path from the root of the repository, or the address of a file elsewhere. */
function artifactOf(file: string): {readonly uri: string; readonly uriBaseId?: string} {
	const path = file.split('/').map(encodeURIComponent).join('/');
	return file.startsWith('/') ? {uri: `file://${path}`} : {uri: path, uriBaseId: '%SRCROOT%'};
}
