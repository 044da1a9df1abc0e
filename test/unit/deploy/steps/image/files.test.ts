// The Dockerfile and .dockerignore that a project lacks: for this build only, or into the project where that is chosen.
import {mkdtemp, readdir, readFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {planFiles} from '../../../../../src/deploy/steps/image/files.ts';
import type {Dockerfile} from '../../../../../src/image/dockerfile/dockerfile.ts';
import {initial, type Line, scriptedUi} from '../../../../support/scripted-ui.ts';

const made: Dockerfile = {
	path: null,
	text: 'FROM python:3.11\n',
	ignore: '.git\n',
	generated: ['Dockerfile', '.dockerignore'],
};

async function plan(dockerfile: Dockerfile, script: readonly Line[], flags: Parameters<typeof planFiles>[2] = {}) {
	const root = await mkdtemp(join(tmpdir(), 'kfp-wizard-files-'));
	const scripted = scriptedUi(script);
	const files = await planFiles(root, dockerfile, flags, scripted.ui);
	const did: string[] = [];
	await files.write(change => did.push(change));
	return {...scripted, root, files, did};
}

it('stay out of the project unless the user says otherwise', async () => {
	const {asked, root, files} = await plan(made, [['build_files', initial]]);
	expect(asked[0]?.message).toBe(
		'There is no Dockerfile and no .dockerignore: both are made for you. Where should they go?',
	);
	expect(files).toMatchObject({changes: [], source: undefined});
	expect(await readdir(root)).toEqual([]);
});

it('go into it where that is chosen, and the plan can say by whom', async () => {
	const {root, files, did} = await plan(made, [['build_files', 'project']]);
	expect(files.changes.map(({what, name}) => [what, name])).toEqual([
		['file', 'Dockerfile'],
		['file', '.dockerignore'],
	]);
	expect(files.source).toBe('asked');
	expect(did).toEqual(['created Dockerfile', 'created .dockerignore']);
	expect(await readFile(join(root, 'Dockerfile'), 'utf8')).toBe(made.text);
});

it('are asked for by --fix, without a question; what is there is not written', async () => {
	const flags = {fix: {value: true, source: '--fix'}};
	const {root, files} = await plan({...made, generated: ['.dockerignore']}, [], flags);
	expect(files.source).toBe('--fix');
	expect(await readdir(root)).toEqual(['.dockerignore']);
});
