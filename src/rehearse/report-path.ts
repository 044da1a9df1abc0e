// `rehearse --report FILE`: refused before anything runs where it cannot be written.
import type {Options} from '../options/options.ts';
import {reportKinds} from '../options/report-kinds.ts';
import {WizardError} from '../system/errors.ts';
import {outputPath, refuseUnwritable} from '../system/output-file.ts';

/** Its absolute path; `undefined` where none is named. @throws WizardError `usage`. */
export async function reportPath({report}: Options, cwd: string): Promise<string | undefined> {
	const [file, another] = report?.value ?? [];
	if (file === undefined) return undefined;
	if (another !== undefined) throw refused('a rehearsal has one report: name one file');
	if (reportKinds.some(kind => file.startsWith(`${kind}=`)))
		throw refused(`${file} is a report of check: use --report FILE`);
	if (file === '' || file === '-') throw refused('name a file, such as rehearsal.html');
	const path = outputPath(file, cwd);
	await refuseUnwritable(path, cwd, '--report', [{command: 'kfp-wizard --report FILE', when: 'to write it elsewhere'}]);
	return path;
}

const refused = (problem: string): WizardError =>
	new WizardError('usage', `--report: ${problem}`, {
		code: 'BAD_VALUE',
		next: [{command: 'kfp-wizard --report rehearsal.html', when: 'to write it there'}],
	});
