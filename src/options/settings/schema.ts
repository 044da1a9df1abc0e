// What conf/<env>/kfp.yml may hold, key by key: the JSON schema for editors and the tables of the docs are made from this.
import * as z from 'zod';
import {groupByProblem, groupByText} from '../../tasks/group-by.ts';
import {settingKey} from '../names.ts';
import type {OptionSpec, Setting} from '../option.ts';
import {optionNames, specOf} from '../options.ts';
import {
	amount,
	checkedText,
	cpuQuantity,
	imageReference,
	label,
	labelKey,
	labelValue,
	memoryQuantity,
	mountPath,
	objectName,
	projectFile,
	storedText,
	text,
	timeSpan,
	variableName,
	variableValue,
	webAddress,
} from './values.ts';

/** Kubernetes' own words for a toleration, in snake_case. */
const toleration = z.strictObject({
	key: text.optional(),
	operator: z.enum(['Equal', 'Exists']).optional(),
	value: z.string().optional(),
	effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
	toleration_seconds: z.int().nonnegative().optional(),
});

const source = z.strictObject({
	name: objectName.describe('name of the Secret or ConfigMap in the namespace of the run'),
	env_vars: z
		.record(variableName, text)
		.optional()
		.describe('variables, each with the key that it gets its value from'),
	path: mountPath
		.optional()
		.describe('folder of the container in which its keys are files; hides what the image has there'),
});

const tries = z.int().min(0).max(100);

export const TaskSettingsSchema = z.strictObject({
	image: imageReference
		.optional()
		.describe('image of its own with the project in it, such as `ghcr.io/acme/churn-gpu:1.4`; used as it is named'),
	requirements: projectFile
		.optional()
		.describe(
			'file with packages besides those of the project, such as `requirements-gpu.txt`: a deploy builds an image with them for these tasks',
		),
	cpu: amount(cpuQuantity)
		.optional()
		.describe('`500m`, `2`, or `{request: 500m, limit: 2}`; one value is the request and the limit'),
	memory: amount(memoryQuantity)
		.optional()
		.describe('`2Gi`, or `{request: 1Gi, limit: 2Gi}`; one value is the request and the limit'),
	gpu: z
		.union([z.int().nonnegative(), z.strictObject({type: text.optional(), count: z.int().nonnegative()})])
		.optional()
		.describe('`1`, or `{type: amd.com/gpu, count: 1}`; the type is nvidia.com/gpu unless it is named'),
	node_selector: z.record(labelKey, labelValue).optional().describe('labels that a cluster node must have'),
	tolerations: z
		.array(toleration)
		.optional()
		.describe(
			'taints of cluster nodes that do not keep the task away: `{key, operator, value, effect, toleration_seconds}`',
		),
	retries: z
		.union([
			tries,
			z.strictObject({
				count: tries,
				wait: z.union([z.int().nonnegative(), timeSpan]).optional().describe('time before the second try; default: 2s'),
				factor: z.number().min(1).max(100).optional().describe('by which each wait is longer; default: 2'),
			}),
		])
		.optional()
		.describe(
			'tries after the first one, in the same container: `2`, or `{count: 5, wait: 1m, factor: 2}` with the times between them',
		),
	timeout: z
		.union([z.int().positive(), timeSpan])
		.optional()
		.describe('how long the task may take, all tries together: `90s`, `30m`, `1h30m`, or a number of seconds'),
	env_vars: z.record(variableName, variableValue).optional().describe('plain environment variables; no secrets'),
	secrets: z
		.array(source)
		.optional()
		.describe(
			'Secrets as variables, `{name: db, env_vars: {DB_PASSWORD: password}}`, or as files, `{name: files, path: /mnt/files}`',
		),
	config_maps: z.array(source).optional().describe('ConfigMaps, in the same two ways'),
	volumes: z
		.array(z.strictObject({claim: objectName, path: mountPath}))
		.optional()
		.describe('PersistentVolumeClaims that are there already: `{claim: scratch, path: /mnt/scratch}`'),
	shared_memory: memoryQuantity
		.optional()
		.describe('size of `/dev/shm`, such as `2Gi`, for the data loaders of PyTorch; it counts as memory of the task'),
	empty_dirs: z
		.array(z.strictObject({path: mountPath, size: memoryQuantity.optional(), medium: z.literal('Memory').optional()}))
		.optional()
		.describe(
			'empty folders that live as long as the pod: `{path: /mnt/scratch, size: 10Gi}`; `medium: Memory` for memory',
		),
	ephemeral_volumes: z
		.array(
			z.strictObject({
				path: mountPath,
				size: memoryQuantity,
				storage_class: objectName.optional(),
				access_mode: z
					.enum(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany'])
					.optional()
					.describe('default: ReadWriteOnce'),
			}),
		)
		.optional()
		.describe('volumes that the cluster makes for the pod and deletes with it: `{path: /mnt/data, size: 100Gi}`'),
	labels: z.record(labelKey, labelValue).optional().describe('labels of the pod'),
	annotations: z.record(labelKey, z.string()).optional().describe('annotations of the pod'),
});

const types: Readonly<Record<NonNullable<Setting['type']>, z.ZodType>> = {
	grouping: checkedText(value => groupByProblem(value) === undefined, `must be ${groupByText}`),
	label,
	'object name': objectName,
	'object name or false': z.union([objectName, z.literal(false)]),
	parameters: z.record(text, z.unknown()),
	texts: z.array(text),
	variables: z.record(variableName, variableValue),
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
	readonly [option: string]: unknown;
};
export type TaskSettingsValues = z.infer<typeof TaskSettingsSchema>;

type JsonSchema = {readonly [key: string]: unknown};

/** Leaves that are no plain texts, for which an interpolation such as `${globals:size}` may stand as well. */
const interpolation = {type: 'string', pattern: String.raw`\$\{.+\}`};

/** The JSON schema of kfp.yml (draft 2020-12), for editors. */
export function settingsJsonSchema(): JsonSchema {
	const schema = withInterpolations(z.toJSONSchema(SettingsSchema, {io: 'input'})) as JsonSchema;
	return {
		...schema,
		title: 'kfp.yml',
		description:
			'Settings of a deployment to Kubeflow Pipelines by kfp-wizard, in the configuration of a Kedro project',
		// Kedro leaves such keys out: they are there for anchors.
		patternProperties: {'^_': true},
	};
}

function withInterpolations(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(withInterpolations);
	if (typeof schema !== 'object' || schema === null) return schema;
	const {description, ...rest} = schema as JsonSchema;
	const isLeaf = 'enum' in rest || 'const' in rest || ['integer', 'number', 'boolean'].includes(String(rest['type']));
	if (isLeaf) return {...(description === undefined ? {} : {description}), anyOf: [rest, interpolation]};
	return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withInterpolations(value)]));
}
