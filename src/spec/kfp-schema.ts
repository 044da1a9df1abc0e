// The part of KFP's PipelineSpec and PlatformSpec that this program writes; every other key is refused.
import * as z from 'zod';

const text = z.string().min(1);

export const pullPolicy = z.enum(['Always', 'IfNotPresent', 'Never']);

const parameters = z.record(
	text,
	z.strictObject({
		parameterType: z.literal('STRING'),
		defaultValue: z.string().optional(),
		isOptional: z.boolean().optional(),
		description: z.string().optional(),
	}),
);

const task = z.strictObject({
	taskInfo: z.strictObject({name: text}),
	componentRef: z.strictObject({name: text}),
	inputs: z
		.strictObject({
			parameters: z.record(
				text,
				z.union([
					z.strictObject({runtimeValue: z.strictObject({constant: z.string()})}),
					z.strictObject({componentInputParameter: text}),
				]),
			),
		})
		.optional(),
	dependentTasks: z.array(text).default([]),
	cachingOptions: z.strictObject({enableCache: z.boolean().optional()}).optional(),
	retryPolicy: z.record(text, z.unknown()).optional(),
});

const component = z.strictObject({
	executorLabel: text.optional(),
	dag: z.strictObject({tasks: z.record(text, task).default({})}).optional(),
	inputDefinitions: z.strictObject({parameters: parameters.default({})}).optional(),
});

const container = z.strictObject({
	image: text,
	command: z.array(z.string()).default([]),
	args: z.array(z.string()).default([]),
	env: z.array(z.strictObject({name: text, value: z.string()})).default([]),
	resources: z.record(text, z.unknown()).optional(),
});

export const PipelineSpec = z.strictObject({
	pipelineInfo: z.strictObject({
		name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,127}$/),
		displayName: z.string().optional(),
		description: z.string().optional(),
	}),
	schemaVersion: z.literal('2.1.0'),
	sdkVersion: z.string().optional(),
	deploymentSpec: z.strictObject({executors: z.record(text, z.strictObject({container}))}),
	components: z.record(text, component),
	root: component,
});

const executorConfig = z.strictObject({
	imagePullPolicy: pullPolicy.optional(),
	secretAsEnv: z
		.array(z.strictObject({secretName: text, keyToEnv: z.array(z.strictObject({secretKey: text, envVar: text}))}))
		.default([]),
});

export const PlatformSpec = z.strictObject({
	platforms: z.strictObject({
		kubernetes: z.strictObject({deploymentSpec: z.strictObject({executors: z.record(text, executorConfig)})}),
	}),
});

export type PipelineSpec = z.infer<typeof PipelineSpec>;
export type PlatformSpec = z.infer<typeof PlatformSpec>;
export type Component = z.infer<typeof component>;
export type Task = z.infer<typeof task>;
export type ExecutorConfig = z.infer<typeof executorConfig>;
