// `--report KIND=FILE`: which reports are wanted, refused before anything runs where one cannot be written.
import {conflict} from '../../../options/conflicts.ts';
import {isOn, type Options} from '../../../options/options.ts';
import {type ReportKind, reportKinds} from '../../../options/report-kinds.ts';
import {invalid} from '../../../options/validate.ts';
import {WizardError} from '../../../system/errors.ts';
import {tidyPath} from '../../../system/files.ts';
import {didYouMean} from '../../../system/nearest.ts';
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
	const wanted = (report?.value ?? []).map(text => {
		const [, kind = text, file = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
		const format = own(formats, kind);
		if (format === undefined)
			throw refused(
				`${invalid(kind, 'kind of report')}: use ${reportKinds.join(', ')}${didYouMean(kind, reportKinds)}`,
			);
		if (file === '') throw refused(`${kind} needs a file: --report ${kind}=FILE, or ${kind}=- for stdout`);
		return {format, path: file === '-' ? undefined : outputPath(file, cwd)};
	});
	const toStdout = wanted.filter(isOnStdout);
	if (toStdout.length > 0 && isOn(json)) throw conflict(['--json', 'a report on stdout']);
	if (toStdout.length > 1) throw conflict(['two reports on stdout']);
	const paths = wanted.flatMap(({path}) => path ?? []);
	const twice = paths.find((path, index) => paths.indexOf(path) !== index);
	if (twice !== undefined) throw refused(`two reports cannot both be ${tidyPath(twice, cwd)}`);
	for (const path of paths) await refuseUnwritable(path, cwd, '--report');
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

const refused = (problem: string): WizardError => new WizardError('usage', `--report: ${problem}`, {code: 'BAD_VALUE'});
