// Options for the pipeline spec.
import {isAbsolute, join, relative, resolve, sep} from 'node:path';
import type {OptionSpec, SettingFolders} from '../option.ts';
import {invalid} from '../validate.ts';
import {ofRuns, ofSpec} from './command-sets.ts';

export const specOptions = {
	spec: {
		kind: 'text',
		argument: 'PATH',
		short: 'o',
		help: 'pipeline spec to write; - is stdout',
		default: '<project-name>.yaml',
		commands: ['deploy', 'compile', 'teardown'],
		group: 'Pipeline spec',
		common: ['compile'],
		setting: {
			help: 'pipeline spec to write, relative to the project',
			// A flag's path is relative to the current folder, that of kfp.yml to the project.
			read: (value, {root}) => resolve(root, String(value)),
			write: (path, folders) => (path === '-' ? undefined : {path: ['spec'], value: inProject(path, folders)}),
		},
		question: {message: 'Where should the pipeline spec be written?'},
		edit: 'ask',
	},
	format: {
		kind: 'choice',
		argument: 'FORMAT',
		choices: ['kfp', 'argo'],
		help: 'spec format: KFP v2, or a v1 Argo Workflow',
		default: 'kfp',
		commands: ['deploy', 'check', 'compile'],
		group: 'Pipeline spec',
		common: ['compile'],
		setting: {},
		question: {message: 'Which format should the spec have?'},
		edit: 'ask',
	},
	artifacts: {
		kind: 'switch',
		on: true,
		help: "show no metrics and reports on Kubeflow's pages",
		commands: ofSpec,
		group: 'Pipeline spec',
		edit: 'switch off',
	},
	kfpName: {
		kind: 'text',
		argument: 'NAME',
		help: 'pipeline name on Kubeflow',
		default: '<project>-<env>',
		commands: ['deploy', 'compile', ...ofRuns, 'teardown'],
		group: 'Pipeline spec',
		setting: {},
		validate: validatePipelineName,
		question: {message: 'Which name should the pipeline have on Kubeflow?'},
		edit: 'ask',
	},
	adoptPipeline: {
		kind: 'text',
		argument: 'NAME',
		help: 'make the pipeline of this name that another project deployed one of this project',
		commands: ['deploy'],
		group: 'Pipeline spec',
		validate: validatePipelineName,
		question: {
			message: 'What is the name of the pipeline to adopt?',
			help: 'Its versions, runs and schedules then belong to this project too. Do it only where the other project no longer deploys to it.',
		},
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;

function validatePipelineName(text: string): string | undefined {
	if (/^[a-z0-9][a-z0-9-]{0,126}$/.test(text)) return undefined;
	return invalid(text, 'pipeline name: use at most 127 lower-case letters, digits and "-", first a letter or digit');
}

/** A path as kfp.yml has it: relative to the project where it lies in it, else absolute. */
function inProject(path: string, {root, cwd, home}: SettingFolders): string {
	const full = path.startsWith('~/') ? join(home, path.slice(2)) : resolve(cwd, path);
	const inside = relative(root, full);
	return inside.startsWith('..') || isAbsolute(inside) ? full : inside.replaceAll(sep, '/');
}
