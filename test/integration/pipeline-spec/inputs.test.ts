// Inputs of a pipeline: the KFP SDKs and a recorded cluster as judges of what is written and of what a task gets.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parse, parseAllDocuments} from 'yaml';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {describe, expect, it} from 'vitest';
import {
	argumentText,
	asInput,
	inputNames,
	inputProblem,
	type InputType,
	inputType,
	losesFloat,
	type PipelineInput,
	plainData,
} from '../../../src/pipeline-spec/pipeline-inputs.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import type {Exact} from '../../../src/system/exact-values.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {runScript} from './judges.ts';
import {pipeline, sizedPipeline, specInput} from '../../support/spec-samples.ts';

const input = (key: string, initial: Exact): PipelineInput => ({
	key,
	name: inputNames([key]).get(key) ?? key,
	type: inputType(initial),
	initial,
});

const inputs = [
	input('text', 'a, "b" \'c\'\n\tü <&>'),
	input('empty', ''),
	input('looks', '012'),
	input('model.depth', 3n),
	input('alpha', 1),
	input('huge', 1e21),
	input('tiny', 1e-7),
	input('flag', false),
	input('features', ['a,b', 1n, 2.5, null, true, {k: '"v"'}]),
	input('layers', {z: {y: [1n]}, a: '<&>'}),
	input('nothing', null),
];

const small = pipeline({clean: [], train: ['clean']});
const run = {id: '17ee73b1-eb13-424e-b319-4f96580efda4', created: '2026-11-22T23:29:04Z'};

const arriving = [
	'run=17ee73b1-eb13-424e-b319-4f96580efda4',
	'created=2026-11-22T23:29:04Z',
	'text=a, "b" \'c\'\n\tü <&>',
	'empty=',
	'looks=012',
	'model.depth=3',
	'alpha=1',
	'huge=1e+21',
	'tiny=1e-7',
	'flag=false',
	'features=["a,b",1,2.5,null,true,{"k":"\\"v\\""}]',
	'layers={"a":"\\u003c\\u0026\\u003e","z":{"y":[1]}}',
	'nothing=null',
];

describe.each([
	['pipelineSpec', pipelineSpec],
	['argoWorkflow', argoWorkflow],
] as const)('%s', (_, write) => {
	const text = write(specInput(small, {inputs, identity: true, command: ['python3', '-c', '# one\nprint("two")']}));

	it('gives every task the run and the defaults as a cluster would write them', () => {
		const {executions} = readSpec(text, {run});
		expect(executions).toHaveLength(2);
		for (const {command, task} of executions)
			expect(command).toEqual([
				'python3',
				'-c',
				'# one\nprint("two")',
				...arriving,
				'run',
				'--env=s3',
				'--pipeline=__default__',
				`--nodes=${task}`,
			]);
	});

	it('gives them the values of a run', () => {
		const {executions} = readSpec(text, {run, inputs: {alpha: 0.25, text: 'other', model_depth: 7}});
		expect(executions[1]?.command).toEqual(expect.arrayContaining(['alpha=0.25', 'text=other', 'model.depth=7']));
		expect(() => readSpec(text, {inputs: {beta: 1}})).toThrow(expect.objectContaining({code: 'SPEC_INVALID'}));
	});

	it('is as before where there are none', () => {
		expect(write(specInput(small, {inputs: [], identity: false}))).toBe(write(specInput(small)));
	});

	it.each(['{{workflow.name}}', '$(HOME)', 'emoji 🚀', 'a\u0001b'])('refuses the default %j', value => {
		expect(() => write(specInput(small, {inputs: [input('text', value)]}))).toThrow(
			expect.objectContaining({code: 'UNSAFE_VALUE'}),
		);
	});
});

it('refuses a value of another type for a run, as the server does', () => {
	const text = pipelineSpec(specInput(small, {inputs}));
	for (const [name, value] of Object.entries({
		model_depth: '3',
		flag: 'true',
		features: {},
		layers: [],
		text: 1,
		alpha: 'x',
	}))
		expect(() => readSpec(text, {inputs: {[name]: value}})).toThrow(name);
});

