import {beforeAll, describe, expect, it} from 'vitest';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../src/pipeline-spec/read-spec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {judge, type Verdict} from './judges.ts';
import {
	everythingBefore,
	pipeline,
	random,
	randomPipeline,
	shuffled,
	sizedPipeline,
	specInput,
} from '../../support/spec-samples.ts';

const small = pipeline({
	preprocess_companies: [],
	'ns.preprocess_shuttles': [],
	model_input: ['preprocess_companies', 'ns.preprocess_shuttles'],
});

/** Texts that some YAML reader takes for something else than text, or that need care in other ways. */
const awkward = [
	['on', 'Off', 'y', 'N', 'yes', 'no', 'true', 'null', 'NULL', '~', 'nan', '.nan', '.inf', '-.inf', '=', '<<'],
	['012', '0o17', '0x1f', '0b11', '1e3', '1.5', '1_000', '12:30:45', '190:20', '2026-01-01', '2026-01-01 10:00:00'],
	['größe', '日本', "it's", 'say "hi"', 'a: b', 'a #b', '#a', '- a', '? a', '& a', '*a', '!a', '%a', '@a', '`a'],
	['{a}', '{a: b}', '|', '>', 'add([a,b]) -> [c,d]', '<lambda>([x;y]) -> [z]', 'a\\nb', "'a'", '"a"', 'x'.repeat(2000)],
	['...', '---', 'a---b', '$HOME', '}}', '{ {', 'e1', '_1', '__default__', '-1', '+1'],
].flat();

