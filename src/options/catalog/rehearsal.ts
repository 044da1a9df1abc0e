// Options for the rehearsal.
import type {OptionSpec} from '../option.ts';
import {invalid} from '../validate.ts';
import {ofRehearsal} from './command-sets.ts';

export const rehearsalOptions = {
	rehearse: {
		kind: 'switch',
		help: 'run the spec on this machine first: nothing is pushed unless every task succeeds',
		commands: ['deploy'],
		group: 'Rehearsal',
		common: true,
		edit: 'switch off',
	},
	parallel: {
		kind: 'number',
		argument: 'N',
		help: 'rehearsal tasks at the same time',
		default: 'one a core',
		commands: ofRehearsal,
		group: 'Rehearsal',
		common: ['rehearse'],
		validate: value => (/^[1-9]\d{0,3}$/.test(value) ? undefined : invalid(value, 'number of tasks')),
		question: {message: 'How many rehearsal tasks at the same time?'},
		edit: 'ask',
	},
	in: {
		kind: 'choice',
		argument: 'WHERE',
		choices: ['process', 'container'],
		help: 'run rehearsal tasks as local processes or in containers of the image',
		default: 'process',
		commands: ofRehearsal,
		group: 'Rehearsal',
		common: ['rehearse'],
		question: {message: 'Where should rehearsal tasks run?'},
		edit: 'ask',
	},
	warm: {
		kind: 'switch',
		help: 'import Kedro and packages once, fork the tasks',
		commands: ofRehearsal,
		group: 'Rehearsal',
		common: ['rehearse'],
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
