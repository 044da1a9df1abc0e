// When the Python that has imported a project is asked again, and when another one is started.
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import type {PythonRequest} from '../../../src/kedro/inspector-program.ts';
import {newPythonSession, type PythonSession} from '../../../src/kedro/python-session.ts';
import {scratch} from '../../support/scratch.ts';

let folder: string;
let session: PythonSession;
const done = {exitCode: 0, stdout: '', stderr: ''};

beforeEach(async () => {
	folder = await scratch();
	session = newPythonSession();
	// Answers as the file says, and notes that it was started.
	const script = `echo start >> started
cat answer
while read -r line; do echo "$line" >> asked; cat answer; done
`;
	await writeFile(join(folder, 'serve.sh'), script);
	await answer('done 0');
});
afterEach(() => session.end());

const answer = (line: string): Promise<void> => writeFile(join(folder, 'answer'), `${line}\n`);
const ask = (more: Partial<PythonRequest> = {}) =>
	session.ask({
		program: ['/bin/sh', join(folder, 'serve.sh')],
		folder: '/request',
		cwd: folder,
		env: {PATH: process.env['PATH'], REGION: 'eu'},
		timeout: 10_000,
		signal: undefined,
		...more,
	});
const linesOf = async (name: string): Promise<number> =>
	(await readFile(join(folder, name), 'utf8').catch(() => '')).split('\n').length - 1;

it('asks one process, also when several ask at the same time', async () => {
	expect(await Promise.all([ask(), ask(), ask({folder: '/third'})])).toEqual([done, done, done]);
	expect([await linesOf('started'), await linesOf('asked')]).toEqual([1, 2]);
	const last: unknown = JSON.parse((await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n').at(-1) ?? '');
	expect(last).toMatchObject({folder: '/third', variables: {REGION: 'eu'}});
});

it('starts another one for another program, and where the first has no right answer', async () => {
	await ask();
	const other = {program: ['/bin/sh', join(folder, 'serve.sh'), 'other']} as const;
	await ask(other);
	expect(await linesOf('started')).toBe(2);
	await answer('fresh');
	expect(await ask(other)).toBeUndefined();
	expect(await linesOf('started')).toBe(3);
});

it('has no answer where the copy or the process failed, but says that its time was over', async () => {
	await answer('done 1');
	expect(await ask()).toBeUndefined();
	expect(await ask({program: ['/nowhere/python']})).toBeUndefined();
	expect(await ask({program: ['/bin/sh', '-c', 'sleep 60'], timeout: 50})).toMatchObject({exitCode: 124});
});
