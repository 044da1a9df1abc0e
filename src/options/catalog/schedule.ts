// Options for schedules: recurring runs of a deployed pipeline.
import {parseCron} from '../../kfp/schedule/cron.ts';
import {parseInterval} from '../../kfp/schedule/interval.ts';
import {isTimeZone} from '../../kfp/schedule/next-times.ts';
import {parseTime} from '../../kfp/schedule/time.ts';
import {didYouMean} from '../../system/nearest.ts';
import type {OptionSpec} from '../option.ts';
import {invalid, problemWith} from '../validate.ts';

export const scheduleOptions = {
	schedule: {
		kind: 'text',
		argument: 'CRON',
		help: "run on a schedule instead of once: five fields such as '0 3 * * 1-5', or @hourly, @daily, @weekly, @monthly",
		commands: ['run'],
		group: 'Schedule',
		common: true,
		validate: problemWith(parseCron),
		question: {message: 'When should it run?', help: 'Minute, hour, day of the month, month, day of the week.'},
		edit: 'ask',
	},
	allowExpiring: {
		kind: 'switch',
		help: 'allow a schedule of a version that takes temporary AWS keys from its Secret',
		commands: ['deploy', 'run'],
		group: 'Schedule',
		edit: 'switch off',
	},
	every: {
		kind: 'text',
		argument: 'TIME',
		help: 'run at an interval instead of once, such as 30m, 6h or 1d',
		commands: ['run'],
		group: 'Schedule',
		validate: problemWith(parseInterval),
		question: {message: 'How often should it run?'},
		edit: 'ask',
	},
	timeZone: {
		kind: 'text',
		argument: 'ZONE',
		help: "the server's time zone for schedules (its CRON_SCHEDULE_TIMEZONE), such as Europe/Berlin",
		default: "UTC, as in Kubeflow's manifests",
		commands: ['run', 'schedules'],
		group: 'Schedule',
		validate: zone =>
			isTimeZone(zone)
				? undefined
				: `${invalid(zone, 'time zone: use a name such as Europe/Berlin')}${didYouMean(zone, Intl.supportedValuesOf('timeZone'))}`,
	},
	catchUp: {
		kind: 'switch',
		help: 'make up for times that were missed, while the schedule was disabled for example',
		commands: ['run'],
		group: 'Schedule',
		edit: 'switch off',
	},
	concurrency: {
		kind: 'number',
		argument: 'N',
		help: 'runs of the schedule at the same time, 1 to 10',
		default: '1',
		commands: ['run'],
		group: 'Schedule',
		validate: value => (/^([1-9]|10)$/.test(value) ? undefined : invalid(value, 'number of runs: use 1 to 10')),
	},
	start: {
		kind: 'text',
		argument: 'TIME',
		help: 'start of the schedule, such as 2027-01-31 or 2027-01-31T08:00 (local time) or with Z or +01:00',
		default: 'now',
		commands: ['run'],
		group: 'Schedule',
		validate: problemWith(parseTime),
	},
	end: {
		kind: 'text',
		argument: 'TIME',
		help: 'end of the schedule, written like its start',
		default: 'none',
		commands: ['run'],
		group: 'Schedule',
		validate: problemWith(parseTime),
	},
	reschedule: {
		kind: 'switch',
		help: 'move the schedules of this pipeline to the version of this deploy',
		commands: ['deploy'],
		group: 'Schedule',
		edit: 'switch off',
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
