// What the inspector reports from a container, as its schemas: the container, then what a task finds in it.
import * as z from 'zod';
import {Project} from '../schema/project.ts';
import {InspectorError} from './inspector-errors.ts';

/** What is known before the project is imported. */
const ImageContainer = z.object({
	/** The program that a task starts. */
	command: z.object({
		path: z.string().nullable().describe('null where it is not on PATH'),
		interpreter: z.string().nullable().describe('the Python that runs it; null for another kind of program'),
		works: z.boolean().describe('false where the program or its interpreter does not exist'),
		elsewhere: z.string().nullable().describe('a kedro that is not on PATH'),
	}),
	python: z.string().describe('version'),
	machine: z.string().describe('as `uname -m` prints it'),
	folder: z.string().describe('working folder'),
	user: z.number().describe('number of the user'),
});
export type ImageContainer = z.infer<typeof ImageContainer>;

const ImageFailure = z.object({
	...InspectorError.shape,
	dataset: z.string().optional(),
	node: z.string().optional(),
});
export type ImageFailure = z.infer<typeof ImageFailure>;

/** A field is missing where the image does not have what it is read from; then a failure says why. */
const ImageContent = z.object({
	root: z.string().nullable().describe('folder of the project that kedro opens in the working folder'),
	elsewhere: z.string().nullable().describe('another folder with a project'),
	temporary: z.boolean().describe('whether there is a folder for temporary files'),
	failures: z.array(ImageFailure),
	kedro: z.string().optional(),
	environments: z.array(z.string()).nullish().describe('null without a configuration folder'),
	files: z.array(z.string()).optional().describe('files of the environment that hold more than comments'),
	notWritable: z.array(z.string()).optional(),
	notices: Project.shape.notices.optional(),
	pipelines: z.array(z.string()).optional(),
	nodes: z
		.array(z.object({name: z.string(), inputs: z.array(z.string()), outputs: z.array(z.string())}))
		.optional()
		.describe('nodes of the selected pipeline'),
	runOptions: z
		.array(z.string())
		.nullish()
		.describe('options of `kedro run`: empty where it takes any, null where there is no such command'),
	datasets: z.array(z.string()).optional().describe('the requested datasets that the catalog describes'),
	parameters: z.array(z.string()).optional(),
});
export type ImageContent = z.infer<typeof ImageContent>;

/** The lines of the answer. */
export const ImageLine = z.union([ImageContainer, z.object({image: ImageContent}), z.object({error: InspectorError})]);
