// The text of a KFP v2 pipeline, and what reading it back gives.
import {describe, expect, it} from 'vitest';
import {pipelineSpec} from '../../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../../src/pipeline-spec/read-spec.ts';
import {random, shuffled} from '../../../support/random.ts';
import {everythingBefore, pipeline, randomPipeline, sizedPipeline, specInput} from '../../../support/spec-samples.ts';

const small = pipeline({
	preprocess_companies: [],
	'ns.preprocess_shuttles': [],
	model_input: ['preprocess_companies', 'ns.preprocess_shuttles'],
});

describe('pipelineSpec', () => {
	it('a v2 spec is as short as its Kedro pipeline', () => {
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

	it('there is no platform document when no setting needs it', () => {
		const {secret: _, ...input} = specInput(small);
		const text = pipelineSpec(input);
		expect(text).not.toMatch(/^---|platforms/m);
		expect(text).not.toContain('imagePullPolicy');
		expect(readSpec(text).hasPlatform).toBe(false);
		expect(pipelineSpec(specInput(small, {secret: {name: 'aws-secrets', keys: []}}))).toBe(text);
	});

	it('the bytes of a v2 spec do not depend on the order of nodes, variables and keys', () => {
		const next = random(11);
		for (const size of [1, 5, 60, 300]) {
			const from = randomPipeline(size, next);
			const text = pipelineSpec(specInput(from, {variables: {A: '1', B: '2'}}));
			const again = {...from, nodes: shuffled(from.nodes, next)};
			const secret = {name: 'aws-secrets', keys: ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID']};
			expect(pipelineSpec(specInput(again, {variables: {B: '2', A: '1'}, secret}))).toBe(text);
		}
	});

	it('a task that hands something over has a component of its own, and reads back with it', () => {
		const metrics = {name: 'ns_metrics', dataset: 'ns.metrics', kind: 'metrics'} as const;
		const page = {name: 'plot', dataset: 'plot', kind: 'html'} as const;
		const command = ['python3', '-c', 'pass', '{"metrics":{"ns_metrics":"ns.metrics"},"reports":{"plot":"plot"}}'];
		const handOvers = {'model-input': {command, artifacts: [metrics, page]}};
		const text = pipelineSpec(specInput(small, {handOvers}));
		expect(text).toContain(`
  comp-kedro-run-2:
    executorLabel: exec-kedro-run-2
    inputDefinitions:
      parameters:
        nodes: {parameterType: STRING}
    outputDefinitions:
      artifacts:
        ns_metrics:
          artifactType: {schemaTitle: system.Metrics, schemaVersion: '0.0.1'}
        plot:
          artifactType: {schemaTitle: system.HTML, schemaVersion: '0.0.1'}
`);
		const {executions} = readSpec(text);
		expect(executions.map(({artifacts}) => artifacts)).toEqual([undefined, undefined, [metrics, page]]);
		expect(executions[2]?.command).toEqual([
			...command,
			'{{$}}',
			'run',
			'--env=s3',
			'--pipeline=__default__',
			'--nodes=model_input',
		]);
		expect(pipelineSpec(specInput(small, {handOvers: {}}))).toBe(pipelineSpec(specInput(small)));
	});

	it('several nodes of one task are one argument', () => {
		const graph = {
			pipeline: 'p',
			tasks: [{key: 'both', title: 'both', nodes: ['b', 'add([a,b]) -> [c]'], dependsOn: []}],
		};
		const [execution] = readSpec(pipelineSpec(specInput(small, {graph}))).executions;
		expect(execution?.command.at(-1)).toBe('--nodes=b,add([a,b]) -> [c]');
	});

	it('a v2 spec reads back as exactly the tasks of the graph, in an order that keeps every dependency', () => {
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

	it('more than 250 tasks are divided into sub-DAGs of at most 50', () => {
		const text = pipelineSpec(specInput(sizedPipeline(251)));
		const groups = [...text.matchAll(/taskInfo: \{name: 'group-(\d+) \((\d+) tasks\)'\}/g)];
		expect(groups.map(([, , tasks]) => Number(tasks))).toEqual([41, 42, 42, 42, 42, 42]);
		expect(pipelineSpec(specInput(sizedPipeline(250)))).not.toContain('group-');
	});

	it('a spec is smaller than the recorded ones that the server accepted', () => {
		const recorded: Record<number, number> = {100: 46_406, 200: 92_006, 300: 146_432, 600: 291_932, 1000: 485_933};
		const rows = Object.entries(recorded).map(([size, bytes]) => {
			const written = Buffer.byteLength(pipelineSpec(specInput(sizedPipeline(Number(size)))));
			return {tasks: Number(size), written, recorded: bytes};
		});
		console.table(rows);
		for (const {written, recorded: limit} of rows) expect(written).toBeLessThan(limit);
	});
});
