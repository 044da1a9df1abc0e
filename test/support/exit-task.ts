// A pipeline of two tasks and one that runs at its end, for tests.
import type {ExitTask, SpecInput} from '../../src/pipeline-spec/spec-input.ts';
import {webhookCommand, webhookVariable} from '../../src/pipeline-spec/webhook.ts';
import {input as pipelineInput} from './pipeline-inputs.ts';
import {pipeline, specInput} from './spec-samples.ts';

export const webhook: ExitTask = {
	...webhookCommand('space-flights-s3', 'https://kubeflow.test/pipeline'),
	title: 'on exit: webhook',
	inputs: [],
	variables: {},
	secret: undefined,
	settings: {secretVariables: [{name: 'slack', key: 'url', variable: webhookVariable}]},
};

/** With an input of the pipeline, which the webhook does not get. */
export const withExit = (change: Partial<SpecInput> = {}): SpecInput =>
	specInput(pipeline({clean: [], train: ['clean']}), {
		inputs: [pipelineInput('alpha', 0.5)],
		onExit: webhook,
		...change,
	});
