// The compiled code of the built program, in one folder for all the homes that a run of the tests makes.
import {mkdir, symlink} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** `cache` is the `.cache` of a home. The program starts there as it does for the second time, and does not compile itself. */
export async function shareCompiledCode(cache: string): Promise<void> {
	const shared = join(tmpdir(), 'compiled-code');
	const own = join(cache, 'kfp-wizard');
	await Promise.all([shared, own].map(folder => mkdir(folder, {recursive: true})));
	await symlink(shared, join(own, 'code'));
}
