// The settings of tasks in kfp.yml, key by key: below a node, a tag, a pipeline and `on_start`.
import * as z from 'zod';
import {
	amount,
	cpuQuantity,
	imageReference,
	labelKey,
	labelValue,
	memoryQuantity,
	mountPath,
	objectName,
	projectFile,
	text,
	timeSpan,
	variableName,
	variableValue,
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

export type TaskSettingsValues = z.infer<typeof TaskSettingsSchema>;
