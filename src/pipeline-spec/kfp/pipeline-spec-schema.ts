// The part of KFP's PipelineSpec and PlatformSpec that kfp-wizard writes; every other key is refused.
import * as z from 'zod';
import {importedSchemaTitles, schemaTitles} from './artifact-definitions.ts';
import {inputTypes, startVariables} from '../pipeline-inputs.ts';
import {pullPolicy, toleration} from '../pod-schema.ts';

const text = z.string().min(1);

const fits = {
	STRING: z.string(),
	NUMBER_INTEGER: z.int(),
	NUMBER_DOUBLE: z.number(),
	BOOLEAN: z.boolean(),
	LIST: z.array(z.json()),
	STRUCT: z.record(z.string(), z.json()),
	TASK_FINAL_STATUS: z.never(),
} as const satisfies Record<(typeof inputTypes)[number] | 'TASK_FINAL_STATUS', z.ZodType>;

const parameters = z.record(
	text,
	z
		.strictObject({
			parameterType: z.enum([...inputTypes, 'TASK_FINAL_STATUS']),
			defaultValue: z.json().optional(),
			isOptional: z.boolean().optional(),
			description: z.string().optional(),
		})
		.refine(({parameterType, defaultValue}) => defaultValue === undefined || fitsType(parameterType, defaultValue), {
			message: 'the default has another type',
			path: ['defaultValue'],
		}),
);

/** Whether a value, as plain data, has this type. */
export const fitsType = (type: keyof typeof fits, value: unknown): boolean => fits[type].safeParse(value).success;

const inputSource = z.union([
	z.strictObject({runtimeValue: z.strictObject({constant: z.string()})}),
	z.strictObject({componentInputParameter: text}),
	z.strictObject({taskOutputParameter: z.strictObject({producerTask: text, outputParameterKey: text})}),
	z.strictObject({taskFinalStatus: z.strictObject({producerTask: text})}),
]);

const task = z.strictObject({
	taskInfo: z.strictObject({name: text}),
	componentRef: z.strictObject({name: text}),
	inputs: z
		.strictObject({
			parameters: z.record(text, inputSource),
		})
		.optional(),
	dependentTasks: z.array(text).default([]),
	cachingOptions: z.strictObject({enableCache: z.boolean().optional()}).optional(),
	triggerPolicy: z.strictObject({strategy: z.literal('ALL_UPSTREAM_TASKS_COMPLETED')}).optional(),
	retryPolicy: z.record(text, z.unknown()).optional(),
});

const artifact = z.strictObject({
	artifactType: z.strictObject({
		schemaTitle: z.enum([...schemaTitles, ...importedSchemaTitles]),
		schemaVersion: z.literal('0.0.1'),
	}),
});

const component = z.strictObject({
	executorLabel: text.optional(),
	dag: z.strictObject({tasks: z.record(text, task).default({})}).optional(),
	inputDefinitions: z.strictObject({parameters: parameters.default({})}).optional(),
	outputDefinitions: z
		.strictObject({
			parameters: z.strictObject({[startVariables]: z.strictObject({parameterType: z.literal('STRING')})}).optional(),
			artifacts: z.record(text, artifact).optional(),
		})
		.optional(),
});

const container = z.strictObject({
	image: text,
	command: z.array(z.string()).default([]),
	args: z.array(z.string()).default([]),
	env: z.array(z.strictObject({name: text, value: z.string()})).default([]),
	resources: z.record(text, z.unknown()).optional(),
});

const importer = z.strictObject({
	artifactUri: z.strictObject({constant: text}),
	typeSchema: z.strictObject({schemaTitle: z.enum(importedSchemaTitles), schemaVersion: z.literal('0.0.1')}),
	metadata: z.record(text, z.string()).optional(),
});

const executor = z
	.strictObject({container: container.optional(), importer: importer.optional()})
	.refine(({container, importer}) => (container === undefined) !== (importer === undefined), {
		message: 'needs either a container or an importer',
	});

export const PipelineSpec = z.strictObject({
	pipelineInfo: z.strictObject({
		name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,127}$/),
		displayName: z.string().optional(),
		description: z.string().optional(),
	}),
	schemaVersion: z.literal('2.1.0'),
	sdkVersion: z.string().optional(),
	deploymentSpec: z.strictObject({
		executors: z.record(text, executor),
	}),
	components: z.record(text, component),
	root: component,
});

const labels = z.record(text, z.string());

/** int64 in the protocol buffer, so written as a string. */
const seconds = z.string().regex(/^\d+$/);

const executorConfig = z.strictObject({
	imagePullPolicy: pullPolicy.optional(),
	imagePullSecret: z.array(z.strictObject({secretName: text})).default([]),
	secretAsEnv: z
		.array(z.strictObject({secretName: text, keyToEnv: z.array(z.strictObject({secretKey: text, envVar: text}))}))
		.default([]),
	secretAsVolume: z.array(z.strictObject({secretName: text, mountPath: text})).default([]),
	configMapAsEnv: z
		.array(z.strictObject({configMapName: text, keyToEnv: z.array(z.strictObject({configMapKey: text, envVar: text}))}))
		.default([]),
	configMapAsVolume: z.array(z.strictObject({configMapName: text, mountPath: text})).default([]),
	pvcMount: z.array(z.strictObject({constant: text, mountPath: text})).default([]),
	emptyDirMounts: z
		.array(
			z.strictObject({
				volumeName: text,
				mountPath: text,
				medium: z.literal('Memory').optional(),
				sizeLimit: text.optional(),
			}),
		)
		.default([]),
	genericEphemeralVolume: z
		.array(
			z.strictObject({
				volumeName: text,
				mountPath: text,
				accessModes: z.array(text),
				size: text,
				defaultStorageClass: z.boolean().optional(),
				storageClassName: text.optional(),
			}),
		)
		.default([]),
	nodeSelector: z.strictObject({labels}).optional(),
	tolerations: z.array(z.strictObject({...toleration, tolerationSeconds: seconds.optional()})).optional(),
	podMetadata: z.strictObject({labels: labels.optional(), annotations: labels.optional()}).optional(),
	activeDeadlineSeconds: seconds.optional(),
});

export const PlatformSpec = z.strictObject({
	platforms: z.strictObject({
		kubernetes: z.strictObject({
			deploymentSpec: z.strictObject({executors: z.record(text, executorConfig)}).optional(),
			pipelineConfig: z.strictObject({resourceTtlOnCompletion: z.int().positive().optional()}).optional(),
		}),
	}),
});

export type PipelineSpec = z.infer<typeof PipelineSpec>;
export type PlatformSpec = z.infer<typeof PlatformSpec>;
export type Component = z.infer<typeof component>;
export type InputSource = z.infer<typeof inputSource>;
export type DagTask = z.infer<typeof task>;
export type ExecutorConfig = z.infer<typeof executorConfig>;
