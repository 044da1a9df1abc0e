// What a spec that a server stores says of its inputs, images, tasks and variables.
import {describe, expect, it} from 'vitest';
import {parseAllDocuments} from 'yaml';
import {readStoredSpec} from '../../../src/pipeline-spec/stored-spec.ts';
import {specText} from '../../support/spec-text.ts';

const documents = (text: string): readonly unknown[] =>
	parseAllDocuments(text).map(document => document.toJS() as unknown);

describe('a stored spec', () => {
	it('of KFP v2 has inputs by the keys of Kedro, images and tasks', () => {
		const [spec] = documents(specText.withInputs);
		expect(readStoredSpec(spec)).toEqual({
			format: 'kfp',
			inputs: [
				{name: 'model_depth', key: 'model.depth', type: 'NUMBER_INTEGER', initial: 3},
				{name: 'rate', key: 'rate', type: 'NUMBER_DOUBLE', initial: 0.5},
				{name: 'title', key: 'title', type: 'STRING', initial: 'demo'},
			],
			images: ['alpine'],
			tasks: [
				{key: 'clean', title: 'clean'},
				{key: 'train', title: 'train'},
			],
			secretVariables: [],
		});
	});

	it('with a platform document has the variables from Secrets', () => {
		const [pipeline_spec, platform_spec] = documents(specText.withPlatform);
		expect(readStoredSpec({pipeline_spec, platform_spec})).toMatchObject({images: ['alpine'], secretVariables: ['K']});
	});

	it('with sub-DAGs has the tasks that run a container', () => {
		const task = (name: string) => ({componentRef: {name}, taskInfo: {name: `of ${name}`}});
		const spec = {
			components: {'comp-a': {executorLabel: 'exec-a'}, 'comp-part': {dag: {tasks: {inner: task('comp-a')}}}},
			root: {dag: {tasks: {part: task('comp-part')}}},
		};
		expect(readStoredSpec(spec).tasks).toEqual([{key: 'inner', title: 'of comp-a'}]);
	});

	it('of KFP v1 has the parameters and containers of the Workflow', () => {
		const variable = {name: 'AWS_SESSION_TOKEN', valueFrom: {secretKeyRef: {name: 's', key: 'k'}}};
		const workflow = {
			kind: 'Workflow',
			spec: {
				arguments: {parameters: [{name: 'env', value: 'base'}]},
				templates: [
					{name: 'dag', dag: {}},
					{name: 'clean', container: {image: 'alpine', env: [variable, {name: 'PLAIN', value: '1'}]}},
				],
			},
		};
		expect(readStoredSpec(workflow)).toEqual({
			format: 'argo',
			inputs: [{name: 'env', key: 'env', type: undefined, initial: 'base'}],
			images: ['alpine'],
			tasks: [{key: 'clean', title: 'clean'}],
			secretVariables: ['AWS_SESSION_TOKEN'],
		});
	});

	it.each([undefined, null, 'text', [], {root: {dag: {tasks: {a: 1}}}, deploymentSpec: {executors: []}}])(
		'that is %j is no reason to fail',
		stored => {
			expect(readStoredSpec(stored).images).toEqual([]);
		},
	);
});
