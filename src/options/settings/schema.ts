// What conf/<env>/kfp.yml may hold, key by key: the JSON schema for editors and the README's tables are made from this.
import * as z from 'zod';

/** A text that a rule refuses: kept out of the JSON schema, where `${globals:name}` stands for any text. */
const checkedText = (fits: RegExp, problem: string) => z.string().refine(text => fits.test(text), {error: problem});

const text = checkedText(/\S/, 'must not be empty');
const label = checkedText(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be lower-case letters, digits and "-"');
const objectName = checkedText(
	/^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
	'is no name of a Kubernetes object: lower-case letters, digits, "-" and "."',
);
const variableName = checkedText(/^[A-Za-z_][A-Za-z0-9_]*$/, 'is no name of a variable: letters, digits and "_"');
const labelKey = checkedText(
	/^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/,
	'is no name of a label: at most 63 letters, digits, "-", "_" and ".", after an optional domain and "/"',
);
const labelValue = checkedText(
	/^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/,
	'is no value of a label: at most 63 letters, digits, "-", "_" and "."',
);
const mountPath = checkedText(
	/^\/[^:]+$/,
	'must be an absolute path in the container, such as /home/kedro/project/conf/local',
);

/** Whole numbers are what people write for variables; other values must say by quotes what they are. */
const variableValue = z.union([z.string(), z.int()], {error: 'must be a text: put it in quotes'});

const cpuQuantity = z.union(
	[z.number().positive(), checkedText(/^(\d+(\.\d+)?|\.\d+)m?$/, 'is no amount of CPU, such as 500m or 2')],
	{error: 'is no amount of CPU, such as 500m or 2'},
);
const memoryQuantity = checkedText(
	/^\d+(\.\d+)?([kMGTPE]|[KMGTPE]i)$/,
	'is no amount of memory: a number with a unit, such as 512Mi or 2Gi',
);

function amount<T extends z.ZodType>(quantity: T) {
	return z.union([quantity, z.strictObject({request: quantity.optional(), limit: quantity.optional()})]);
}

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

export const TaskSettingsSchema = z.strictObject({
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
	retries: z.int().min(0).max(100).optional().describe('tries after the first one, in the same container'),
	timeout: z
		.union([
			z.int().positive(),
			checkedText(/^(?=.)(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/, 'is no time, such as 90s, 30m, 2h or 1h30m'),
		])
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
	labels: z.record(labelKey, labelValue).optional().describe('labels of the pod'),
	annotations: z.record(labelKey, z.string()).optional().describe('annotations of the pod'),
});

const shape = {
	pipeline: text.describe('registered pipeline'),
	image: text.describe('image repository, such as `ghcr.io/acme/churn`'),
	builder: z.enum(['docker', 'podman', 'buildah', 'nerdctl']).describe('container engine'),
	platform: text.describe('platform of the cluster nodes, such as `linux/amd64`'),
	dockerfile: text.describe('Dockerfile to build, relative to the project'),
	namespace: label.describe('Kubernetes namespace'),
	host: text.describe('Kubeflow Pipelines API'),
	context: text.describe('kubeconfig context'),
	secret: z
		.union([objectName, z.literal(false)])
		.describe('Kubernetes Secret with the AWS keys; `false`: the tasks get none'),
	existing_secret: z.boolean().describe('`true`: the Secret is used as it is on the cluster'),
	aws_profile: text.describe('shared AWS profile to take the keys from'),
	spec: text.describe('pipeline spec to write, relative to the project'),
	format: z.enum(['kfp', 'argo']).describe('spec format: KFP v2, or a v1 Argo Workflow'),
	group_by: checkedText(
		/^(node|memory|chain|namespace|all|tag(:\S.*)?)$/,
		'must be node, memory, chain, namespace, tag, tag:PREFIX or all',
	).describe('which nodes share a task: node, memory, chain, namespace, tag, `tag:PREFIX` or all'),
	kfp_name: text.describe('pipeline name on Kubeflow'),
	experiment: text.describe('experiment of the run'),
	run_name: text.describe('name of the run'),
	params: z.record(text, z.unknown()).describe('Kedro parameters fixed for this deployment: `{alpha: 0.5}`'),
	expose_params: z.array(text).describe('Kedro parameters that become inputs of the pipeline'),
	data: text.describe('where fixes put data that is only on this machine, such as `s3://bucket/prefix`'),
	env_vars: z.record(variableName, variableValue).describe('plain environment variables of every task; no secrets'),
	image_pull_secrets: z.array(objectName).describe('Secrets with which the cluster pulls the image'),
	image_pull_policy: z.enum(['Always', 'IfNotPresent', 'Never']).describe('when the cluster pulls the image'),
	service_account: objectName.describe('service account that the pods run as'),
	nodes: z
		.record(text, TaskSettingsSchema)
		.describe('settings by the name of a Kedro node; `__default__` stands for every node'),
	tags: z.record(text, TaskSettingsSchema).describe('settings by the tag of Kedro nodes'),
};

export const SettingsSchema = z.strictObject(shape).partial();
export type SettingsValues = z.infer<typeof SettingsSchema>;
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
