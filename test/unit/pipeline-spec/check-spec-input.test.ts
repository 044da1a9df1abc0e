// The data that a spec must not be made from.
import {describe, expect, it} from 'vitest';
import {parseAllDocuments} from 'yaml';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import type {SpecInput} from '../../../src/pipeline-spec/spec-input.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {pipeline, specInput} from '../../support/spec-samples.ts';

const harmless = pipeline({a: []});

const unsafe = {
	'an Argo tag': '{{workflow.name}}',
	'an open Argo tag': 'x{{',
	'a Kubernetes variable': '$(HOME)',
	'an escaped dollar': 'cost$$usd',
	'a line break': 'a\nb',
	'a tab': 'a\tb',
	'an escape sequence': '\u001B[31mred',
	'a C1 control': 'a\u0085b',
	'a line separator': 'a\u2028b',
	'an emoji': 'train 🚀',
	'half an emoji': 'train \uD83D',
};

const fields: Readonly<Record<string, (text: string) => Partial<SpecInput>>> = {
	title: text => ({title: text}),
	environment: text => ({environment: text}),
	image: text => ({image: text}),
	args: text => ({args: ['run', text]}),
	'variables.MODE': text => ({variables: {MODE: text}}),
	variables: text => ({variables: {[text]: 'x'}}),
	'secret.name': text => ({secret: {name: text, keys: ['A']}}),
	'secret.keys': text => ({secret: {name: 'a', keys: [text]}}),
	'graph.tasks.title': text => specInput(pipeline({[text]: []})),
};

describe.each([
	['pipelineSpec', pipelineSpec],
	['argoWorkflow', argoWorkflow],
] as const)('%s refuses', (_, write) => {
	it.each(Object.entries(unsafe))('B18: %s, with the reason', (_name, text) => {
		expect(() => write(specInput(pipeline({[text]: []})))).toThrow(
			expect.objectContaining({kind: 'project', code: 'UNSAFE_VALUE', message: expect.stringMatching(/contains /)}),
		);
	});

	it.each(Object.entries(fields))('an unsafe text in %s, with its path', (path, change) => {
		expect(() => write(specInput(harmless, change('a{{b')))).toThrow(
			expect.objectContaining({code: 'UNSAFE_VALUE', message: expect.stringContaining(`${path} "a{{b" contains {{`)}),
		);
	});

	it.each(['a]', 'a[', 'f([a) -> [b]', 'a,b', ' a'])('a node %s that --nodes reads as something else', name => {
		expect(() => write(specInput(pipeline({[name]: []})))).toThrow(
			expect.objectContaining({code: 'UNSAFE_VALUE', message: expect.stringContaining(name)}),
		);
	});

	it('a task without nodes, for which Kedro would run the whole pipeline', () => {
		const graph = {pipeline: 'p', tasks: [{key: 'a', title: 'a', nodes: [], dependsOn: []}]};
		expect(() => write(specInput(harmless, {graph}))).toThrow(expect.objectContaining({code: 'UNSAFE_VALUE'}));
	});

	it('a variable that the secret has too', () => {
		const change = {variables: {KEY: 'x'}, secret: {name: 'a', keys: ['KEY']}};
		expect(() => write(specInput(harmless, change))).toThrow(
			expect.objectContaining({kind: 'usage', code: 'VARIABLE_TWICE', message: expect.stringContaining('KEY')}),
		);
	});

	it('a pipeline without nodes', () => {
		expect(() => write(specInput(pipeline({})))).toThrow(
			expect.objectContaining({kind: 'project', code: 'EMPTY_PIPELINE'}),
		);
	});

	it('a task whose node names are longer than an argument may be', () => {
		const names = Array.from({length: 1000}, (_, index) => `f([a;b]) -> [${'x'.repeat(90)}${index}]`);
		const from = pipeline(Object.fromEntries(names.map(name => [name, []])));
		const graph = {pipeline: from.name, tasks: [{key: 'all', title: 'all (1000 nodes)', nodes: names, dependsOn: []}]};
		expect(() => write(specInput(from, {graph}))).toThrow(
			expect.objectContaining({
				kind: 'project',
				code: 'ARGUMENT_TOO_LONG',
				message: expect.stringContaining('1,000 nodes'),
			}),
		);
		expect(write(specInput(from, {graph, nodesFlag: undefined}))).not.toContain('f([a;b])');
	});
});

it.each(['"} image: evil', "it's: - # & * !x | >", '~', 'no', '; curl `x` %s'])(
	'B15, B16: the node name %j is the same when the spec is read',
	name => {
		const [document] = parseAllDocuments(pipelineSpec(specInput(pipeline({[name]: []}))));
		const texts: string[] = [];
		JSON.stringify(document, (_, value: unknown) => {
			if (typeof value === 'string') texts.push(value);
			return value;
		});
		expect(texts.filter(text => text.endsWith(name))).not.toEqual([]);
	},
);

it('takes what only looks dangerous', () => {
	const name = 'f([a,b{;$x]) -> [größe]';
	expect(pipelineSpec(specInput(pipeline({[name]: []})))).toContain(name);
});
