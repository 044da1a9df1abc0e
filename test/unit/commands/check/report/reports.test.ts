// `--report KIND=FILE`: what is refused before anything runs, and where a report goes.
import {readdir, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {reportOf} from '../../../../../src/commands/check/report/report.ts';
import {wantedReports, writeReports} from '../../../../../src/commands/check/report/reports.ts';
import {flag, on} from '../../../../support/deploy-parts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {scratch} from '../../../../support/scratch.ts';

const wanted = (texts: readonly string[], cwd: string, more = {}) =>
	wantedReports({report: flag(texts, '--report'), ...more}, cwd);

it.each([
	[['xml=x'], '--report: "xml" is not a valid kind of report: use junit, sarif, gitlab'],
	[['junt=x'], '--report: "junt" is not a valid kind of report: use junit, sarif, gitlab; did you mean junit?'],
	[['constructor=x'], '--report: "constructor" is not a valid kind of report: use junit, sarif, gitlab'],
	[['junit'], '--report: junit needs a file: --report junit=FILE, or junit=- for stdout'],
	[['junit=.'], '--report: . cannot be written: it is a folder'],
	[['junit=file/x.xml'], expect.stringContaining('file/x.xml cannot be written: ')],
	[['junit=x', 'sarif=./x'], '--report: two reports cannot both be x'],
	[['junit=-', 'sarif=-'], 'two reports on stdout contradict each other'],
])('refuses %j', async (texts, message) => {
	const folder = await scratch();
	await writeFile(join(folder, 'file'), '');
	const error = await errorOf(wanted(texts, folder));
	expect(error.kind).toBe('usage');
	expect(error.message).toEqual(message);
});

it('refuses a report on stdout beside --json', async () => {
	expect(await errorOf(wanted(['junit=-'], '/', on('json')))).toMatchObject({code: 'CONTRADICTION'});
});

it('writes to a device without replacing it, and leaves no other file', async () => {
	const folder = await scratch();
	const before = await stat('/dev/null');
	const reports = await wanted(['junit=/dev/null', 'gitlab=x.json'], folder);
	const found = {root: folder, about: 'x', findings: [], passed: 0, ignored: [], isChecked: true};
	await writeReports(reports, await reportOf(found, {}), {write: () => {}});
	expect((await stat('/dev/null')).ino).toBe(before.ino);
	expect(await readdir(folder)).toEqual(['x.json']);
});
