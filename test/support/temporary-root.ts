// The temporary folder of a whole run: what tests, or programs that they end, leave behind is removed with it.
import {mkdtemp, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';

const prefix = 'kfp-wizard-run-';

/**
 * Workers and the daemons of the test bed inherit the variable. The path is short, since sockets are made below it: the
 * projects of one run have one folder.
 */
export async function setup(): Promise<() => Promise<void>> {
	const before = process.env['TMPDIR'];
	if (before !== undefined && basename(before).startsWith(prefix)) return async () => {};
	const folder = await realpath(await mkdtemp(join(tmpdir(), prefix)));
	process.env['TMPDIR'] = folder;
	return async () => {
		if (before === undefined) delete process.env['TMPDIR'];
		else process.env['TMPDIR'] = before;
		await rm(folder, {recursive: true, force: true});
	};
}
