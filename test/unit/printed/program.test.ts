// The program itself: what is printed shows the file, the disk or the limit that is in the way, or uses another folder.
import {chmod, mkdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, vi} from 'vitest';
import {printedCommands} from '../../../src/cli/printed-commands.ts';
import {withNext} from '../../../src/cli/with-next.ts';
import {asWizardError} from '../../../src/system/errors.ts';
import {run} from '../../../src/system/exec.ts';
import {readText, writeAtomic} from '../../../src/system/files.ts';
import {makeTemporaryFolder} from '../../../src/system/temporary-folder.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {errorOf} from '../../support/error-of.ts';
import {printed} from '../../support/printed.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const hostile = `-p 'n' "$(touch x)" #é`;
const folder = useTemporaryFolder();

const wordsOf = (line = ''): readonly string[] | undefined => splitWords(line);

describe('the command that is printed', () => {
	printed('TEMPORARY_FOLDER', 'uses another folder', async () => {
		vi.stubEnv('TMPDIR', join(folder.path, 'missing'));
		const error = await errorOf(makeTemporaryFolder('x-'));
		expect(error).toMatchObject({code: 'TEMPORARY_FOLDER'});
		const [, name = '', value = ''] = /^export (\w+)=(\w+)$/.exec(error.next[0]?.command ?? '') ?? [];
		vi.stubEnv(name, value.replace('FOLDER', folder.path));
		await expect(makeTemporaryFolder('x-')).resolves.toContain(folder.path);
		vi.unstubAllEnvs();
	});

	printed('NOT_A_FILE', 'shows what the path is', async () => {
		const path = join(folder.path, hostile);
		await mkdir(path);
		const error = await errorOf(readText(path));
		expect(error).toMatchObject({code: 'NOT_A_FILE'});
		expect(wordsOf(error.next[0]?.command)).toEqual(['ls', '-lhd', path]);
	});

	printed('FILE_TOO_LARGE', 'shows its size', async () => {
		const path = join(folder.path, hostile);
		await writeFile(path, 'x'.repeat(20));
		const error = await errorOf(readText(path, 10));
		expect(error).toMatchObject({code: 'FILE_TOO_LARGE'});
		expect(wordsOf(error.next[0]?.command)).toEqual(['ls', '-lhd', path]);
	});

	printed('FILE_ERROR', 'shows what is in the way', async () => {
		const path = join(folder.path, hostile);
		await mkdir(join(path, 'inside'), {recursive: true});
		const error = await errorOf(writeAtomic(path, 'x'));
		expect(error).toMatchObject({kind: 'failed', code: expect.stringMatching(/^E[A-Z]+$/)});
		expect(wordsOf(error.next[0]?.command)).toEqual(['ls', '-lhd', path]);
		await rm(path, {recursive: true});
		await expect(writeAtomic(path, 'x')).resolves.toBeUndefined();
	});

	printed('OUTPUT_FULL', 'shows the disks that are full', async () => {
		for (const code of ['ENOSPC', 'EDQUOT']) {
			const error = asWizardError(Object.assign(new Error('full'), {code}));
			expect(error).toMatchObject({code: 'OUTPUT_FULL', next: [{command: 'df -h'}]});
		}
	});

	printed('SYSTEM_LIMIT', 'shows or raises the limit', async () => {
		const next = (code: string) => asWizardError(Object.assign(new Error('limit'), {code})).next[0]?.command;
		expect(['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM'].map(next)).toEqual([
			'ulimit -n 4096',
			'lsof',
			'ulimit -u',
			'free -m',
		]);
	});

	printed('TOOL_NOT_STARTED', 'shows who may start the program', async () => {
		const path = join(folder.path, hostile);
		await writeFile(path, 'x', {mode: 0o644});
		const error = await errorOf(run(path, []));
		expect(error).toMatchObject({code: 'TOOL_NOT_STARTED'});
		expect(wordsOf(error.next[0]?.command)).toEqual(['ls', '-lhd', path]);
		await writeFile(path, '#!/bin/sh\n');
		await chmod(path, 0o755);
		expect(await run(path, [])).toMatchObject({exitCode: 0});
	});

	printed('TOOL_MISSING', 'shows what works on this machine', async () => {
		const error = withNext(await errorOf(run('/no/such/kubectl', [])), 'deploy');
		expect(error).toMatchObject({code: 'TOOL_MISSING', next: [{command: 'kfp-wizard doctor'}]});
	});

	printed('TOOL_OUTPUT_TOO_LARGE', 'is the same command with the programs that it runs', async () => {
		const error = await errorOf(run('/bin/sh', ['-c', 'exec head -c 34000000 /dev/zero']));
		expect(error).toMatchObject({code: 'TOOL_OUTPUT_TOO_LARGE'});
		const words = ['status', hostile];
		const {command} = printedCommands('kfp-wizard', {
			command: 'status',
			words,
			options: {env: {value: 'prod', source: '--env'}},
		});
		expect(wordsOf(command(error.next[0]?.command ?? ''))).toEqual([
			'kfp-wizard',
			'status',
			'--verbose',
			'--env',
			'prod',
			'--',
			hostile,
		]);
	});
});
