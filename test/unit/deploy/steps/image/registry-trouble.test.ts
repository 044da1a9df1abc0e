// What a person can do about a registry that refuses or does not answer.
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {Rerun} from '../../../../../src/deploy/interview/interview.ts';
import {newReadings} from '../../../../../src/deploy/interview/readings.ts';
import type {Asked} from '../../../../../src/deploy/steps/image/inspect.ts';
import {solveRegistry} from '../../../../../src/deploy/steps/image/registry-trouble.ts';
import {type ErrorKind, WizardError} from '../../../../../src/system/errors.ts';
import {flag, interviewOf} from '../../../../support/deploy-parts.ts';
import {scratch} from '../../../../support/scratch.ts';
import {type Line, scriptedUi, unattendedUi} from '../../../../support/scripted-ui.ts';

const secret = 'hunter2-for-the-registry';
const refused = (code: string, kind: ErrorKind = 'denied'): WizardError =>
	new WizardError(kind, 'ghcr.io does not let you push', {code, next: [{command: 'docker login ghcr.io'}]});
const asked: Asked = {
	options: {},
	source: undefined,
	repository: flag('ghcr.io/acme/app', '--image'),
	keepFiles: false,
};

/** `login`: what the stand-in for docker does with a login. */
async function solve(error: WizardError, script: readonly Line[], login = 'exit 0') {
	const folder = await scratch();
	const docker = `#!/bin/sh\n[ "$1" = version ] && echo 28 && exit\n[ "$1" = login ] || exit 1\necho "$*" > '${folder}/login'\ncat > '${folder}/stdin'\n${login}\n`;
	await writeFile(join(folder, 'docker'), docker, {mode: 0o755});
	const scripted = scriptedUi(script);
	const env = {HOME: folder, PATH: `${folder}:/usr/bin:/bin`};
	const interview = {
		...interviewOf(scripted.ui, {env}),
		readings: {...newReadings(), local: async () => undefined},
	};
	const end = await solveRegistry(error, asked, interview).catch((thrown: unknown) => thrown);
	const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8').catch(() => '');
	return {end, asked: scripted.asked, left: scripted.left(), login: await read('login'), stdin: await read('stdin')};
}

it('to log in now: as the engine does it, with the password on stdin only', async () => {
	const {
		end,
		asked: questions,
		login,
		stdin,
	} = await solve(refused('PUSH_DENIED'), [
		['registry-trouble', 'login'],
		['registry-user', 'kim'],
		['registry-password', secret],
	]);
	expect(questions[0]).toMatchObject({
		message: 'ghcr.io does not let you push',
		help: 'docker login ghcr.io',
		initial: 'login',
	});
	expect(end).toBeInstanceOf(Rerun);
	expect(login).toBe('login --username kim --password-stdin ghcr.io\n');
	expect(stdin).toBe(secret);
	expect(questions[2]).toMatchObject({masked: true});
});

it('a login that is refused leads to the same question with the reason', async () => {
	const script: readonly Line[] = [
		['registry-trouble', 'login'],
		['registry-user', 'kim'],
		['registry-password', secret],
		['registry-trouble', 'leave'],
	];
	const {end, asked: questions} = await solve(refused('REGISTRY_LOGIN'), script, 'echo "denied: denied" >&2; exit 1');
	expect(questions[3]).toMatchObject({message: 'docker cannot log in to ghcr.io', help: 'denied: denied'});
	expect(end).toMatchObject({code: 'LOGIN_REFUSED'});
});

it('another repository, or the same again', async () => {
	expect((await solve(refused('PUSH_DENIED'), [['registry-trouble', 'image']])).end).toMatchObject({
		answers: {image: undefined},
		forget: ['image', 'registry', 'registry-image'],
	});
	const down = await solve(refused('HTTP_REFUSED', 'outside'), [['registry-trouble', 'retry']]);
	expect(down.end).toMatchObject({reread: true});
	expect(JSON.stringify(down.asked[0]), 'a login does not help').not.toContain('Log in');
});

it('other errors, and runs without questions, end as they are', async () => {
	const other = refused('ENGINE_MISSING', 'outside');
	expect((await solve(other, [])).end).toBe(other);
	const error = refused('PUSH_DENIED');
	await expect(solveRegistry(error, asked, interviewOf(unattendedUi().ui))).rejects.toBe(error);
});