it('passes inputs through the groups of a large pipeline, each within the argument that Linux takes', () => {
	const many = Array.from({length: 20}, (_, index) => input(`group_${index}.some_parameter_of_it`, BigInt(index)));
	for (const size of [100, 300, 600]) {
		const text = pipelineSpec(specInput(sizedPipeline(size), {inputs: many, identity: true}));
		const {executions} = readSpec(text, {run, inputs: {group_7_some_parameter_of_it: 70}});
		expect(executions).toHaveLength(size);
		for (const {command} of executions)
			expect(command).toEqual(
				expect.arrayContaining([`run=${run.id}`, 'group_7.some_parameter_of_it=70', 'group_8.some_parameter_of_it=8']),
			);
		const spec = parseAllDocuments(text)[0]?.toJS() as {root: object; components: Record<string, object>};
		const sizes = [spec.root, ...Object.values(spec.components)].map(dag => JSON.stringify(dag).length);
		expect(Math.max(...sizes)).toBeLessThan(128 * 1024);
		console.log(`${size} tasks, 20 inputs: ${Buffer.byteLength(text)} bytes, largest argument ${Math.max(...sizes)}`);
	}
});

it('names inputs as the SDK does, and tells apart what comes out alike', () => {
	const names = inputNames(['alpha', 'model.depth', 'Model.Depth', 'nodes', 'run_id', '_x', '1st', 'größe']);
	expect(names.get('alpha')).toBe('alpha');
	expect(new Set(names.values()).size).toBe(names.size);
	for (const name of names.values()) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
	expect([...names.values()]).not.toContain('nodes');
	expect([...names.values()]).not.toContain('run_id');
	expect(inputNames(['model.depth']).get('model.depth')).toBe('model_depth');
});

it.each([
	['STRING', '{{x}}', /Argo/],
	['STRING', 1n, /is NUMBER_INTEGER/],
	['NUMBER_INTEGER', 9007199254740993n, /2\^53/],
	['NUMBER_INTEGER', 1.5, /is NUMBER_DOUBLE/],
	['NUMBER_DOUBLE', Number.POSITIVE_INFINITY, /finite/],
	['BOOLEAN', null, /is null/],
	['LIST', [{a: ['🚀']}], /4-byte/],
	['STRUCT', {'$(k)': 1n}, /Kubernetes/],
] as [InputType, Exact, RegExp][])(
	'an input of type %s cannot take what it is not, or what a cluster would change',
	(type, value, words) => {
		expect(inputProblem(type, value)).toMatch(words);
	},
);

it('knows where only the default tells that a number is a float', () => {
	expect(losesFloat([1, 2.5], [0.5])).toBe(false);
	expect(losesFloat({a: {b: [1]}}, {a: {b: [0.5, 1n]}})).toBe(false);
	expect(losesFloat([1.5, 1n], [])).toBe(false);
	expect(losesFloat([1], [])).toBe(true);
	expect(losesFloat([0.5, 1], [0.5, 1n])).toBe(true);
	expect(losesFloat({new: 1}, {old: 1})).toBe(true);
});

it('an integer does for a float', () => {
	expect(inputProblem('NUMBER_DOUBLE', asInput('NUMBER_DOUBLE', 2n))).toBeUndefined();
});

