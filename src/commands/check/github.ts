// What `check` gives GitHub Actions: an annotation for each finding, and a summary of the step.
import {appendFile} from 'node:fs/promises';
import type {Severity} from '../../schema/severity.ts';
import {count} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import {sourceLocation} from '../../ui/views/findings.ts';
import {type Report, type ReportedFinding, textOf} from './report/report.ts';

const commands: Readonly<Record<Severity, string>> = {error: 'error', warning: 'warning', info: 'notice'};

/** A summary may have 1 MiB. */
const mostRows = 300;

/** `to`: a stream of the step; the runner reads both. Outside of GitHub Actions nothing is written. */
export async function informGitHub(
	report: Report,
	{env, ui}: Pick<Context, 'env' | 'ui'>,
	to: {write(text: string): unknown},
): Promise<void> {
	if (env['GITHUB_ACTIONS'] === 'true') to.write(report.findings.map(annotation).join(''));
	const path = env['GITHUB_STEP_SUMMARY'] ?? '';
	if (path === '') return;
	await appendFile(path, summary(report)).catch((error: Error) =>
		ui.emit({event: 'note', level: 'warning', message: `The summary of the step is not written: ${error.message}`}),
	);
}

function annotation(finding: ReportedFinding): string {
	const {rule, severity, file, line} = finding;
	const properties = Object.entries({file, line: file === undefined ? undefined : line, title: rule})
		.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${escapedProperty(String(value))}`]))
		.join(',');
	return `::${commands[severity]} ${properties}::${escapedData(textOf(finding))}\n`;
}

const escapedData = (text: string): string =>
	text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapedProperty = (text: string): string => escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

function summary({about, findings, passed}: Report): string {
	const of = (severity: Severity): number => findings.filter(finding => finding.severity === severity).length;
	const tally = [
		count(of('error'), 'error'),
		count(of('warning'), 'warning'),
		...(of('info') === 0 ? [] : [count(of('info'), 'note')]),
		`${count(passed, 'check')} passed`,
	].join(' · ');
	const shown = findings.slice(0, mostRows);
	const table = ['| severity | finding | file | rule |', '| --- | --- | --- | --- |', ...shown.map(tableRow)];
	return [
		`### kfp-wizard check: ${escapedMarkdown(about)}`,
		'',
		tally,
		'',
		...(findings.length === 0 ? [] : [...table, '']),
		...(findings.length > shown.length ? [`${count(findings.length - shown.length, 'more finding')}.`, ''] : []),
		'',
	].join('\n');
}

function tableRow(finding: ReportedFinding): string {
	const cells = [finding.severity, textOf(finding), sourceLocation(finding) ?? '', finding.rule];
	return `| ${cells.map(escapedMarkdown).join(' | ')} |`;
}

/** Text for one cell of a table: nothing in it is markup. */
const escapedMarkdown = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll(/[\\`*_[\]~|#$@]/g, character => `&#${character.charCodeAt(0)};`)
		.replaceAll('\n', '<br>');
