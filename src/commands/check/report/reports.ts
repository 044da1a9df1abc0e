// `--report KIND=FILE`: which reports are wanted, refused before anything runs where one cannot be written.
import {conflict} from '../../../options/conflicts.ts';
import {otherList} from '../../../options/corrections.ts';
import {keyAndValue} from '../../../options/key-and-value.ts';
import {isOn, type Options} from '../../../options/options.ts';
import {type ReportKind, reportKinds} from '../../../options/report-kinds.ts';
import {invalid} from '../../../options/validate.ts';
import {type NextCommand, WizardError} from '../../../system/errors.ts';
import {tidyPath} from '../../../system/files.ts';
import {asHint, meant} from '../../../system/nearest.ts';
import {outputPath, refuseUnwritable, writeOutput} from '../../../system/output-file.ts';
import {own} from '../../../system/own.ts';
import {codeQuality} from './code-quality.ts';
import {junit} from './junit.ts';
import type {Report} from './report.ts';
import {sarif} from './sarif.ts';

const formats: Readonly<Record<ReportKind, (report: Report) => string>> = {junit, sarif, gitlab: codeQuality};

export type WantedReport = {
	readonly format: (report: Report) => string;
	/** Absolute; `undefined` is stdout. */
	readonly path: string | undefined;
};

/** @throws WizardError `usage` for an unknown kind, two reports of the same file, and a file that cannot be written. */
export async function wantedReports({report, json}: Options, cwd: string): Promise<readonly WantedReport[]> {
	const instead = (at: number, right: string): readonly NextCommand[] =>
		otherList('report', report, (text, index) => (index === at ? right : text));
	const wanted = (report?.value ?? []).map((text, at) => {
		const [kind, file] = keyAndValue(text);
		const format = own(formats, kind);
		if (format === undefined) {
			const near = meant(kind, reportKinds);
			throw refused(
				`${invalid(kind, 'kind of report')}: use ${reportKinds.join(', ')}${asHint(near)}`,
				instead(at, `${near ?? reportKinds[0]}=${file || 'FILE'}`),
			);
		}
		const named = `${kind}=FILE`;
		if (file === '')
			throw refused(`${kind} needs a file: --report ${named}, or ${kind}=- for stdout`, instead(at, named));
		return {format, path: file === '-' ? undefined : outputPath(file, cwd), elsewhere: instead(at, named)};
	});
	const toStdout = wanted.filter(isOnStdout);
	const [onStdout, another] = toStdout;
	if (onStdout !== undefined && isOn(json)) throw conflict(['--json', 'a report on stdout'], onStdout.elsewhere);
	if (another !== undefined) throw conflict(['two reports on stdout'], another.elsewhere);
	for (const [at, {path, elsewhere}] of wanted.entries()) {
		if (path === undefined) continue;
		if (wanted.findIndex(other => other.path === path) < at)
			throw refused(`two reports cannot both be ${tidyPath(path, cwd)}`, elsewhere);
		await refuseUnwritable(path, cwd, '--report', elsewhere);
	}
	return wanted;
}

export const isOnStdout = ({path}: WantedReport): boolean => path === undefined;

/** Writes each report as a whole or not at all. */
export async function writeReports(
	wanted: readonly WantedReport[],
	report: Report,
	stdout: {write(text: string): unknown},
): Promise<void> {
	for (const {format, path} of wanted) {
		const text = format(report);
		if (path === undefined) stdout.write(text);
		else await writeOutput(path, text);
	}
}

const refused = (problem: string, next: readonly NextCommand[]): WizardError =>
	new WizardError('usage', `--report: ${problem}`, {code: 'BAD_VALUE', next});