describeWith(await bed.python('kfp-2'), 'inputs, beside the KFP SDK 2', python => {
	it('are defined, defaulted and passed on just as the SDK compiles them, and the SDK loads the spec', async () => {
		// The SDK writes no null in a list, and breaks its own comment at a line break; servers take both.
		const others: Readonly<Record<string, Exact>> = {features: ['a,b', 1n, 2.5, true], text: "a, 'b' ü <&>"};
		const known = inputs.map(one => input(one.key, others[one.key] ?? one.initial));
		const text = pipelineSpec(specInput(small, {inputs: known, identity: true, command: ['python3', '-c', '# a\nb']}));
		const large = pipelineSpec(specInput(sizedPipeline(300), {inputs, identity: true}));
		const asked = known.map(({name, type, initial}) => ({name, type, default: plainData(asInput(type, initial))}));
		const answer = await runScript(python, 'compile-inputs-kfp-2.py', {inputs: asked, specs: [text, large]});
		const sdk = JSON.parse(answer) as Record<'definitions' | 'sources' | 'component', Record<string, object>> & {
			args: string[];
		};
		type Inputs = {parameters: Record<string, object>};
		const ours = parseAllDocuments(text, {version: '1.1'})[0]?.toJS() as {
			root: {inputDefinitions: Inputs; dag: {tasks: Record<string, {inputs: Inputs}>}};
			components: Record<string, {inputDefinitions: Inputs}>;
			deploymentSpec: {executors: Record<string, {container: {args: string[]}}>};
		};
		expect(ours.root.inputDefinitions.parameters).toEqual(sdk.definitions);
		const {nodes: _, run_id, run_created, ...sources} = ours.root.dag.tasks['clean']?.inputs.parameters ?? {};
		expect(sources).toEqual(sdk.sources);
		expect([run_id, run_created]).toEqual([
			{runtimeValue: {constant: '{{$.pipeline_job_uuid}}'}},
			{runtimeValue: {constant: '{{$.pipeline_job_create_time_utc}}'}},
		]);
		expect(ours.components['comp-kedro-run']?.inputDefinitions.parameters).toMatchObject(sdk.component);
		const args = ours.deploymentSpec.executors['exec-kedro-run']?.container.args ?? [];
		expect(args.slice(2, 2 + inputs.length).map(word => word.slice(word.indexOf('=') + 1))).toEqual(sdk.args);
	});
});

describeWith(await bed.python('kfp-1.8'), 'inputs, beside the KFP SDK 1.8', python => {
	it('are the parameters that the SDK writes, of the kinds that it names', async () => {
		const asked = inputs.map(({name, type, initial}) => ({name, type, default: plainData(asInput(type, initial))}));
		const sdk = JSON.parse(await runScript(python, 'compile-inputs-kfp-1.py', {inputs: asked})) as Parameters;
		const workflow = parse(argoWorkflow(specInput(small, {inputs})), {version: '1.1'}) as {
			metadata: {annotations: Record<string, string>};
			spec: {arguments: {parameters: {name: string; value: string}[]}};
		};
		const screen = JSON.parse(
			workflow.metadata.annotations['pipelines.kubeflow.org/pipeline_spec'] ?? '',
		) as Parameters;
		const kinds = ({inputs: all}: Parameters) => all.map(({name, type, optional}) => ({name, type, optional}));
		expect(kinds(screen)).toEqual(kinds(sdk));
		const texts = Object.fromEntries(workflow.spec.arguments.parameters.map(({name, value}) => [name, value]));
		for (const {name, type, default: text} of sdk.inputs) {
			const ours = texts[name] ?? '';
			if (type === 'String') expect(ours).toBe(text ?? '');
			else
				expect(JSON.parse(ours)).toEqual(JSON.parse(String(text).toLowerCase() === 'false' ? 'false' : (text ?? '')));
		}
	});
});

type Parameters = {inputs: {name: string; type: string; optional: boolean; default?: string}[]};

describeWith(await bed.recordings(), 'the text of an argument, beside a KFP 2.17 cluster', folder => {
	it.each(['argv-params', 'argv-params2'])('%s', name => {
		const read = (file: string): string => readFileSync(join(folder, 'runs', name, file), 'utf8');
		const {request} = JSON.parse(read('create.json')) as {
			request: {runtime_config: {parameters: Record<string, unknown>}};
		};
		const logs = JSON.parse(read('logs.json')) as Record<string, {out: string}>;
		const out = Object.entries(logs).find(([key]) => key.includes('-impl-') && key.endsWith('-c main'))?.[1].out ?? '';
		const argv = JSON.parse(/^ARGV (.*)$/m.exec(out)?.[1] ?? '[]') as string[];
		expect(argv.length).toBeGreaterThan(10);
		for (const [key, value] of Object.entries(request.runtime_config.parameters)) {
			const text = argumentText(value);
			if (!text.includes('{{')) expect(argv).toContain(`--${key}=${text}`);
		}
	});
});
