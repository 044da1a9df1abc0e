// A Python that was started before its request is known, and when a fresh one is needed instead.
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {inspectorProgram, inspectorVariables, type PythonRequest} from '../../../src/kedro/inspector-program.ts';
import {newPythonSession} from '../../../src/kedro/python-session.ts';
import {askReadyPython, endReadyPython, startReadyPython} from '../../../src/kedro/ready-python.ts';
import {errorOf} from '../../support/error-of.ts';
import {scratch} from '../../support/scratch.ts';

const shell = {PATH: process.env['PATH'], HOME: '/home/user', API_TOKEN: 'token-of-the-shell'};
const variables = {PATH: shell.PATH, HOME: shell.HOME, ...inspectorVariables};
let folder: string;

beforeEach(async () => {
	folder = await scratch();
	// Notes how it was started and what it is asked; then it does what the file `then` says.
	await python('read -r line; echo "$line" >> asked; echo ready; . ./then');
	await then('exit 3');
});
afterEach(() => endReadyPython());

const interpreter = () => ({command: join(folder, 'python'), args: [], source: '--python'});
async function python(script: string): Promise<void> {
	await mkdir(folder, {recursive: true});
	await writeFile(join(folder, 'python'), `#!/bin/sh\necho "$*" >> started\nenv > environment\n${script}\n`);
	await chmod(join(folder, 'python'), 0o755);
}
const then = (script: string): Promise<void> => writeFile(join(folder, 'then'), `${script}\n`);
const start = (): void => startReadyPython(interpreter(), folder, shell);
const request = (more: Partial<PythonRequest> = {}): PythonRequest => ({
	program: inspectorProgram(interpreter()),
	folder: '/request',
	cwd: folder,
	env: {...variables, KEDRO_ENV: 'prod'},
	timeout: 10_000,
	signal: undefined,
	...more,
});
const linesOf = async (name: string): Promise<readonly string[]> =>
	(await readFile(join(folder, name), 'utf8').catch(() => '')).split('\n').filter(line => line !== '');

it('gets its request and all variables when they are known, and says how it ended', async () => {
	await then('echo why >&2; exit 3');
	start();
	expect(await askReadyPython(request())).toEqual({exitCode: 3, stdout: '', stderr: 'why\n'});
	const asked = (await linesOf('asked')).map(line => JSON.parse(line) as unknown);
	expect(asked).toEqual([
		{folder: '/request', serve: false, variables: expect.objectContaining({KEDRO_ENV: 'prod', LC_ALL: 'C.UTF-8'})},
	]);
	expect(await linesOf('started')).toEqual([expect.stringMatching(/^-B .*__main__\.py wait$/)]);
	expect((await linesOf('environment')).join('\n')).not.toContain('token-of-the-shell');
	// It answers once.
	expect(await askReadyPython(request())).toBeUndefined();
});

it('is not waited for when its answer is there', async () => {
	await then('echo done 0; exec sleep 60');
	start();
	expect(await askReadyPython(request())).toEqual({exitCode: 0, stdout: '', stderr: ''});
});

it.each<readonly [string, Partial<PythonRequest>]>([
	['another interpreter', {program: ['/usr/bin/python3', '-B', 'main']}],
	['another project', {cwd: '/'}],
	['a variable that what Python loads at its start may read', {env: {...variables, PYTHONPATH: '/lib'}}],
	['a variable of the tasks', {env: {...variables, COVERAGE_PROCESS_START: 'x'}}],
	['without a variable that it was started with', {env: {PATH: shell.PATH, ...inspectorVariables}}],
])('is not the one for %s', async (_, more) => {
	start();
	expect(await askReadyPython(request(more))).toBeUndefined();
	expect(await linesOf('asked')).toEqual([]);
});

it('is not there where it ended by itself, or none was started', async () => {
	expect(await askReadyPython(request())).toBeUndefined();
	await python('exit 1');
	start();
	expect(await askReadyPython(request())).toBeUndefined();
});

it('ends at its time and on the signal', async () => {
	await then('exec sleep 60');
	start();
	expect(await askReadyPython(request({timeout: 300}))).toMatchObject({exitCode: 124});
	const controller = new AbortController();
	start();
	const asking = askReadyPython(request({signal: controller.signal}));
	controller.abort();
	expect(await errorOf(asking)).toMatchObject({kind: 'cancelled'});
});

it('is the one that stays, where further requests follow', async () => {
	await then('echo done 0; while read -r line; do echo "$line" >> asked; echo done 0; done');
	start();
	const session = newPythonSession();
	const done = {exitCode: 0, stdout: '', stderr: ''};
	expect([await session.ask(request()), await session.ask(request({folder: '/second'}))]).toEqual([done, done]);
	session.end();
	expect((await linesOf('asked')).map(line => JSON.parse(line) as unknown)).toMatchObject([
		{folder: '/request', serve: true},
		{folder: '/second'},
	]);
	expect(await linesOf('started')).toHaveLength(1);
});
