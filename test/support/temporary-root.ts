// The temporary folder of a whole run: what tests, or programs that they end, leave behind is removed with it.
import {mkdtemp, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** Workers and the daemons of the test bed inherit the variable. The path is short: sockets are made below it. */
export async function setup(): Promise<() => Promise<void>> {
	const before = process.env['TMPDIR'];
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'kfp-wizard-run-')));
	process.env['TMPDIR'] = folder;
	return async () => {
		if (before === undefined) delete process.env['TMPDIR'];
		else process.env['TMPDIR'] = before;
		await rm(folder, {recursive: true, force: true});
	};
}
