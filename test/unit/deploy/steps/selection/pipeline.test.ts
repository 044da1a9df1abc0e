// Which pipeline and which environment are taken where no question is asked.
import {PassThrough} from 'node:stream';
import {describe, expect, it} from 'vitest';
import {pipelineQuestion, selectPipeline} from '../../../../../src/deploy/steps/selection/pipeline.ts';
import type {Project} from '../../../../../src/schema/project.ts';
import {silentUi} from '../../../../../src/ui/silent/silent.ts';
import {flag} from '../../../../support/deploy-parts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {facts, node} from '../../../../support/facts.ts';
import {initial, scriptedUi, unattendedUi} from '../../../../support/scripted-ui.ts';
import {look} from '../../../../support/ui/look.ts';

const nodes = [node('load: raw -> trips')];

/** No part of a pipeline is asked for, and reading has no limit of its own. */
const unread = {
	filter: () => Promise.reject(new Error('not asked')),
	measured: () => Promise.resolve(undefined),
	timeout: () => undefined,
};

async function select(names: readonly string[], more: Partial<Project> = {}) {
	const project: Project = {...facts().project, pipelines: names.map(name => ({name, nodes})), ...more};
	const stream = new PassThrough().resume();
	const {signal} = new AbortController();
	const ui = silentUi({
		json: false,
		yes: true,
		quiet: true,
		verbose: false,
		stdout: stream,
		stderr: stream,
		signal,
		look,
	});
	return (await selectPipeline({project, inspect: () => Promise.resolve(project), ...unread}, {}, ui)).selection;
}

it('a new project without nodes is refused before anything is asked about it', async () => {
	const project: Project = {...facts().project, pipelines: [{name: '__default__', nodes: []}]};
	const {ui, asked} = scriptedUi([]);
	const inspect = () => Promise.resolve(project);
	expect(await errorOf(selectPipeline({project, inspect, ...unread}, {}, ui))).toMatchObject({
		code: 'NO_PIPELINE',
		message: 'The project has no nodes yet: __default__ is empty',
		next: [{command: expect.stringMatching(/ kedro pipeline create NAME$/)}],
	});
	expect(asked).toEqual([]);
});

it('a pipeline without nodes cannot be chosen among others', () => {
	const pipelines = [
		{name: '__default__', nodes},
		{name: 'later', nodes: []},
	];
	expect(pipelineQuestion({...facts().project, pipelines}, true).choices).toMatchObject([{}, {disabled: 'no nodes'}]);
});

it('the pipeline is __default__, or the only one', async () => {
	expect((await select(['a', '__default__'])).pipeline.name).toBe('__default__');
	expect((await select(['only'])).pipeline.name).toBe('only');
});

it('without __default__ one of several pipelines must be named: exit code 2 with the flag', async () => {
	await expect(select(['b', 'a'])).rejects.toMatchObject({exitCode: 2, message: expect.stringContaining('--pipeline')});
});

it('names the pipelines to choose from where none is the default one, and every way to name one', async () => {
	await expect(select(['eins', 'zwei'])).rejects.toMatchObject({
		message: 'The project has 2 pipelines and none is called __default__: choose one with --pipeline',
		detail: 'Pipelines: eins, zwei',
		next: [{command: '--pipeline eins'}, {command: '--pipeline zwei'}],
	});
	const pipelines = [
		{name: 'eins', nodes},
		{name: 'zwei', nodes},
	];
	const {help} = pipelineQuestion({...facts().project, pipelines}, false);
	expect(help).toContain('no __default__ pipeline');
});

it('B8: a project without a pipeline is refused before anything is asked, with what Kedro dropped', async () => {
	await expect(select([], {package: 'shop', sourceDir: 'src', notices: []})).rejects.toMatchObject({
		kind: 'project',
		code: 'NO_PIPELINE',
		message: 'The project registers no pipeline: register_pipelines() in src/shop/pipeline_registry.py returns none',
	});
	const place = {file: 'src/shop/pipelines/a.py', line: 3};
	const notices = [{kind: 'pipeline-dropped' as const, message: 'shop.pipelines.a cannot be imported', place}];
	await expect(select([], {notices})).rejects.toMatchObject({
		message: 'The project registers no pipeline: Kedro dropped what it could not load',
		detail: 'shop.pipelines.a cannot be imported (src/shop/pipelines/a.py:3)',
	});
});

it("Kedro's default environment is accepted without its folder, which a check reports", async () => {
	const {chosen} = await select(['only'], {
		environments: ['base', 'prod'],
		defaultEnvironment: 'local',
		environment: 'local',
	});
	expect(chosen.env).toEqual({value: 'local', source: 'default'});
});

it.each([
	[['base', 'local', 'prod'], 'prod'],
	[['base', 'local', 'prod', 'test'], 'local'],
	[['base', 'local'], 'cluster'],
])('a person is offered the one environment that is not for this machine alone: %o', async (environments, offered) => {
	const project: Project = {
		...facts().project,
		pipelines: [{name: '__default__', nodes: [node('load: raw -> trips')]}],
		environments,
		defaultEnvironment: 'local',
		environment: 'local',
	};
	const {ui, said} = scriptedUi([
		['env', initial],
		['pipeline', initial],
	]);
	await selectPipeline(
		{project, inspect: environment => Promise.resolve({...project, environment}), ...unread},
		{},
		ui,
	);
	expect(said()[0]).toBe(`env=${offered}`);
});

