// The text of a KFP v1 pipeline, and what reading it back gives.
import {describe, expect, it} from 'vitest';
import {argoWorkflow} from '../../../../src/pipeline-spec/argo/argo-workflow.ts';
import {readSpec} from '../../../../src/pipeline-spec/read-spec.ts';
import {random, shuffled} from '../../../support/random.ts';
import {pipeline, randomPipeline, specInput} from '../../../support/spec-samples.ts';

const diamond = pipeline({
	on: [],
	'012': [],
	'ns.größe': ['on', '012'],
	'add([a;b]) -> [c]': ['on'],
	last: ['ns.größe'],
});

describe('argoWorkflow', () => {
	it('a v1 spec is as short as its Kedro pipeline', () => {
		const input = specInput(pipeline({clean: [], train: ['clean']}), {variables: {MODE: 'on'}});
		expect(argoWorkflow(input)).toMatchInlineSnapshot(`
			"# Written by kfp-wizard. Changes made here are lost with the next compile.
			#
			# Kedro project Space Flights, pipeline __default__, environment s3
			# 2 nodes in 2 tasks, in topological order.
			apiVersion: argoproj.io/v1alpha1
			kind: Workflow
			metadata:
			  generateName: space-flights-s3-
			  annotations:
			    pipelines.kubeflow.org/pipeline_spec: '{"name":"space-flights-s3","description":"Kedro project Space Flights, pipeline __default__, environment s3"}'
			  labels:
			    pipelines.kubeflow.org/kfp_sdk_version: kfp-wizard-0.1.0
			spec:
			  entrypoint: space-flights-s3
			  serviceAccountName: pipeline-runner
			  arguments:
			    parameters: []
			  templates:
			  - name: space-flights-s3
			    dag:
			      tasks:
			      - name: clean
			        template: clean
			      - name: train
			        template: train
			        dependencies:
			        - clean
			  - name: clean
			    metadata:
			      annotations:
			        pipelines.kubeflow.org/task_display_name: clean
			        pipelines.kubeflow.org/max_cache_staleness: P0D
			      labels:
			        pipelines.kubeflow.org/pipeline-sdk-type: kfp
			        pipelines.kubeflow.org/enable_caching: 'false'
			    container:
			      image: registry.example.com/acme/space-flights@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
			      command:
			      - kedro
			      args:
			      - run
			      - --env=s3
			      - --pipeline=__default__
			      - --nodes=clean
			      env:
			      - name: MODE
			        value: 'on'
			      - name: AWS_ACCESS_KEY_ID
			        valueFrom: {secretKeyRef: {name: aws-secrets, key: AWS_ACCESS_KEY_ID}}
			      - name: AWS_SECRET_ACCESS_KEY
			        valueFrom: {secretKeyRef: {name: aws-secrets, key: AWS_SECRET_ACCESS_KEY}}
			  - name: train
			    metadata:
			      annotations:
			        pipelines.kubeflow.org/task_display_name: train
			        pipelines.kubeflow.org/max_cache_staleness: P0D
			      labels:
			        pipelines.kubeflow.org/pipeline-sdk-type: kfp
			        pipelines.kubeflow.org/enable_caching: 'false'
			    container:
			      image: registry.example.com/acme/space-flights@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
			      command:
			      - kedro
			      args:
			      - run
			      - --env=s3
			      - --pipeline=__default__
			      - --nodes=train
			      env:
			      - name: MODE
			        value: 'on'
			      - name: AWS_ACCESS_KEY_ID
			        valueFrom: {secretKeyRef: {name: aws-secrets, key: AWS_ACCESS_KEY_ID}}
			      - name: AWS_SECRET_ACCESS_KEY
			        valueFrom: {secretKeyRef: {name: aws-secrets, key: AWS_SECRET_ACCESS_KEY}}
			"
		`);
	});

	it('a v1 spec reads back as exactly the tasks and dependencies of the graph', () => {
		const next = random(21);
		for (const size of [1, 7, 80, 300]) {
			const input = specInput(randomPipeline(size, next));
			const {executions, name, tasks} = readSpec(argoWorkflow(input));
			expect({name, tasks}).toEqual({name: input.name, tasks: size});
			expect(executions.map(({task, command, dependsOn}) => [task, command.at(-1), dependsOn])).toEqual(
				input.graph.tasks.map(({key, nodes, dependsOn}) => [key, `--nodes=${nodes.join(',')}`, dependsOn]),
			);
		}
	});

	it('the bytes of a v1 spec do not depend on the order of the nodes', () => {
		const nodes = shuffled(diamond.nodes, random(1));
		expect(argoWorkflow(specInput({...diamond, nodes}))).toBe(argoWorkflow(specInput(diamond)));
	});

	it('the DAG gets another name when a task has the name of the pipeline', () => {
		const input = specInput(pipeline({hello: [], 'hello-2': ['hello']}), {name: 'hello'});
		const text = argoWorkflow(input);
		expect(text).toContain('entrypoint: hello-3');
		expect(readSpec(text)).toMatchObject({name: 'hello', tasks: 2});
	});
});
