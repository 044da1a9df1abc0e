// What conf/<env>/kfp.yml may hold, key by key: the tables of the docs are made from this.
import * as z from 'zod';
import {didYouMean} from '../../system/nearest.ts';
import {groupByPattern, groupByText, groupings} from '../../tasks/group-by.ts';
import {settingKey} from '../names.ts';
import type {OptionSpec, Setting} from '../option.ts';
import {optionNames, specOf} from '../options.ts';
import {TaskSettingsSchema} from './task-schema.ts';
import {
	label,
	matching,
	objectName,
	storedText,
	text,
	timeSpan,
	variableName,
	variableValue,
	webAddress,
} from './values.ts';

const types: Readonly<Record<NonNullable<Setting['type']>, z.ZodType>> = {
	grouping: matching(
		groupByPattern,
		value =>
			`must be ${groupByText}${didYouMean(
				value,
				groupings.map(({by}) => by),
			)}`,
	),
	label,
	'object name': objectName,
	'object name or false': z.union([objectName, z.literal(false)]),
	parameters: z.record(text, z.unknown()),
	// At most what the flag takes: eight digits.
	seconds: z.record(text, z.int().positive().max(99_999_999)),
	texts: z.array(text),
	variables: z.record(variableName, variableValue),
	'whole number': z.int().positive(),
};

/** The keys that set an option. */
function optionShape(): Record<string, z.ZodType> {
	const keys = optionNames.flatMap((name): readonly (readonly [string, z.ZodType])[] => {
		const spec = specOf(name);
		const key = settingKey(name);
		return key === undefined ? [] : [[key, schemaOf(spec).describe(spec.setting?.help ?? spec.help)]];
	});
	return Object.fromEntries(keys);
}

function schemaOf(spec: OptionSpec): z.ZodType {
	const type = spec.setting?.type;
	if (type !== undefined) return types[type];
	switch (spec.kind) {
		case 'choice':
			return z.enum(spec.choices);
		case 'switch':
			return z.boolean();
		default:
			return text;
	}
}

/** Keys of their own: no flag sets them. */
const ownShape = {
	description: storedText.describe(
		'what people read on Kubeflow of a new pipeline and of each version, before what kfp-wizard writes there',
	),
	image_pull_secrets: z.array(objectName).describe('Secrets with which the cluster pulls the image'),
	image_pull_policy: z.enum(['Always', 'IfNotPresent', 'Never']).describe('when the cluster pulls the image'),
	on_start: z
		.strictObject({
			pipeline: text.optional().describe('registered pipeline that runs as one task'),
			command: z.array(z.string()).min(1).optional().describe('command that runs in the image; no shell reads it'),
			variables: z
				.array(variableName)
				.optional()
				.describe('variables that it writes, as `NAME=value` lines, to the file that KFP_WIZARD_VARIABLES names'),
			settings: TaskSettingsSchema.optional().describe('settings of its task, as below `nodes`'),
		})
		.describe(
			'what runs before all tasks, and the variables that they get from it: `{pipeline: start, variables: [MLFLOW_RUN_ID]}`, or `{command: [python, -m, shop.start]}`',
		),
	on_exit: z
		.strictObject({
			pipeline: text.optional().describe('registered pipeline that runs as one task'),
			webhook: z
				.strictObject({secret: objectName, key: text})
				.optional()
				.describe('Secret of the namespace, and its key with the URL'),
			pages: webAddress.optional().describe("address of Kubeflow's pages, for the link to the run"),
		})
		.describe(
			'what happens when a run has ended, whatever happened: `{pipeline: notify}`, or `{webhook: {secret: slack, key: url}}` for a message with its state and link',
		),
	metrics: z
		.array(text)
		.describe(
			"datasets whose numbers are shown on Kubeflow's pages, besides those that are found; an empty list for none",
		),
	reports: z
		.array(text)
		.describe(
			'datasets that are shown as pages there, such as tables, besides the plots that are found; an empty list for none',
		),
	lineage: z
		.boolean()
		.describe(
			"`true`: Kubeflow's pages list the remote datasets as artifacts, with one more pod for each; only with the format `kfp`",
		),
	ttl: z
		.union([z.int().positive(), timeSpan])
		.describe(
			'after this time the cluster deletes the pods of a run that has ended: `7d`, `12h`, or a number of seconds',
		),
	nodes: z
		.record(text, TaskSettingsSchema)
		.describe('settings by the name of a Kedro node; `__default__` stands for every node'),
	tags: z.record(text, TaskSettingsSchema).describe('settings by the tag of Kedro nodes'),
	pipelines: z.record(text, TaskSettingsSchema).describe('settings by the registered pipeline, for all of its nodes'),
};

export const SettingsSchema = z.strictObject({...optionShape(), ...ownShape}).partial();

/** The keys that set an option are read through the catalogue of options: here they are values of any kind. */
type Own = z.infer<z.ZodObject<typeof ownShape>>;
export type SettingsValues = {readonly [Key in keyof Own]?: Own[Key] | undefined} & {
	readonly env_vars?: Readonly<Record<string, string | number>> | undefined;
	readonly node_seconds?: Readonly<Record<string, number>> | undefined;
	readonly [option: string]: unknown;
};
