// A temporary folder for each test of a file, removed afterwards.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach} from 'vitest';

/** `path` is the folder of the test that is running. */
export function useTemporaryFolder(): {readonly path: string} {
	let path = '';
	beforeEach(async () => {
		path = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
	});
	afterEach(() => rm(path, {recursive: true, force: true}));
	return {
		get path() {
			return path;
		},
	};
}
