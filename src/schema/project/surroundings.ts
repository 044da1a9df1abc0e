// What else decides how the tasks of a project run: hooks, its own command, variables, servers, log files.
import * as z from 'zod';
import {SourceLocation} from './source-location.ts';

export const Hook = z.object({
	name: z.string().describe('class and method, or the method of a plugin'),
	method: z.string().describe('the hook specification of Kedro, such as after_pipeline_run'),
	plugin: z.string().nullable().describe('the package that has it; null for a hook of the project'),
	place: SourceLocation.nullable(),
	loads: z
		.array(
			z.object({
				dataset: z.string().nullable().describe('null where the source does not show the name'),
				guarded: z.boolean().describe('true inside `if` or `try`'),
			}),
		)
		.describe('datasets that it loads from the catalog'),
	acts: z
		.boolean()
		.optional()
		.describe('false where its source shows that it only computes, logs, and adds parameters or entries'),
	problem: z.string().nullable().describe('why this document may lack what the hook adds'),
});
export type Hook = z.infer<typeof Hook>;

export const OwnRun = z.object({
	module: z.string(),
	place: SourceLocation.nullable(),
	options: z.array(z.string()).describe('empty where it takes any option'),
	repeated: z.array(z.string()).describe('options that may be given more than once'),
	split: z.array(z.string()).describe('options whose value the command changes, such as a list in one text'),
});
export type OwnRun = z.infer<typeof OwnRun>;

export const Variable = z.object({
	name: z.string(),
	place: SourceLocation.nullable().describe('where the project or its configuration reads it'),
	from: z.string().describe('where it is set on this machine: `shell`, or the `.env` file'),
	value: z.string().nullable().describe('its value here; null where that may be a secret'),
	effect: z
		.enum(['fails', 'differs', 'unknown'])
		.describe('without it the project cannot be read, has other content, or tasks may load data differently'),
});
export type Variable = z.infer<typeof Variable>;

export const LocalHost = z.object({
	what: z.string().describe('a dataset, credentials, a parameter or a setting, with the path of keys to the address'),
	host: z.string(),
	place: SourceLocation.nullable(),
	dataset: z.string().nullable(),
});

export const Mlflow = z.object({
	tracking: z.enum(['none', 'local', 'server', 'interpolated']).describe('the kind of the tracking URI'),
	hasRun: z.boolean().describe('true where it names one MLflow run'),
	place: SourceLocation.nullable(),
});

export const Logging = z.object({
	file: z.string().nullable().describe('the file that KEDRO_LOGGING_CONFIG names'),
	folders: z
		.array(z.object({folder: z.string(), handler: z.string(), place: SourceLocation.nullable()}))
		.describe('folders of the log files that Kedro opens when it starts, relative to the project'),
});
