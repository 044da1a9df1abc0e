// A pipeline of two tasks and one that runs before them, for tests.
import type {SpecInput, StartTask} from '../../src/pipeline-spec/spec-input.ts';
import {input as pipelineInput} from './pipeline-inputs.ts';
import {pipeline, specInput} from './spec-samples.ts';

export const startCommand: StartTask = {
	command: [],
	args: [],
	words: ['sh', '-c', 'echo "RUN=$(id -u) {{x}}" >> "$KFP_WIZARD_VARIABLES"'],
	names: ['RUN'],
	title: 'on start: sh',
	inputs: [],
	variables: {},
	secret: undefined,
	settings: {},
};

/** With an input of the pipeline, which the command does not get. */
export const withStart = (change: Partial<SpecInput> = {}): SpecInput =>
	specInput(pipeline({clean: [], train: ['clean']}), {
		inputs: [pipelineInput('alpha', 0.5)],
		onStart: startCommand,
		...change,
	});
