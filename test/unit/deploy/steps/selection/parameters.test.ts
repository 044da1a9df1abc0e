// The parameters of a deployment: which are fixed in the spec, which are inputs of the pipeline, and what the run gets.
import {expect, it} from 'vitest';
import {planParameters} from '../../../../../src/deploy/steps/selection/parameters.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {testContext} from '../../../../support/context.ts';
import {flag} from '../../../../support/deploy-parts.ts';
import {node} from '../../../../support/facts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {scriptedUi} from '../../../../support/scripted-ui.ts';
import {standInProject} from '../../../../support/stand-in-project.ts';

type Value = {readonly key: string; readonly json: string | null; readonly problem: string | null};

const value = (key: string, json: string): Value => ({key, json, problem: null});

/** The plan for a project with these parameters, and the requests that its Python got. */
async function planned(
	options: Options,
	values: readonly Value[] = [],
	runtime: Readonly<Record<string, string | null>> = {},
) {
	const {project, python, answer, requests} = await standInProject({
		nodes: [node('load: raw, params:asked.by.node -> trips')],
	});
	const defaults = Object.entries(runtime).map(([key, text]) => ({key, text}));
	const keys = Object.keys(runtime);
	await answer({parameters: {known: ['alpha', 'depth', 'name', 'nothing'], runtime: keys, defaults, values}});
	const at = {
		...project,
		python: {...project.python, executable: python},
		environment: 's3',
		parameters: ['set.by.hook'],
		parametersOfHooks: ['set.by.hook'],
	};
	const [pipeline] = at.pipelines;
	if (pipeline === undefined) throw new Error('the project has no pipeline');
	const plan = planParameters({project: at, pipeline}, options, testContext(scriptedUi([]).ui));
	return {plan, requests};
}

const param = (...texts: readonly string[]): Options => ({param: flag(texts, '--param')});
const expose = (...keys: readonly string[]): Options => ({exposeParam: flag(keys, '--expose-param')});

it('the project is not asked where no parameter is chosen', async () => {
	const {plan, requests} = await planned({});
	expect(await plan).toEqual({fixed: {}, inputs: [], run: {}});
	expect(await requests()).toEqual([]);
});

it('a value of --param is fixed in the spec; the keys may be those of the project, of its hooks, of a run or of a node', async () => {
	const {plan} = await planned(param('alpha=0.5', 'region=eu', 'asked.by.node=1', 'set.by.hook=2'), [], {region: null});
	expect(await plan).toEqual({
		fixed: {alpha: 0.5, region: 'eu', 'asked.by.node': 1n, 'set.by.hook': 2n},
		inputs: [],
		run: {},
	});
});

it('an exposed parameter is an input with its default from the project; --param then sets this run only', async () => {
	const {plan, requests} = await planned({...param('depth=5', 'alpha=1.0'), ...expose('depth', 'name')}, [
		value('depth', '3'),
		value('name', '"a"'),
	]);
	expect(await plan).toEqual({
		fixed: {alpha: 1},
		inputs: [
			{key: 'depth', name: 'depth', type: 'NUMBER_INTEGER', initial: 3n},
			{key: 'name', name: 'name', type: 'STRING', initial: 'a'},
		],
		run: {depth: 5},
	});
	expect(await requests()).toMatchObject([{environment: 's3', values: ['depth', 'name'], given: '{"alpha":1.0}'}]);
});

it('a runtime parameter of the configuration is an input with its default there, else with that of --param', async () => {
	const runtime = {day: '2026-01-01', size: '3', region: null};
	const {plan} = await planned({...param('region=eu', 'size=5'), ...expose('day', 'size', 'region')}, [], runtime);
	expect(await plan).toEqual({
		fixed: {},
		inputs: [
			{key: 'day', name: 'day', type: 'STRING', initial: '2026-01-01'},
			{key: 'size', name: 'size', type: 'NUMBER_INTEGER', initial: 3n},
			{key: 'region', name: 'region', type: 'STRING', initial: 'eu'},
		],
		run: {size: 5, region: 'eu'},
	});
	expect(await errorOf((await planned(expose('region'), [], runtime)).plan)).toMatchObject({
		kind: 'usage',
		code: 'BAD_VALUE',
		message: 'region is a runtime parameter without a default, and an input of the pipeline needs one (--expose-param)',
		next: [{command: '--param region=VALUE'}],
	});
});

it('an input whose default is null takes any value, as JSON', async () => {
	const {plan} = await planned({...param('nothing=[1, 2.0]'), ...expose('nothing')}, [value('nothing', 'null')]);
	expect((await plan).run).toEqual({nothing: '[1,2.0]'});
});

it.each([
	['an unknown key of --param', param('alpa=1'), [], 'There is no parameter "alpa" (--param); did you mean alpha?'],
	[
		'an unknown key of --expose-param',
		expose('dept'),
		[],
		'There is no parameter "dept" (--expose-param); did you mean depth?',
	],
	[
		'a value of another type than the input',
		{...param('depth=deep'), ...expose('depth')},
		[value('depth', '3')],
		'The value of depth',
	],
	[
		'null for an input',
		{...param('depth=null'), ...expose('depth')},
		[value('depth', '3')],
		'The value of depth is null',
	],
	['values that are too large', param(`alpha=${'x'.repeat(60_001)}`), [], 'The values of the parameters take'],
	[
		'a value that JSON cannot represent',
		expose('depth'),
		[{key: 'depth', json: null, problem: 'is a set'}],
		'The parameter depth is a set',
	],
] as const)('B19: %s is refused', async (_, options, values, message) => {
	expect((await errorOf((await planned(options, values)).plan)).message).toContain(message);
});
