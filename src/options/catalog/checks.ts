// Options for checks and fixes.
import {dataUrlProblem} from '../../kedro/data-url.ts';
import type {OptionSpec} from '../option.ts';
import {invalid} from '../validate.ts';

export const checkOptions = {
	ignore: {
		kind: 'list',
		argument: 'RULE',
		help: 'ignore findings of this rule',
		commands: ['deploy', 'check', 'compile', 'rehearse'],
		group: 'Checks and fixes',
		common: ['check'],
	},
	fix: {
		kind: 'switch',
		help: 'make the fixes of what the checks find; write a Dockerfile and .dockerignore when missing',
		commands: ['deploy', 'check'],
		group: 'Checks and fixes',
		common: ['check'],
		edit: 'switch off',
	},
	undo: {
		kind: 'switch',
		help: 'take the last fixes back; a file that changed since stays, and so do all others',
		commands: ['check'],
		group: 'Checks and fixes',
		common: ['check'],
	},
	report: {
		kind: 'list',
		argument: '[KIND=]FILE',
		help: 'also write a report: of check as junit=FILE, sarif=FILE or gitlab=FILE (code quality), where - is stdout; of rehearse as one page of HTML',
		commands: ['check', 'rehearse'],
		group: 'Checks and fixes',
		common: ['check'],
	},
	data: {
		kind: 'text',
		argument: 'URL',
		help: 'remote location for local and in-memory datasets, such as s3://bucket/prefix',
		commands: ['deploy', 'check'],
		group: 'Checks and fixes',
		common: ['check'],
		setting: {help: 'remote location for local and in-memory datasets, such as `s3://bucket/prefix`'},
		validate: value => {
			const problem = dataUrlProblem(value);
			return problem === undefined ? undefined : `${invalid(value, 'data URL')}\n${problem}`;
		},
		question: {
			message: 'Where should local and in-memory datasets be stored?',
			help: 'A location that every task can reach, such as s3://bucket/prefix. Leave it empty to skip these fixes; nothing is written without your consent.',
		},
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
