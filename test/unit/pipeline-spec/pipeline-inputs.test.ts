// Inputs of a pipeline: their names, types and values, and the arguments that a task gets.
import {parseAllDocuments} from 'yaml';
import {describe, expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {
	asInput,
	inputNames,
	inputProblem,
	type InputType,
	losesFloat,
} from '../../../src/pipeline-spec/pipeline-inputs.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import type {Exact} from '../../../src/system/exact-values.ts';
import {sizedPipeline, specInput} from '../../support/spec-samples.ts';
import {input, inputs, run, small} from '../../support/pipeline-inputs.ts';

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

	it('every task gets the run and the defaults as a cluster writes them', () => {
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

	it('every task gets the values of a run', () => {
		const {executions} = readSpec(text, {run, inputs: {alpha: 0.25, text: 'other', model_depth: 7}});
		expect(executions[1]?.command).toEqual(expect.arrayContaining(['alpha=0.25', 'text=other', 'model.depth=7']));
		expect(() => readSpec(text, {inputs: {beta: 1}})).toThrow(expect.objectContaining({code: 'SPEC_INVALID'}));
	});

	it('a spec without inputs has no inputs in its text', () => {
		expect(write(specInput(small, {inputs: [], identity: false}))).toBe(write(specInput(small)));
	});

	it.each(['{{workflow.name}}', '$(HOME)', 'emoji 🚀', 'a\u0001b'])('the default %j is refused', value => {
		expect(() => write(specInput(small, {inputs: [input('text', value)]}))).toThrow(
			expect.objectContaining({code: 'UNSAFE_VALUE'}),
		);
	});
});

it('a value of another type is refused for a run, as by the server', () => {
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

it('sub-DAGs pass inputs on, and each DAG fits into an argument of Linux', () => {
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

it('inputs have the names of the SDK, and equal names get a hash', () => {
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

it('a whole float is lost where its default is not a float', () => {
	expect(losesFloat([1, 2.5], [0.5])).toBe(false);
	expect(losesFloat({a: {b: [1]}}, {a: {b: [0.5, 1n]}})).toBe(false);
	expect(losesFloat([1.5, 1n], [])).toBe(false);
	expect(losesFloat([1], [])).toBe(true);
	expect(losesFloat([0.5, 1], [0.5, 1n])).toBe(true);
	expect(losesFloat({new: 1}, {old: 1})).toBe(true);
});

it('an integer is a valid value for a float input', () => {
	expect(inputProblem('NUMBER_DOUBLE', asInput('NUMBER_DOUBLE', 2n))).toBeUndefined();
});
