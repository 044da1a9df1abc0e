// Tries inside the container, with a real Python as the container would have it.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {retrying} from '../../../src/pipeline-spec/retry.ts';
import {run} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';

describeWith(await bed.python('kedro-1'), 'retrying', python => {
	/** A command that fails until it was started so many times, and its argv as `retrying` makes it. */
	const command = (folder: string, failures: number, retries: number): readonly string[] => {
		const count = 'import sys; f = open(sys.argv[1], "a"); f.write("x"); f.close()';
		const fail = `sys.exit(7 if len(open(sys.argv[1]).read()) <= ${failures} else 0)`;
		const [, ...rest] = retrying([python, '-c', `${count}; ${fail}`, join(folder, 'starts')], retries);
		return rest;
	};

	async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
		const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
		await work(folder).finally(() => rm(folder, {recursive: true, force: true}));
	}

	it('a command is retried until it succeeds, and each failed try is printed', () =>
		withFolder(async folder => {
			const result = await run(python, command(folder, 1, 2));
			expect(result.exitCode).toBe(0);
			expect(result.stderr).toContain('try 1 of 3 ended with exit code 7');
			expect(await readFile(join(folder, 'starts'), 'utf8')).toBe('xx');
		}));

	it('the exit code is that of the last try', () =>
		withFolder(async folder => {
			expect((await run(python, command(folder, 9, 1))).exitCode).toBe(7);
			expect(await readFile(join(folder, 'starts'), 'utf8')).toBe('xx');
		}));

	it('a stop signal ends the command and its children at once', async () => {
		const wait = 'import os, time; print(os.getpid(), flush=True); time.sleep(60)';
		const [, ...args] = retrying([python, '-c', wait], 3);
		const child = spawn(python, args, {stdio: ['ignore', 'pipe', 'inherit']});
		const [pid] = (await once(child.stdout, 'data')) as [Buffer];
		child.kill('SIGTERM');
		const [code] = (await once(child, 'exit')) as [number | null];
		expect(code).toBe(143);
		expect(() => process.kill(Number(String(pid)), 0)).toThrow('ESRCH');
	});
});
