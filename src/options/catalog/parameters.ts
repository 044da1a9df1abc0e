// Options for parameters and variables of the tasks.
import {keyAndValue} from '../key-and-value.ts';
import type {OptionSpec} from '../option.ts';
import {ofSpec} from './command-sets.ts';

export const parameterOptions = {
	param: {
		kind: 'list',
		argument: 'KEY=VALUE',
		help: 'value of a Kedro parameter as YAML, such as model.depth=5; for an exposed one, the value of this run only',
		commands: ['deploy', 'check', 'compile', 'rehearse', 'run'],
		group: 'Parameters and variables',
		common: ['rehearse', 'compile'],
		setting: {
			key: 'params',
			type: 'parameters',
			help: 'Kedro parameters fixed for this deployment: `{alpha: 0.5}`',
			read: (_, {params}) => Object.entries(params).map(([key, value]) => `${key}=${value}`),
			write: pair => {
				const [name, typed] = keyAndValue(pair);
				return {path: ['params', name], typed};
			},
		},
	},
	exposeParam: {
		kind: 'list',
		argument: 'KEY',
		help: 'make a Kedro parameter an input of the pipeline, with its default from the project',
		commands: ofSpec,
		group: 'Parameters and variables',
		setting: {
			key: 'expose_params',
			type: 'texts',
			help: 'Kedro parameters that become inputs of the pipeline',
			write: key => ({path: ['expose_params'], value: [key]}),
		},
	},
	envVar: {
		kind: 'list',
		argument: 'NAME=VALUE',
		help: 'plain environment variable of every task',
		commands: [...ofSpec, 'check', 'describe'],
		group: 'Parameters and variables',
		setting: {
			key: 'env_vars',
			type: 'variables',
			help: 'plain environment variables of every task; no secrets',
			// A part of the settings of each task, which combine them.
			read: () => undefined,
			write: pair => {
				const [name, value] = keyAndValue(pair);
				return {path: ['env_vars', name], value};
			},
		},
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