describe('pipelineSpec', () => {
	it('reads like the Kedro pipeline it is', () => {
		expect(pipelineSpec(specInput(small, {variables: {MODE: 'on'}, imagePullPolicy: 'IfNotPresent'})))
			.toMatchInlineSnapshot(`
			"# Written by kfp-wizard. Changes made here are lost with the next compile.
			#
			# Kedro project Space Flights, pipeline __default__, environment s3
			# 3 nodes in 3 tasks, in topological order.
			pipelineInfo:
			  name: space-flights-s3
			  description: 'Kedro project Space Flights, pipeline __default__, environment s3'
			schemaVersion: '2.1.0'
			sdkVersion: kfp-wizard-0.1.0
			deploymentSpec:
			  executors:
			    exec-kedro-run:
			      container:
			        image: registry.example.com/acme/space-flights@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
			        command:
			        - kedro
			        args:
			        - run
			        - --env=s3
			        - --pipeline=__default__
			        - "--nodes={{$.inputs.parameters['nodes']}}"
			        env:
			        - {name: MODE, value: 'on'}
			components:
			  comp-kedro-run:
			    executorLabel: exec-kedro-run
			    inputDefinitions:
			      parameters:
			        nodes: {parameterType: STRING}
			root:
			  dag:
			    tasks:
			      ns-preprocess-shuttles:
			        taskInfo: {name: ns.preprocess_shuttles}
			        componentRef: {name: comp-kedro-run}
			        inputs: {parameters: {nodes: {runtimeValue: {constant: ns.preprocess_shuttles}}}}
			        cachingOptions: {enableCache: false}
			      preprocess-companies:
			        taskInfo: {name: preprocess_companies}
			        componentRef: {name: comp-kedro-run}
			        inputs: {parameters: {nodes: {runtimeValue: {constant: preprocess_companies}}}}
			        cachingOptions: {enableCache: false}
			      model-input:
			        taskInfo: {name: model_input}
			        componentRef: {name: comp-kedro-run}
			        inputs: {parameters: {nodes: {runtimeValue: {constant: model_input}}}}
			        dependentTasks:
			        - ns-preprocess-shuttles
			        - preprocess-companies
			        cachingOptions: {enableCache: false}
			---
			platforms:
			  kubernetes:
			    deploymentSpec:
			      executors:
			        exec-kedro-run:
			          imagePullPolicy: IfNotPresent
			          secretAsEnv:
			          - secretName: aws-secrets
			            keyToEnv:
			            - {secretKey: AWS_ACCESS_KEY_ID, envVar: AWS_ACCESS_KEY_ID}
			            - {secretKey: AWS_SECRET_ACCESS_KEY, envVar: AWS_SECRET_ACCESS_KEY}
			"
		`);
	});

	it('has no platform document when there is nothing to say in one', () => {
		const {secret: _, ...input} = specInput(small);
		const text = pipelineSpec(input);
		expect(text).not.toMatch(/^---|platforms/m);
		expect(text).not.toContain('imagePullPolicy');
		expect(readSpec(text).hasPlatform).toBe(false);
		expect(pipelineSpec(specInput(small, {secret: {name: 'aws-secrets', keys: []}}))).toBe(text);
	});

	it('writes the same bytes for the same pipeline, whatever the order of nodes, variables and keys', () => {
		const next = random(11);
		for (const size of [1, 5, 60, 300]) {
			const from = randomPipeline(size, next);
			const text = pipelineSpec(specInput(from, {variables: {A: '1', B: '2'}}));
			const again = {...from, nodes: shuffled(from.nodes, next)};
			const secret = {name: 'aws-secrets', keys: ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID']};
			expect(pipelineSpec(specInput(again, {variables: {B: '2', A: '1'}, secret}))).toBe(text);
		}
	});

	it('runs several nodes in one task as one argument', () => {
		const graph = {
			pipeline: 'p',
			tasks: [{key: 'both', title: 'both', nodes: ['b', 'add([a,b]) -> [c]'], dependsOn: []}],
		};
		const [execution] = readSpec(pipelineSpec(specInput(small, {graph}))).executions;
		expect(execution?.command.at(-1)).toBe('--nodes=b,add([a,b]) -> [c]');
	});

	it('reads back as exactly the tasks of the graph, in an order that keeps every dependency', () => {
		const next = random(5);
		for (const size of [1, 2, 10, 120, 250, 251, 300, 301, 600]) {
			const input = specInput(randomPipeline(size, next));
			const {executions} = readSpec(pipelineSpec(input));
			expect(executions).toHaveLength(size);
			expect(new Map(executions.map(({task, command}) => [task, command.at(-1)]))).toEqual(
				new Map(input.graph.tasks.map(({key, nodes}) => [key, `--nodes=${nodes.join(',')}`])),
			);
			const before = everythingBefore(executions.map(({task, dependsOn}) => ({key: task, dependsOn})));
			const missing = input.graph.tasks.filter(
				({key, dependsOn}) => !dependsOn.every(other => before.get(key)?.has(other)),
			);
			expect(missing).toEqual([]);
			if (size <= 250) {
				expect(Object.fromEntries(executions.map(({task, dependsOn}) => [task, dependsOn]))).toEqual(
					Object.fromEntries(input.graph.tasks.map(({key, dependsOn}) => [key, dependsOn])),
				);
			}
		}
	});

	it('divides more than 250 tasks into groups of at most 50 that wait for earlier groups', () => {
		const text = pipelineSpec(specInput(sizedPipeline(251)));
		const groups = [...text.matchAll(/taskInfo: \{name: 'group-(\d+) \((\d+) tasks\)'\}/g)];
		expect(groups.map(([, , tasks]) => Number(tasks))).toEqual([41, 42, 42, 42, 42, 42]);
		expect(pipelineSpec(specInput(sizedPipeline(250)))).not.toContain('group-');
	});

	it('stays within what the server was seen to take', () => {
		const recorded: Record<number, number> = {100: 46_406, 200: 92_006, 300: 146_432, 600: 291_932, 1000: 485_933};
		const rows = Object.entries(recorded).map(([size, bytes]) => {
			const written = Buffer.byteLength(pipelineSpec(specInput(sizedPipeline(Number(size)))));
			return {tasks: Number(size), written, recorded: bytes};
		});
		console.table(rows);
		for (const {written, recorded: limit} of rows) expect(written).toBeLessThan(limit);
	});
});

describeWith(await bed.python('kfp-2'), 'pipelineSpec, judged by the KFP SDK 2', python => {
	const inputs = {
		small: specInput(small, {variables: {EMPTY: '', MODE: 'on'}, imagePullPolicy: 'Always'}),
		awkward: specInput(pipeline(Object.fromEntries(awkward.map(name => [name, []]))), {
			title: "it's: #1 'Größe' 日本",
			variables: Object.fromEntries(awkward.map((value, index) => [`V${index}`, value])),
		}),
		divided: specInput(randomPipeline(600, random(1))),
	};
	const text = pipelineSpec(inputs.small);
	const broken = [
		text.replace('dependentTasks', 'dependsOn'),
		text.replace('envVar', 'envVariable'),
		text.replace("'2.1.0'", '2.1'),
	];
	let verdicts: readonly Verdict[] = [];
	beforeAll(async () => {
		verdicts = await judge(python, [...Object.values(inputs).map(pipelineSpec), ...broken]);
	});

	it.each(Object.entries(inputs).map(([name, input], index) => ({name, input, index})))(
		'$name: every task, node name, variable and secret key arrives',
		({input, index}) => {
			const spec = verdicts[index];
			if (spec === undefined || 'error' in spec) throw new Error(spec?.error);
			expect(spec.name).toBe(input.name);
			expect(spec.secrets).toEqual(input.secret?.keys.map(key => [input.secret?.name, key, key]));
			expect(spec.tasks.map(({key, title, nodes}) => ({key, title, nodes})).sort(byKey)).toEqual(
				input.graph.tasks.map(({key, title, nodes}) => ({key, title, nodes: nodes.join(',')})).sort(byKey),
			);
			for (const task of spec.tasks) {
				expect(task).toMatchObject({cached: false, image: input.image, command: input.command, env: input.variables});
				expect(task.args).toEqual([...input.args, "--nodes={{$.inputs.parameters['nodes']}}"]);
			}
		},
	);

	it('refuses what is wrong: the judge is awake', () => {
		const refused = verdicts.slice(-broken.length).map(verdict => ('error' in verdict ? verdict.error : ''));
		expect(refused).toEqual(broken.map(() => expect.stringMatching(/Error/)));
	});
});

function byKey(a: {readonly key: string}, b: {readonly key: string}): number {
	return a.key < b.key ? -1 : 1;
}
