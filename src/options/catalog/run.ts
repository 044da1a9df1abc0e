// Options for the run.
import {objectName} from '../../kubernetes/names.ts';
import type {OptionSpec} from '../option.ts';
import {invalid, nameOnKubeflow} from '../validate.ts';
import {ofSpec} from './command-sets.ts';

export const runOptions = {
	experiment: {
		kind: 'text',
		argument: 'NAME',
		help: 'experiment of the run',
		default: 'Default',
		commands: ['deploy', 'run'],
		group: 'Run',
		setting: {},
		validate: nameOnKubeflow('experiment name', 128),
		question: {message: 'Which experiment?'},
		edit: 'ask',
	},
	runName: {
		kind: 'text',
		argument: 'NAME',
		help: 'name of the run, or of the schedule',
		default: 'pipeline and time',
		commands: ['deploy', 'run'],
		group: 'Run',
		// The name of one run is not for all later ones.
		setting: {write: null},
		validate: nameOnKubeflow('run name', 255),
		question: {message: 'Which name should the run have?'},
		edit: 'ask',
	},
	serviceAccount: {
		kind: 'text',
		argument: 'NAME',
		help: 'Kubernetes service account that the pods run as',
		default: "the server's own",
		commands: [...ofSpec, 'run'],
		group: 'Run',
		setting: {type: 'object name'},
		validate: name => (objectName.test(name) ? undefined : invalid(name, 'name of a service account')),
		question: {message: 'Which service account should the pods run as?'},
		edit: 'ask',
	},
	pipelineRoot: {
		kind: 'text',
		argument: 'URL',
		help: 'where Kubeflow Pipelines keeps the artifacts of the run, such as s3://bucket/prefix',
		default: "the server's own",
		commands: ['deploy', 'run'],
		group: 'Run',
		setting: {},
		validate: value =>
			/^[a-z][a-z0-9+.-]*:\/\/[^\s{}]+$/i.test(value)
				? undefined
				: invalid(value, 'pipeline root: use a URL such as s3://bucket/prefix'),
		question: {message: 'Where should Kubeflow Pipelines keep the artifacts of the run?'},
		edit: 'ask',
	},
	pipelineVersion: {
		kind: 'text',
		argument: 'NAME',
		help: 'pipeline version to run',
		default: 'the newest',
		commands: ['run'],
		group: 'Run',
		common: true,
	},
	limit: {
		kind: 'number',
		argument: 'N',
		help: 'list at most this many runs, newest first',
		default: '20',
		commands: ['runs'],
		group: 'Run',
		common: true,
		validate: value => (/^[1-9]\d{0,3}$/.test(value) ? undefined : invalid(value, 'number of runs: use 1 to 9999')),
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
	open: {
		kind: 'switch',
		help: "open the run's page in the browser; rehearse: its report",
		commands: ['deploy', 'run', 'status', 'rehearse'],
		group: 'Run',
		communication: true,
	},
	newRun: {
		kind: 'switch',
		help: 'start a run even if one of this deployment is active',
		commands: ['deploy'],
		group: 'Run',
		edit: 'switch off',
	},
	attempt: {
		kind: 'text',
		argument: 'ID',
		help: 'reuse the run that this attempt has started, if it exists; printed where that is not known',
		commands: ['deploy'],
		group: 'Run',
		validate: value => (/^[0-9a-f]{8}$/.test(value) ? undefined : invalid(value, 'attempt: it has 8 hex digits')),
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
