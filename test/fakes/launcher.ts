// Runs the command of a task as the launcher of KFP 2.17 does, and takes over what the task hands over. Held to a recording.
import {existsSync} from 'node:fs';
import {mkdir, readFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import * as z from 'zod';
import {run, type RunOptions} from '../../src/system/exec.ts';

const artifact = z.strictObject({
	name: z.string(),
	type: z.strictObject({schemaTitle: z.string(), schemaVersion: z.string().optional()}),
	uri: z.string(),
	// ML Metadata has no null: the launcher fails the task.
	metadata: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])).optional(),
});
const artifacts = z.record(z.string(), z.strictObject({artifacts: z.array(artifact).length(1)}));

/** What a task gets in place of `{{$}}`. */
export const ExecutorInput = z.strictObject({
	inputs: z.strictObject({parameterValues: z.record(z.string(), z.unknown()).optional()}),
	outputs: z.strictObject({artifacts, outputFile: z.string()}),
});
export type ExecutorInput = z.infer<typeof ExecutorInput>;

const ExecutorOutput = z.strictObject({artifacts: artifacts.default({})});

export type Launched = {
	readonly exitCode: number;
	readonly log: string;
	/** As ML Metadata has them then; the file as the object store has it. Only of a task that succeeded. */
	readonly artifacts: Readonly<
		Record<string, {readonly type: string; readonly metadata: object; readonly file: string | undefined}>
	>;
};

/** The same with the files below a folder, where a container has them below `/minio`. */
export const below = (folder: string, input: ExecutorInput): ExecutorInput =>
	ExecutorInput.parse(
		JSON.parse(
			JSON.stringify(input)
				.replaceAll('minio://', `file://${folder}/minio/`)
				.replaceAll('"/minio/', `"${folder}/minio/`),
		),
	);

/** `words`: the command and the arguments of the spec. */
export async function launch(words: readonly string[], input: ExecutorInput, options: RunOptions): Promise<Launched> {
	const {inputs, outputs} = input;
	const [file = '', ...args] = words.map(word =>
		Object.entries(inputs.parameterValues ?? {}).reduce(
			(text, [name, value]) => text.replaceAll(`{{$.inputs.parameters['${name}']}}`, () => String(value)),
			word.replaceAll('{{$}}', () => JSON.stringify(input)),
		),
	);
	const pathOf = (uri: string): string => uri.slice('file://'.length);
	const declared = Object.entries(outputs.artifacts).flatMap(
		([
			name,
			{
				artifacts: [one],
			},
		]) => (one === undefined || name === 'executor-logs' ? [] : [[name, one] as const]),
	);
	for (const [, {uri}] of declared) await mkdir(dirname(pathOf(uri)), {recursive: true});
	const {exitCode, stdout, stderr} = await run(file, args, options);
	const ended = {exitCode, log: stdout + stderr};
	if (exitCode !== 0) return {...ended, artifacts: {}};
	const written = existsSync(outputs.outputFile)
		? ExecutorOutput.parse(JSON.parse(await readFile(outputs.outputFile, 'utf8')))
		: {artifacts: {}};
	const taken = await Promise.all(
		declared.map(async ([name, one]) => {
			const {uri = one.uri, metadata = {}} = written.artifacts[name]?.artifacts[0] ?? {};
			const path = pathOf(uri);
			const content = existsSync(path) ? await readFile(path, 'utf8') : undefined;
			return [name, {type: one.type.schemaTitle, metadata, file: content}] as const;
		}),
	);
	return {...ended, artifacts: Object.fromEntries(taken)};
}
