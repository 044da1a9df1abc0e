// The code quality report of GitLab.
import type {Severity} from '../../../schema/severity.ts';
import {type Report, textOf} from './report.ts';

const severities: Readonly<Record<Severity, string>> = {error: 'critical', warning: 'minor', info: 'info'};

export function codeQuality({findings, projectFile}: Report): string {
	const issues = findings.map(finding => ({
		description: textOf(finding, ' '),
		check_name: finding.rule,
		fingerprint: finding.fingerprint,
		severity: severities[finding.severity],
		location: {path: finding.file ?? projectFile, lines: {begin: finding.line ?? 1}},
	}));
	return `${JSON.stringify(issues, null, 2)}\n`;
}
