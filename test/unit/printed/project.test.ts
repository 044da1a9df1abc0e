// Reading the project: what is printed after an error installs, names or shows what is missing, and then the same goes on.
import {mkdir, readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect} from 'vitest';
import type {Machine} from '../../../src/commands/doctor/machine.ts';
import {kedro} from '../../../src/commands/doctor/rows/kedro.ts';
import {runCommand} from '../../../src/kedro/kedro-run.ts';
import {nodeDependencies} from '../../../src/tasks/node-dependencies.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {node} from '../../support/facts.ts';
import {errorOf} from '../../support/error-of.ts';
import {printed} from '../../support/printed.ts';
import {scratch} from '../../support/scratch.ts';
import {shellInProject} from '../../support/shell-in-project.ts';
import {quote} from '../../../src/system/text.ts';

const hostile = `-p 'n' "$(touch x)" #é\\`;

/** A project that the inspector refuses, and a person in its folder. */
async function refusing(error: object, files: Readonly<Record<string, string>> = {}) {
	const shell = await shellInProject({}, files);
	await shell.answer({error});
	const again = async () => {
		await shell.answer({project: shell.project});
		return shell.type('describe --env s3');
	};
	return {...shell, again};
}

/** The words of a command of the project's Python. */
const ofPython = (line: string | undefined, python: string): readonly string[] => {
	const [first, ...rest] = splitWords(line ?? '') ?? [];
	expect(first).toBe(python);
	return rest;
};

/** What is typed in the folder of the project, after it was gone to. */
const inRoot = (line: string | undefined, root: string): string => {
	const [, folder, command = ''] = /^cd (.+?) && (.*)$/.exec(line ?? '') ?? [];
	expect(splitWords(folder ?? '')).toEqual([root]);
	return command;
};

