// The Dockerfile and .dockerignore that a project lacks: for this build only, or into the project where that is chosen.
import {mkdtemp, readdir, readFile, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {askForFiles, fileChanges, writeFiles} from '../../../../../src/deploy/steps/image/files.ts';
import type {Options} from '../../../../../src/options/options.ts';
import type {Dockerfile} from '../../../../../src/image/dockerfile/dockerfile.ts';
import {initial, type Line, scriptedUi} from '../../../../support/scripted-ui.ts';

const made: Dockerfile = {
	path: null,
	text: 'FROM python:3.11\n',
	ignore: '.git\n',
	generated: ['Dockerfile', '.dockerignore'],
};

async function ask(dockerfile: Dockerfile, script: readonly Line[], options: Options = {}) {
	const root = await mkdtemp(join(tmpdir(), 'kfp-wizard-files-'));
	const scripted = scriptedUi(script);
	const write = await askForFiles(dockerfile, root, options, scripted.ui);
	const changes: string[] = [];
	if (write) await writeFiles(root, dockerfile, change => changes.push(change));
	return {...scripted, root, write, changes};
}

it('generated files stay out of the project by default', async () => {
	const {asked, root, write} = await ask(made, [['build_files', initial]]);
	expect(asked[0]?.message).toBe(
		'There is no Dockerfile and no .dockerignore: kfp-wizard generates them. Where should they go?',
	);
	expect(write).toBe(false);
	expect(await readdir(root)).toEqual([]);
});

it('who has saved the options is not asked again', async () => {
	const {write} = await ask(made, [], {image: {value: 'ghcr.io/tide/app', source: 'conf/prod/kfp.yml'}});
	expect(write).toBe(false);
});

it('generated files can be looked at before that is decided', async () => {
	for (const decided of [true, false]) {
		const {asked, write} = await ask(made, [
			['build_files', 'show'],
			['build_files_in_project', decided],
		]);
		expect(write).toBe(decided);
		expect(asked[1]).toMatchObject({
			initial: false,
			diff: [
				{file: 'Dockerfile', lines: [{sign: '+', text: 'FROM python:3.11'}]},
				{file: '.dockerignore', lines: [{text: '.git'}]},
			],
		});
	}
});

it('generated files go into the project where the user chooses that', async () => {
	const {root, write, changes} = await ask(made, [['build_files', 'project']]);
	expect(write).toBe(true);
	expect(fileChanges(made).map(({what, name}) => [what, name])).toEqual([
		['file', 'Dockerfile'],
		['file', '.dockerignore'],
	]);
	expect(changes).toEqual(['created Dockerfile', 'created .dockerignore']);
	expect(await readFile(join(root, 'Dockerfile'), 'utf8')).toBe(made.text);
});

it('--fix writes the generated files without a question, and only those that are missing', async () => {
	const options = {fix: {value: true, source: '--fix'}};
	const {root, write} = await ask({...made, generated: ['.dockerignore']}, [], options);
	expect(write).toBe(true);
	expect(await readdir(root)).toEqual(['.dockerignore']);
});

it('an existing file is never overwritten', async () => {
	const root = await mkdtemp(join(tmpdir(), 'kfp-wizard-files-'));
	await writeFile(join(root, 'Dockerfile'), 'FROM mine\n');
	const changes: string[] = [];
	await writeFiles(root, made, change => changes.push(change));
	expect(changes).toEqual(['created .dockerignore']);
	expect(await readFile(join(root, 'Dockerfile'), 'utf8')).toBe('FROM mine\n');
});
