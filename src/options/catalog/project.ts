// Options for the project and what of it is deployed.
import {groupByProblem, groupByText} from '../../tasks/group-by.ts';
import {commandNames, type OptionSpec} from '../option.ts';
import {invalid, labelProblem} from '../validate.ts';
import {assumedSeconds} from '../../tasks/predicted-time.ts';
import {ofProject, ofRuns} from './command-sets.ts';
import {nodeAndSeconds} from './node-and-seconds.ts';

export const projectOptions = {
	project: {
		kind: 'text',
		argument: 'DIR',
		help: 'the Kedro project',
		default: 'the one that contains this folder',
		commands: commandNames,
		group: 'Project',
	},
	env: {
		kind: 'text',
		argument: 'ENV',
		short: 'e',
		help: 'Kedro environment',
		default: "Kedro's own, mostly local",
		commands: [...ofProject, ...ofRuns, 'teardown', 'migrate'],
		accepted: ['completion'],
		group: 'Project',
		common: true,
		question: {message: 'Which environment?', help: 'The tasks run with it: kedro run --env.'},
		edit: 'choose',
	},
	pipeline: {
		kind: 'text',
		argument: 'NAME',
		short: 'p',
		help: 'registered pipeline',
		default: '__default__',
		commands: [...ofProject, ...ofRuns, 'teardown'],
		accepted: ['completion'],
		group: 'Project',
		common: true,
		setting: {},
		question: {message: 'Which pipeline?'},
		edit: 'choose',
	},
	groupBy: {
		kind: 'text',
		argument: 'WAY',
		help: `which nodes share a task: ${groupByText}`,
		default: 'node',
		commands: ['deploy', 'check', 'compile'],
		group: 'Project',
		common: ['check', 'compile'],
		setting: {type: 'grouping'},
		validate: groupByProblem,
		question: {message: 'How should nodes share containers?'},
		edit: 'choose',
	},
	maxTasks: {
		kind: 'number',
		argument: 'N',
		help: 'merge tasks until at most N are left',
		default: 'no limit',
		commands: ['deploy', 'check', 'compile'],
		group: 'Project',
		setting: {
			type: 'whole number',
			write: typed => ({path: ['max_tasks'], typed}),
		},
		validate: value =>
			/^[1-9]\d{0,5}$/.test(value) ? undefined : invalid(value, 'number of tasks: use a whole number from 1'),
		question: {
			message: 'How many tasks may the run have?',
			help: 'Nodes in series share a task first, then nodes that could run at the same time.',
		},
		edit: 'ask',
	},
	nodeSeconds: {
		kind: 'list',
		argument: 'NODE=SECONDS',
		help: 'how long a node runs, for the predicted time of a run and --group-by auto',
		default: `${assumedSeconds} second for each node`,
		commands: ['deploy', 'check', 'compile'],
		group: 'Project',
		setting: {
			type: 'seconds',
			help: 'seconds that nodes run, by their names, for the predicted time of a run and `group_by: auto`: `{train: 40}`',
			read: seconds => Object.entries(seconds ?? {}).map(([node, value]) => `${node}=${value}`),
			write: pair => {
				const [node, typed] = nodeAndSeconds(pair);
				return {path: ['node_seconds', node], typed};
			},
		},
	},
	projectId: {
		kind: 'text',
		argument: 'ID',
		help: 'id of the project on the cluster, which tells it from another one of the same name',
		default: 'by its git repository, else by its folder',
		commands: ['deploy', 'doctor', ...ofRuns, 'teardown'],
		group: 'Project',
		setting: {
			type: 'label',
			help: 'id of the project on the cluster, which tells it from another one of the same name; only in the base environment',
			isOfBase: true,
		},
		validate: labelProblem('project id'),
		question: {
			message: 'Which project id?',
			help: 'What was created on the cluster with this id belongs to the project. Save the options to keep it.',
		},
		edit: 'ask',
	},
	python: {
		kind: 'text',
		argument: 'PATH',
		help: "the project's Python interpreter",
		default: 'found',
		commands: ofProject,
		accepted: [...ofRuns, 'teardown', 'migrate', 'completion'],
		group: 'Project',
	},
	timeout: {
		kind: 'number',
		argument: 'SECONDS',
		help: 'how long reading the project may take',
		default: '120',
		commands: ofProject,
		group: 'Project',
		validate: value =>
			Number(value) > 0 && Number.isFinite(Number(value)) ? undefined : invalid(value, 'number of seconds'),
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