describe('the command that is printed', () => {
	printed('NO_PROJECT', 'names the project below the folder, or one that the user knows', async () => {
		const {root, type, project} = await shellInProject();
		const folder = join(root, `${hostile} team`);
		await mkdir(folder);
		for (const name of ['pyproject.toml', 'src']) await rename(join(root, name), join(folder, name));
		const failed = await type('describe --env s3');
		expect(failed).toMatchObject({exitCode: 3, code: 'NO_PROJECT'});
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0, printed: expect.stringContaining(project.name)});
		const wrong = await type(`describe --env s3 --project ${quote('shop')}`);
		expect(wrong).toMatchObject({code: 'NO_PROJECT', next: ['kfp-wizard describe --project DIR --env s3']});
		expect(await type(wrong.next[0]?.replace('DIR', quote(folder)))).toMatchObject({exitCode: 0});
	});

	printed('NO_KEDRO', 'installs Kedro into the Python that was found', async () => {
		const {type, python, root, again} = await refusing({code: 'NO_KEDRO', message: 'Kedro is not installed'});
		const failed = await type('describe --env s3');
		expect(failed).toMatchObject({exitCode: 3, code: 'NO_KEDRO'});
		expect(ofPython(failed.next[0], python)).toEqual(['-m', 'pip', 'install', 'kedro']);
		expect(ofPython(failed.next[1], python)).toEqual(['-m', 'pip', 'install', '-r', join(root, 'requirements.txt')]);
		expect(failed.next[2]).toBe('kfp-wizard describe --python PATH --env s3');
		expect(await again()).toMatchObject({exitCode: 0});
	});

	printed('KEDRO_TOO_OLD', 'shows the command that installs a newer one, into the Python of the project', async () => {
		const wanted = {environment: 's3', pipeline: '__default__'};
		const error = await errorOf(Promise.resolve().then(() => runCommand('0.18.4', wanted)));
		expect(error).toMatchObject({code: 'KEDRO_TOO_OLD', next: [{command: 'kfp-wizard doctor'}]});
		const root = await scratch();
		const command = join(root, hostile);
		const interpreter = {command, args: [], source: '.venv'};
		const machine = {root, python: async () => ({version: '3.9.1', kedro: '0.18.4', interpreter})};
		const {next} = await errorOf(Promise.resolve().then(() => kedro.probe(machine as unknown as Machine)));
		expect(ofPython(next[0]?.command, command)).toEqual(['-m', 'pip', 'install', 'kedro~=0.18.14']);
	});

	printed('IMPORT_FAILED', 'installs the module that is missing', async () => {
		const error = {code: 'IMPORT_FAILED', message: "No module named 'sklearn'", module: 'sklearn.linear_model'};
		const {type, python, again} = await refusing(error);
		const failed = await type('describe --env s3');
		expect(failed).toMatchObject({exitCode: 3, code: 'IMPORT_FAILED'});
		expect(ofPython(failed.next[0], python)).toEqual(['-m', 'pip', 'install', 'scikit-learn']);
		expect(await again()).toMatchObject({exitCode: 0});
	});

	printed('IMPORT_FAILED', 'works where the user is, with the tool of the lock file', async () => {
		const error = {code: 'IMPORT_FAILED', message: 'x', installed: {name: 'pandas', version: '2.3.0', lacks: 'x'}};
		for (const [lock, tool] of [
			['poetry.lock', 'poetry install --directory'],
			['uv.lock', 'uv sync --directory'],
		] as const) {
			const {type, root} = await refusing(error, {[lock]: ''});
			const {next} = await type('describe');
			expect(next[0]).toBe(`${tool} ${root}`);
			expect(next[1]).toContain(` add --directory ${root} 'pandas<2'`);
		}
	});

	printed('IMPORT_FAILED', 'sets the variable, or another environment, that the code asks for', async () => {
		const unset = await refusing({code: 'IMPORT_FAILED', message: 'KeyError', variable: 'REGION'});
		const failed = await unset.type('compile --env s3 --image a/b');
		expect(failed.next).toEqual(['--env-var REGION=VALUE']);
		await unset.answer({project: unset.project});
		expect(await unset.type(`compile --env s3 --image a/b ${failed.next[0]}`)).toMatchObject({exitCode: 0});
		const other = await refusing({code: 'IMPORT_FAILED', message: "KeyError: 'prod'"});
		expect((await other.type('describe --env prod')).next).toEqual(['kfp-wizard describe --env NAME']);
	});

	printed('IMPORT_FAILED', 'shows the same error of Kedro, in the folder of the project', async () => {
		const {type, root, python} = await refusing({code: 'IMPORT_FAILED', message: 'SyntaxError'});
		const {next} = await type('describe');
		expect(ofPython(inRoot(next[0], root), python)).toEqual(['-m', 'kedro', 'registry', 'list']);
	});

	printed('NO_PIPELINE', 'shows what Kedro finds, or begins a pipeline', async () => {
		const {type, root, python, project, answer} = await shellInProject();
		await answer({project: {...project, pipelines: []}});
		const none = await type('check --env s3');
		expect(none).toMatchObject({exitCode: 3, code: 'NO_PIPELINE'});
		expect(ofPython(inRoot(none.next[0], root), python)).toEqual(['-m', 'kedro', 'registry', 'list']);
		await answer({project: {...project, pipelines: [{name: '__default__', nodes: [], artifacts: []}]}});
		const empty = await type('check --env s3', {}, []);
		expect(ofPython(inRoot(empty.next[0], root), python)).toEqual(['-m', 'kedro', 'pipeline', 'create', 'NAME']);
		await answer({project});
		expect(await type('check --env s3')).toMatchObject({exitCode: 0});
	});

	printed('EMPTY_PIPELINE', 'chooses a pipeline that has nodes', async () => {
		const {type, project, answer} = await shellInProject();
		const [full] = project.pipelines;
		await answer({
			project: {
				...project,
				pipelines: [
					{...full, name: hostile},
					{...full, name: '__default__', nodes: []},
				],
			},
		});
		const failed = await type('compile --env s3 --image a/b --ignore pipeline/empty');
		expect(failed).toMatchObject({exitCode: 3, code: 'EMPTY_PIPELINE', next: ['--pipeline NAME']});
	});

	printed('BAD_CONFIGURATION', 'checks the project after the file was corrected', async () => {
		const {type, again} = await refusing({code: 'BAD_CONFIGURATION', message: 'too many aliases'});
		const failed = await type('describe --env s3');
		expect(failed).toMatchObject({exitCode: 3, code: 'BAD_CONFIGURATION', next: ['kfp-wizard check --env s3']});
		await again();
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	printed('BAD_PYPROJECT', 'checks the project after the file was corrected', async () => {
		const {type, again} = await refusing({code: 'BAD_PYPROJECT', message: 'not valid TOML'});
		const failed = await type(`describe --env s3`);
		expect(failed).toMatchObject({exitCode: 3, code: 'BAD_PYPROJECT', next: ['kfp-wizard check --env s3']});
		await again();
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	printed('PARAMETER_VALUE', 'checks the same parameter after it was corrected', async () => {
		const {type, project, answer} = await shellInProject();
		const value = {key: 'day', json: null, problem: 'is a date'};
		const parameters = {known: ['day'], runtime: [], defaults: [], values: [value]};
		await answer({project, parameters});
		const failed = await type('compile --env s3 --image a/b --expose-param day');
		expect(failed).toMatchObject({
			exitCode: 3,
			code: 'PARAMETER_VALUE',
			next: ['kfp-wizard compile --expose-param day --env s3 --image a/b'],
		});
		await answer({project, parameters: {...parameters, values: [{...value, json: '"2027"', problem: null}]}});
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	printed('PYTHON_MISSING', 'names another Python', async () => {
		const {type, python} = await shellInProject();
		const failed = await type(`describe --env s3 --python ${quote(`/no/${hostile}`)}`);
		expect(failed).toMatchObject({exitCode: 5, code: 'PYTHON_MISSING'});
		expect(failed.next).toEqual(['kfp-wizard describe --python PATH --env s3']);
		expect(await type(failed.next[0]?.replace('PATH', quote(python)))).toMatchObject({exitCode: 0});
	});

	printed('PYTHON_ENDED', 'shows the same crash of Kedro', async () => {
		const {type, python, root} = await shellInProject();
		await writeFile(python, '#!/bin/sh\nkill -ABRT $$\n');
		const failed = await type('describe --env s3');
		expect(failed).toMatchObject({exitCode: 3, code: 'PYTHON_ENDED'});
		expect(ofPython(inRoot(failed.next[0], root), python)).toEqual(['-m', 'kedro', 'registry', 'list']);
	});

	printed('INSPECTOR', 'shows what was run, in the same command', async () => {
		const {type, again} = await refusing({code: 'INSPECTOR', message: '', detail: 'Traceback'});
		const failed = await type('describe --env s3');
		expect(failed).toMatchObject({exitCode: 1, code: 'INSPECTOR', next: ['kfp-wizard describe --verbose --env s3']});
		await again();
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	printed('INSPECT_TIMEOUT', 'waits longer', async () => {
		const {type, python} = await shellInProject();
		const script = await readFile(python, 'utf8');
		await writeFile(
			python,
			script.replace('request=', `grep -q '"limit":1,' "$folder/request.json" && exec sleep 60\nrequest=`),
		);
		const failed = await type('describe --env s3 --timeout 1');
		expect(failed).toMatchObject({
			exitCode: 3,
			code: 'INSPECT_TIMEOUT',
			next: ['kfp-wizard describe --timeout 5 --env s3'],
		});
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
	});

	const pipelineOf = (...lines: readonly (readonly [string, readonly string[]])[]) => ({
		name: '__default__',
		nodes: lines.map(([line, dependencies]) => node(line, {dependencies: [...dependencies]})),
		artifacts: [],
	});

	const broken = [
		['NODE_TWICE', pipelineOf(['a: -> x', []], ['a: -> y', []]), 'kfp-wizard check --env s3'],
		['UNKNOWN_DEPENDENCY', pipelineOf(['a: x -> y', ['b']]), 'kfp-wizard describe --env s3'],
		['PIPELINE_CYCLE', pipelineOf(['a: x -> y', ['b']], ['b: y -> x', ['a']]), 'kfp-wizard describe --env s3'],
	] as const;
	for (const [code, pipeline, next] of broken)
		printed(code, 'shows the nodes, or checks them again', async () => {
			expect(await errorOf(Promise.resolve().then(() => nodeDependencies(pipeline)))).toMatchObject({code});
			const {type, project, answer} = await shellInProject();
			await answer({project: {...project, pipelines: [pipeline]}});
			const failed = await type('compile --env s3 --image a/b');
			expect(failed).toMatchObject({exitCode: 3, code, next: [next]});
			if (next.includes('check')) await answer({project});
			expect(await type(failed.next[0])).toMatchObject({exitCode: 0});
		});
});
