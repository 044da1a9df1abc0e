// A temporary folder for each test of a file, removed afterwards.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach} from 'vitest';

/** `path` is the folder of the test that is running; outside of one there is none, and a file would land in the checkout. */
export function useTemporaryFolder(): {readonly path: string} {
	let path: string | undefined;
	beforeEach(async () => {
		path = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
	});
	afterEach(async () => {
		if (path !== undefined) await rm(path, {recursive: true, force: true});
		path = undefined;
	});
	return {
		get path() {
			if (path === undefined) throw new Error('There is a temporary folder only while a test runs');
			return path;
		},
	};
}
