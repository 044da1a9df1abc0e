// The project step: which project and interpreter it takes, and when it reads the project again.
import {readFile, realpath, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {newReadings} from '../../../../../src/deploy/interview/readings.ts';
import {openProject, projectValues} from '../../../../../src/deploy/steps/project/project.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {testContext} from '../../../../support/context.ts';
import {flag} from '../../../../support/deploy-parts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {scratch} from '../../../../support/scratch.ts';
import {scriptedUi, unattendedUi} from '../../../../support/scripted-ui.ts';
import {standInProject} from '../../../../support/stand-in-project.ts';

it('reads the project that contains the current folder, in the environment that is asked for', async () => {
	const {root, python, requests} = await standInProject();
	const {ui, reported} = scriptedUi([]);
	const options: Options = {python: flag(python, '--python'), env: flag('prod', '--env')};
	const {project} = await openProject(options, testContext(ui, {cwd: join(root, 'src/demo')}));
	expect(project).toMatchObject({name: 'Demo', environment: 'prod'});
	expect(reported).toEqual([
		{event: 'step', step: 'project', state: 'active', detail: 'reading the Kedro project'},
		{event: 'step', step: 'project', state: 'done', detail: 'Demo · Kedro 1.7.0 · Python 3.11.7 (--python)'},
	]);
	expect(await requests()).toMatchObject([{root: await realpath(root), environment: 'prod', source: '--python'}]);
});

it('gives the project the variables of its tasks: of the Dockerfile, and of kfp.yml as Kedro resolves it', async () => {
	const settings = {
		files: ['conf/base/kfp.yml'],
		values: {env_vars: {BUCKET: 'resolved'}},
		params: {},
		places: [],
		problem: null,
	};
	const {root, python, requests} = await standInProject(
		{project: {settings}},
		{
			Dockerfile: 'FROM python:3.11\nENV REGION=eu\n',
			'conf/base/kfp.yml': 'env_vars:\n  BUCKET: ${globals:bucket}\n',
		},
	);
	await openProject({python: flag(python, '--python')}, testContext(scriptedUi([]).ui, {cwd: root}));
	expect(await requests()).toHaveLength(2);
	const variables = (await readFile(join(root, '.environment'), 'utf8')).split('\n');
	expect(variables).toEqual(expect.arrayContaining(['BUCKET=resolved', 'REGION=eu']));
});

it('reads a project that has not changed without Python, unless --no-cache is set', async () => {
	const watched = {opened: ['/nowhere/settings.py'], listed: [], asked: [], installed: []};
	const {root, python, requests} = await standInProject({}, {'.dependencies.json': JSON.stringify(watched)});
	const options: Options = {project: flag(root, '--project'), python: flag(python, '--python')};
	const env = {XDG_CACHE_HOME: await scratch()};
	const read = async (more: Options = {}, shell = {}) =>
		(await openProject({...options, ...more}, testContext(scriptedUi([]).ui, {env: {...env, ...shell}}))).project;
	const first = await read();
	expect(await read()).toEqual(first);
	// What a task does not have changes nothing.
	expect(await read({}, {SHLVL: '2', SSH_TTY: '/dev/pts/1'})).toEqual(first);
	expect(await requests()).toHaveLength(1);
	await read({}, {LANG: 'de_DE.UTF-8'});
	await read({cache: flag(false, '--no-cache')});
	expect(await requests()).toHaveLength(3);
});

it('reads each environment once, until the readings are dropped', async () => {
	const {root, python, requests} = await standInProject();
	const readings = newReadings();
	const open = () =>
		openProject(
			{project: flag(root, '--project'), python: flag(python, '--python')},
			testContext(scriptedUi([]).ui),
			readings,
		);
	const {inspect} = await open();
	await open();
	expect((await inspect('s3')).environment).toBe('s3');
	await inspect('s3');
	expect(await requests()).toHaveLength(2);
	readings.drop();
	await open();
	expect(await requests()).toHaveLength(3);
});

it('gives the values of --param to the inspector, which resolves the configuration with them', async () => {
	const {root, python, requests} = await standInProject();
	const options: Options = {
		project: flag(root, '--project'),
		python: flag(python, '--python'),
		param: flag(['region=eu', 'alpha=1.0'], '--param'),
	};
	await openProject(options, testContext(scriptedUi([]).ui));
	const [request] = await requests();
	expect(request?.['given']).toBe('{"region":"eu","alpha":1.0}');
});

it('names what is missing: a project, an interpreter, or an import of the project', async () => {
	const {root, python, answer} = await standInProject();
	const open = (options: Options) => errorOf(openProject(options, testContext(scriptedUi([]).ui, {cwd: root})));
	expect(await open({project: flag(await scratch(), '--project')})).toMatchObject({
		kind: 'project',
		code: 'NO_PROJECT',
	});
	expect(await open({python: flag('./none', '--python')})).toMatchObject({
		code: 'PYTHON_MISSING',
		message: '--python ./none: program not found',
	});
	const place = {file: 'src/demo/nodes.py', line: 3};
	await answer({error: {code: 'IMPORT_FAILED', message: "No module named 'x'", place, detail: ''}});
	expect(await open({python: flag(python, '--python')})).toMatchObject({
		kind: 'project',
		code: 'IMPORT_FAILED',
		message: "Can't import the project: No module named 'x' (src/demo/nodes.py:3)",
	});
});

it('names --timeout where reading the project takes longer than that', async () => {
	const {root, python} = await standInProject();
	await writeFile(python, '#!/bin/sh\nexec sleep 5\n');
	const options: Options = {
		project: flag(root, '--project'),
		python: flag(python, '--python'),
		timeout: flag(0.2, '--timeout'),
	};
	const {ui, asked} = scriptedUi([['wait', 'stop']]);
	const error = await errorOf(openProject(options, testContext(ui)));
	expect(error).toMatchObject({code: 'INSPECT_TIMEOUT', message: expect.stringContaining('--timeout')});
	expect(asked).toMatchObject([{name: 'wait', help: expect.stringContaining('took longer than 0.2')}]);
	// Where nobody is there the error is all there is.
	expect(await errorOf(openProject(options, testContext(unattendedUi().ui)))).toMatchObject({code: 'INSPECT_TIMEOUT'});
});

it('reads again with more time where the user waits, and keeps that time', async () => {
	const {root, python} = await standInProject();
	const standIn = await readFile(python, 'utf8');
	// The first reading takes too long, the next one does not.
	await writeFile(python, standIn.replace('\n', `\n[ -e ${root}/again ] || { touch ${root}/again; exec sleep 5; }\n`));
	const options: Options = {
		project: flag(root, '--project'),
		python: flag(python, '--python'),
		timeout: flag(0.4, '--timeout'),
	};
	const {ui, asked} = scriptedUi([['wait', 'wait']]);
	const open = await openProject(options, testContext(ui));
	expect(open.project.name).toBe('Demo');
	expect(open.timeout()).toEqual({value: 2, source: 'asked'});
	expect(asked).toHaveLength(1);
});

it('has a row for the project and its interpreter, each with where it comes from', async () => {
	const {project} = await standInProject();
	const python = {version: '3.11.7', executable: '/usr/bin/python3', source: 'PATH'};
	const at = {...project, root: '/srv/demo', python};
	expect(projectValues(at, {})).toEqual([
		{name: 'project', value: '/srv/demo', source: 'detected: contains this folder'},
		{name: 'python', value: '/usr/bin/python3', source: 'detected: PATH'},
	]);
	const options: Options = {project: flag('.', '--project'), python: flag('python3', 'KFP_WIZARD_PYTHON')};
	expect(projectValues(at, options).map(({source}) => source)).toEqual(['--project', 'KFP_WIZARD_PYTHON']);
});
