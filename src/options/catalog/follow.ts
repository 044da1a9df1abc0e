// Options for following a run, and for its logs.
import type {OptionSpec} from '../option.ts';
import {invalid} from '../validate.ts';

export const followOptions = {
	follow: {
		kind: 'switch',
		help: 'follow the run, or the log, until it ends; Ctrl-C leaves the run to itself',
		default: 'on for a deploy on a terminal',
		commands: ['deploy', 'run', 'status', 'logs'],
		group: 'Run',
		common: ['status', 'logs'],
		communication: true,
	},
	detach: {
		kind: 'switch',
		help: 'end once the run is started',
		commands: ['deploy'],
		group: 'Run',
		communication: true,
	},
	wait: {
		kind: 'switch',
		help: 'wait for the end of the run: exit code 0 when it succeeds, 6 when it does not',
		commands: ['deploy', 'run'],
		group: 'Run',
		common: true,
	},
	timeoutRun: {
		kind: 'number',
		argument: 'SECONDS',
		help: 'follow or wait for at most so long; then exit code 6, and the run goes on',
		default: 'no limit',
		commands: ['deploy', 'run', 'status'],
		group: 'Run',
		validate: value => (/^[1-9]\d{0,7}$/.test(value) ? undefined : invalid(value, 'number of seconds')),
	},
	html: {
		kind: 'text',
		argument: 'FILE',
		help: 'write the run as one page of HTML: graph, timeline, metrics and tasks',
		commands: ['status'],
		group: 'Run',
		common: true,
	},
	previous: {
		kind: 'switch',
		help: 'the log of the try before the last one',
		commands: ['logs'],
		group: 'Run',
		common: true,
	},
	since: {
		kind: 'text',
		argument: 'TIME',
		help: 'only lines that are not older, such as 90s, 10m or 2h',
		commands: ['logs'],
		group: 'Run',
		common: true,
		validate: value =>
			/^(?:\d+(?:h|m|s))+$/.test(value) ? undefined : invalid(value, 'duration: use 90s, 10m or 1h30m'),
	},
	raw: {
		kind: 'switch',
		help: 'all lines, also those of Argo and of the launcher of Kubeflow Pipelines',
		commands: ['logs'],
		group: 'Run',
		common: true,
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