describe('the pipeline', () => {
	const several = {
		...facts().project,
		pipelines: [
			{name: '__default__', nodes: [node('load: raw -> trips'), node('fit: trips -> model', {dependencies: ['load']})]},
			{name: 'data', nodes: [node('load: raw -> trips')]},
			{name: 'science', nodes: [node('fit: trips -> model')]},
		],
	};
	const open = (project: Project) => ({
		project,
		inspect: async (environment: string) => ({...project, environment}),
		...unread,
	});

	it('is offered with its size, its graph, and the pipelines that it is made of', () => {
		const {choices, preview, initial: first} = pipelineQuestion(several, true);
		expect(pipelineQuestion(several, false).choices.map(({columns}) => columns?.length)).toEqual(
			several.pipelines.map(() => 1),
		);
		expect(choices).toEqual([
			{value: '__default__', columns: ['2 nodes', '2 levels'], hint: 'data + science'},
			{value: 'data', columns: ['1 node', '1 level']},
			{value: 'science', columns: ['1 node', '1 level']},
		]);
		expect(first).toBe('__default__');
		expect(preview?.('__default__')?.graph.tasks).toHaveLength(2);
		expect(preview?.('none')).toBeUndefined();
	});

	it('B12: that has a cycle is offered without a graph', () => {
		const nodes = [node('a: x -> y', {dependencies: ['b']}), node('b: y -> x', {dependencies: ['a']})];
		const {choices, preview} = pipelineQuestion({...several, pipelines: [{name: 'loop', nodes}]}, true);
		expect(choices).toEqual([{value: 'loop', columns: ['2 nodes']}]);
		expect(preview?.('loop')).toBeUndefined();
	});

	it('that does not exist is reported with its source and the nearest name', async () => {
		const options = {env: flag('s3', '--env'), pipeline: flag('sience', 'KFP_WIZARD_PIPELINE')};
		expect(await errorOf(selectPipeline(open(several), options, unattendedUi().ui))).toMatchObject({
			kind: 'usage',
			code: 'UNKNOWN_NAME',
			message: 'There is no pipeline "sience" (KFP_WIZARD_PIPELINE); did you mean science?',
			detail: 'Known names: __default__, data, science',
		});
	});

	it('is read again for another environment, whose kfp.yml then counts', async () => {
		const settings = {
			files: ['conf/s3/kfp.yml'],
			values: {pipeline: 'data', group_by: 'all'},
			params: {},
			places: [],
			problem: null,
		};
		const inspect = async (environment: string): Promise<Project> => ({...several, environment, settings});
		const {ui, reported} = unattendedUi();
		const local = {...several, environment: 'local'};
		const {selection, options} = await selectPipeline(
			{project: local, inspect, ...unread},
			{env: flag('s3', '--env')},
			ui,
		);
		expect(selection.chosen).toMatchObject({
			env: {value: 's3'},
			pipeline: {value: 'data', source: 'conf/s3/kfp.yml'},
			groupBy: {value: 'all', source: 'conf/s3/kfp.yml'},
		});
		expect(options.pipeline?.value).toBe('data');
		expect(reported).toContainEqual({
			event: 'step',
			step: 'pipeline',
			state: 'active',
			detail: 'reading the project for s3',
		});
		expect(reported.at(-1)).toMatchObject({
			state: 'done',
			detail: 'data in s3 · 1 task, 2 pods, 1 level · 0 datasets between tasks',
		});
	});

	it('is grouped with notes about merged groups', async () => {
		const nodes = [
			node('a: raw -> x', {tags: ['one']}),
			node('b: x -> y', {tags: ['two'], dependencies: ['a']}),
			node('c: y -> z', {tags: ['one'], dependencies: ['b']}),
		];
		const project = {...several, pipelines: [{name: '__default__', nodes}]};
		const {ui, reported} = unattendedUi();
		const options = {env: flag('s3', '--env'), groupBy: flag('tag', '--group-by')};
		const {selection} = await selectPipeline(open(project), options, ui);
		expect(selection.graph.tasks).toHaveLength(1);
		expect(reported).toContainEqual(expect.objectContaining({event: 'note', level: 'info', step: 'pipeline'}));
	});
});

describe('how long nodes took when they last ran', () => {
	const nodes = [node('a: -> x'), node('b: -> y'), node('c: -> z')];
	const project: Project = {...facts().project, pipelines: [{name: '__default__', nodes}]};
	const measured = async () => ['b=300', 'c=300'];
	const secondsWith = async (ui: ReturnType<typeof scriptedUi>['ui'], groupBy: ReturnType<typeof flag<string>>) => {
		const open = {project, inspect: async () => project, ...unread, measured};
		const {options, selection} = await selectPipeline(open, {groupBy}, ui);
		expect(selection.graph.tasks.length).toBe(options.nodeSeconds === undefined ? 1 : 3);
		return options.nodeSeconds;
	};
	const asked = () =>
		scriptedUi([
			['env', initial],
			['pipeline', initial],
		]).ui;

	it('counts for auto where a person sees it, and stands on the plan', async () => {
		expect(await secondsWith(asked(), flag('auto', '--group-by'))).toEqual({
			value: ['b=300', 'c=300'],
			source: 'asked',
		});
	});

	it('does not count where kfp.yml or a script groups by auto: they have the same tasks everywhere', async () => {
		expect(await secondsWith(asked(), flag('auto', 'conf/base/kfp.yml'))).toBeUndefined();
		expect(await secondsWith(unattendedUi().ui, flag('auto', '--group-by'))).toBeUndefined();
	});
});
