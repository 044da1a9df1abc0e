// Options for the run.
import {objectName} from '../../kubernetes/names.ts';
import type {OptionSpec} from '../option.ts';
import {invalid} from '../validate.ts';
import {ofSpec} from './command-sets.ts';

export const runOptions = {
	experiment: {
		kind: 'text',
		argument: 'NAME',
		help: 'experiment of the run',
		default: 'Default',
		commands: ['deploy'],
		group: 'Run',
		setting: {},
		question: {message: 'Which experiment?'},
		edit: 'ask',
	},
	runName: {
		kind: 'text',
		argument: 'NAME',
		help: 'name of the run',
		default: 'pipeline and time',
		commands: ['deploy'],
		group: 'Run',
		// The name of one run is not for all later ones.
		setting: {write: null},
		question: {message: 'Which name should the run have?'},
		edit: 'ask',
	},
	serviceAccount: {
		kind: 'text',
		argument: 'NAME',
		help: 'Kubernetes service account that the pods run as',
		default: "the server's own",
		commands: ofSpec,
		group: 'Run',
		setting: {type: 'object name'},
		validate: name => (objectName.test(name) ? undefined : invalid(name, 'name of a service account')),
		question: {message: 'Which service account should the pods run as?'},
		edit: 'ask',
	},
	run: {
		kind: 'switch',
		on: true,
		help: 'upload, but start no run',
		commands: ['deploy'],
		group: 'Run',
		common: true,
		edit: 'switch off',
	},
	newRun: {
		kind: 'switch',
		help: 'start a run even if one of this deployment is active',
		commands: ['deploy'],
		group: 'Run',
		edit: 'switch off',
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
