// When the project's Python starts before its command is loaded.
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {beforeEach, expect, it} from 'vitest';
import {startPython} from '../../../src/commands/start-python.ts';
import {answerFile} from '../../../src/kedro/answer-file.ts';
import {inspectorProgram, inspectorVariables} from '../../../src/kedro/inspector-program.ts';
import {takeReadyPython} from '../../../src/kedro/ready-python.ts';
import type {Options} from '../../../src/options/options.ts';
import {flag} from '../../support/deploy-parts.ts';
import {scratch} from '../../support/scratch.ts';
import {type StandInProject, standInProject} from '../../support/stand-in-project.ts';

let project: StandInProject;
let cache: string;

beforeEach(async () => {
	project = await standInProject();
	cache = await scratch();
	await writeFile(project.python, `#!/bin/sh\necho "$*" > '${join(project.root, 'started')}'\nread -r line\n`);
});

/** The request that it is started for: one that was started has begun then. */
const wanted = async (): Promise<void> => {
	const program = inspectorProgram({command: project.python, args: [], source: '--python'});
	const env = {PATH: process.env['PATH'], ...inspectorVariables};
	const request = {program, folder: '/request', cwd: project.root, env, timeout: 10_000, signal: undefined};
	await takeReadyPython(request, false);
};
const started = (): Promise<string | undefined> =>
	readFile(join(project.root, 'started'), 'utf8').catch(() => undefined);
const start = (options: Options, isChanged: boolean): Promise<void> => {
	const env = {PATH: process.env['PATH'], XDG_CACHE_HOME: cache};
	return startPython(options, {env, cwd: project.root, platform: process.platform}, isChanged);
};
const named = (): Options => ({python: flag(project.python, '--python')});

async function keepAnswer(): Promise<void> {
	const file = answerFile(join(cache, 'kfp-wizard'), project.root, {});
	await mkdir(join(file, '..'), {recursive: true});
	await writeFile(file, '');
}

it.each<readonly [string, Options, boolean, boolean]>([
	['no answer of the project is kept', {}, false, false],
	['the one that is kept is out of date', {}, true, true],
	['it may not be used', {cache: flag(false as const, '--no-cache')}, false, true],
])('starts where %s', async (_, options, isChanged, isKept) => {
	if (isKept) await keepAnswer();
	await start({...named(), ...options}, isChanged);
	await wanted();
	expect(await started()).toMatch(/ wait\n$/);
});

it.each<readonly [string, () => Options, boolean]>([
	['an answer is kept', named, true],
	['there is no such interpreter', () => ({python: flag('/nowhere/python', '--python')}), false],
	['there is no project', () => ({...named(), project: flag('/nowhere', '--project')}), false],
])('does not start where %s, which is no error', async (_, options, isKept) => {
	if (isKept) await keepAnswer();
	await start(options(), false);
	await wanted();
	expect(await started()).toBeUndefined();
});
