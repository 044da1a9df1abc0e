// JUnit XML: a suite for each group of rules, a test for each finding and for each rule without one. Only errors fail.
import {groupBy} from '../../../checks/collections.ts';
import {sourceLocation} from '../../../ui/views/findings.ts';
import {type Report, type ReportedFinding, textOf} from './report.ts';

type Case = {readonly rule: string; readonly name: string; readonly finding?: ReportedFinding};

export function junit(report: Report): string {
	const suites = [...groupBy(casesOf(report), ({rule}) => groupOf(rule))];
	const ignored = new Set(report.ignored);
	const all = suites.flatMap(([, cases]) => cases);
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites name="${escape(`kfp-wizard check (${report.about})`)}" ${counts(all, ignored)}>`,
		...suites.flatMap(([name, cases]) => [
			`  <testsuite name="kfp-wizard.${escape(name)}" ${counts(cases, ignored)}>`,
			...cases.map(one => testCase(one, ignored)),
			'  </testsuite>',
		]),
		'</testsuites>',
		'',
	].join('\n');
}

/** In the order of the rules. */
function casesOf({rules, findings}: Report): readonly Case[] {
	const found = groupBy(findings, ({rule}) => rule);
	const ids = [...new Set([...rules.map(({id}) => id), ...found.keys()])];
	return ids.flatMap((rule): readonly Case[] => {
		const own = found.get(rule) ?? [];
		if (own.length === 0) return [{rule, name: rule}];
		return own.map(finding => ({rule, name: finding.subject ?? finding.message, finding}));
	});
}

const groupOf = (rule: string): string => rule.split('/', 1)[0] ?? rule;

function counts(cases: readonly Case[], ignored: ReadonlySet<string>): string {
	const failures = cases.filter(({finding}) => finding?.severity === 'error').length;
	const skipped = cases.filter(({rule, finding}) => finding === undefined && ignored.has(rule)).length;
	return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}" time="0"`;
}

function testCase({rule, name, finding}: Case, ignored: ReadonlySet<string>): string {
	const file = finding?.file === undefined ? '' : ` file="${escape(finding.file)}"`;
	const line = finding?.line === undefined ? '' : ` line="${finding.line}"`;
	const head = `    <testcase classname="kfp-wizard.${escape(rule.replaceAll('/', '.'))}" name="${escape(name)}"${file}${line} time="0"`;
	if (finding === undefined)
		return ignored.has(rule) ? `${head}>\n      <skipped message="ignored"/>\n    </testcase>` : `${head}/>`;
	const {severity, message} = finding;
	const text = escape([textOf(finding), sourceLocation(finding)].filter(line => line !== undefined).join('\n'));
	const body =
		severity === 'error'
			? `<failure type="${escape(rule)}" message="${escape(message)}">${text}</failure>`
			: `<system-out>${severity}: ${text}</system-out>`;
	return `${head}>\n      ${body}\n    </testcase>`;
}

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	'\n': '&#10;',
};

/** For attributes and text. What XML cannot have at all, such as half a surrogate pair, becomes a question mark. */
const escape = (text: string): string =>
	text
		.replaceAll(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?')
		.replaceAll(/[&<>"\n]/g, character => entities[character] ?? character);
