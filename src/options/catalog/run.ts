// Options for the run.
import type {OptionSpec} from '../option.ts';

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
