// Options for consent and output.
import {commandNames, type OptionSpec} from '../option.ts';
import {invalid} from '../validate.ts';
import {withPlan} from './command-sets.ts';

export const outputOptions = {
	all: {
		kind: 'switch',
		help: 'remove everything that kfp-wizard created for this project',
		commands: ['teardown'],
		group: 'Consent and output',
		common: true,
	},
	keep: {
		kind: 'number',
		argument: 'N',
		help: 'remove old versions only: all but the newest N of each pipeline',
		commands: ['teardown'],
		group: 'Consent and output',
		common: true,
		validate: value =>
			/^[1-9]\d{0,5}$/.test(value) ? undefined : invalid(value, 'number of versions: use a whole number from 1'),
	},
	images: {
		kind: 'switch',
		help: 'with --all or --keep, also delete the pushed images from the registry',
		commands: ['teardown'],
		group: 'Consent and output',
	},
	yes: {
		kind: 'switch',
		short: 'y',
		help: 'ask no question: use known and default values',
		commands: withPlan.filter(name => name !== 'status'),
		group: 'Consent and output',
		common: true,
		communication: true,
		required: {commands: ['deploy', 'teardown', 'migrate'], when: 'agrees to the plan', unless: ['dryRun']},
	},
	dryRun: {
		kind: 'switch',
		help: 'show the plan, change nothing',
		commands: ['deploy', 'run', 'terminate', 'retry', 'schedules', 'teardown', 'migrate'],
		group: 'Consent and output',
		common: true,
		communication: true,
	},
	cache: {
		kind: 'switch',
		on: true,
		help: 'neither keep the answers of an unfinished deploy nor offer those that were kept',
		commands: ['deploy'],
		group: 'Consent and output',
		communication: true,
	},
	json: {
		kind: 'switch',
		help: 'machine-readable output on stdout',
		commands: commandNames,
		group: 'Consent and output',
		common: true,
		communication: true,
	},
	plain: {
		kind: 'switch',
		help: 'questions one after the other, no live screen',
		commands: commandNames,
		group: 'Consent and output',
		communication: true,
	},
	accessible: {
		kind: 'switch',
		help: 'numbered questions, lines that are never redrawn, words for symbols (also ACCESSIBLE=1)',
		commands: commandNames,
		group: 'Consent and output',
		communication: true,
	},
	color: {
		kind: 'switch',
		on: true,
		help: 'no colours (also NO_COLOR)',
		commands: commandNames,
		group: 'Consent and output',
		communication: true,
	},
	verbose: {
		kind: 'switch',
		short: 'v',
		help: 'show commands, HTTP requests, all output and findings',
		commands: commandNames,
		group: 'Consent and output',
		common: ['check', 'doctor', 'rehearse'],
		communication: true,
	},
	quiet: {
		kind: 'switch',
		short: 'q',
		help: 'show only warnings, errors and the result',
		commands: commandNames,
		group: 'Consent and output',
		communication: true,
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
