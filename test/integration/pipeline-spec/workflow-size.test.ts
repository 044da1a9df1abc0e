// The estimated size of a Workflow against what a KFP 2.17 server has made.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {parseAllDocuments} from 'yaml';
import * as z from 'zod';
import {workflowSize} from '../../../src/pipeline-spec/size/workflow-size.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';

const Rows = z.array(
	z.object({
		layout: z.enum(['per-node', 'shared', 'subdag-per-node', 'subdag-shared']),
		tasks: z.number(),
		workflowBytes: z.number(),
		largestWorkflowParameter: z.object({bytes: z.number()}),
	}),
);
type Row = z.infer<typeof Rows>[number];

const words = 'raw_companies shuttles reviews features model_input regressor predictions scores metrics report'.split(
	' ',
);
/** A node of the recorded sizes: 35 characters. */
const name = (index: number): string =>
	`compute_${words[index % 10] ?? ''}_${String(index).padStart(4, '0')}_node_for_the_example`
		.slice(0, 35)
		.replace(/_+$/, '')
		.padEnd(35, 'x');
const key = (index: number): string => name(index).replaceAll('_', '-');
const group = (index: number): string => `group-${String(index).padStart(2, '0')}`;
const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
	Array.from({length: count}, (_, index) => make(index));

/** The spec of a row: of ten tasks it is that of the sample. */
function documents({layout, tasks}: Row): readonly object[] {
	const isShared = layout.endsWith('shared');
	const executor = (index: number): string => (isShared ? 'kedro-node' : key(index));
	const executors = isShared ? ['kedro-node'] : times(tasks, key);
	const node = (label: string): string => (isShared ? "{{$.inputs.parameters['node']}}" : label.replaceAll('-', '_'));
	const task = (index: number, first: number): object => ({
		taskInfo: {name: key(index)},
		componentRef: {name: `comp-${executor(index)}`},
		cachingOptions: {},
		...after([index - 1, index - 2].filter(other => other >= first).map(key)),
		...(isShared ? {inputs: {parameters: {node: {runtimeValue: {constant: name(index)}}}}} : {}),
	});
	const dag = (from: number, to: number): object => ({
		dag: {tasks: Object.fromEntries(times(to - from, index => [key(from + index), task(from + index, from)]))},
	});
	const groups = layout.startsWith('subdag') ? Math.ceil(tasks / 50) : 0;
	const inputs = isShared ? {inputDefinitions: {parameters: {node: {parameterType: 'STRING'}}}} : {};
	const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
	const secret = {
		secretAsEnv: [{secretName: 'aws-credentials', keyToEnv: keys.map(one => ({secretKey: one, envVar: one}))}],
	};
	const root = {
		dag: {
			tasks: Object.fromEntries(
				times(groups, index => [
					group(index),
					{
						taskInfo: {name: group(index)},
						componentRef: {name: `comp-${group(index)}`},
						cachingOptions: {},
						...after(index === 0 ? [] : [group(index - 1)]),
					},
				]),
			),
		},
	};
	return [
		{
			pipelineInfo: {name: `kedro-${layout}-${tasks}`},
			schemaVersion: '2.1.0',
			sdkVersion: 'kfp-wizard-0.0.0',
			components: {
				...Object.fromEntries(executors.map(one => [`comp-${one}`, {executorLabel: `exec-${one}`, ...inputs}])),
				...Object.fromEntries(
					times(groups, index => [`comp-${group(index)}`, dag(index * 50, Math.min(tasks, index * 50 + 50))]),
				),
			},
			deploymentSpec: {
				executors: Object.fromEntries(
					executors.map(one => [
						`exec-${one}`,
						{
							container: {
								image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/kedro-spaceflights@sha256:${'2d711642b726b044'.repeat(4)}`,
								command: ['kedro'],
								args: ['run', '--env=base', `--nodes=${node(one)}`],
							},
						},
					]),
				),
			},
			root: groups > 0 ? root : dag(0, tasks),
		},
		{
			platforms: {
				kubernetes: {deploymentSpec: {executors: Object.fromEntries(executors.map(one => [`exec-${one}`, secret]))}},
			},
		},
	];
}

const after = (tasks: readonly string[]): object => (tasks.length === 0 ? {} : {dependentTasks: tasks});

describeWith(await bed.recordings(), 'the size of a Workflow, beside a KFP 2.17 server', folder => {
	const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
	const rows = Rows.parse(JSON.parse(read('sizes.json')));

	it('the specs of this test are those of the recordings', () => {
		for (const row of rows.filter(({tasks}) => tasks === 10)) {
			const sample = parseAllDocuments(read(`kfp/samples/sizes-${row.layout}-10.yaml`)).map(
				one => one.toJS() as object,
			);
			const [spec, platform] = documents(row);
			expect(withoutImages(sample)).toEqual(withoutImages([spec, platform]));
		}
	});

	it.each(rows)('$layout, $tasks tasks: within 3 %', row => {
		const {created, argument} = workflowSize(documents(row));
		expect(created / row.workflowBytes).toBeCloseTo(1, 1);
		expect(Math.abs(created / row.workflowBytes - 1)).toBeLessThan(0.03);
		expect(argument).toBe(row.largestWorkflowParameter.bytes);
	});
});

const withoutImages = (value: unknown): unknown =>
	JSON.parse(JSON.stringify(value).replaceAll(/@sha256:[0-9a-f]{64}/g, '@digest'));
