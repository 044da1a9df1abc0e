// What a rehearsed task hands over: in place of Kubeflow it writes to a folder, from which it is read.
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import * as z from 'zod';
import {executorInputPlaceholder, titleOf} from '../pipeline-spec/kfp/artifact-definitions.ts';
import type {Execution} from '../pipeline-spec/read-spec.ts';
import {readText} from '../system/files.ts';
import {type Artifact, TaskArtifact} from '../schema/artifact.ts';

const outputFile = 'output.json';
const suffixes: Readonly<Record<Artifact['kind'], string>> = {metrics: '', html: '.html', markdown: '.md'};
const fileOf = ({name, kind}: Artifact, folder: string): string => join(folder, `${name}${suffixes[kind]}`);

/** The execution with what KFP would describe to its task, for artifacts below a folder. */
export function withExecutorInput(execution: Execution, folder: string): Execution {
	const {artifacts = [], command} = execution;
	if (artifacts.length === 0) return execution;
	const described = artifacts.map(artifact => {
		const type = {schemaTitle: titleOf(artifact.kind), schemaVersion: '0.0.1'};
		const uri = `file://${fileOf(artifact, folder)}`;
		return [artifact.name, {artifacts: [{name: artifact.name, type, uri}]}] as const;
	});
	const input = {
		inputs: {},
		outputs: {artifacts: Object.fromEntries(described), outputFile: join(folder, outputFile)},
	};
	return {
		...execution,
		command: command.map(word => (word === executorInputPlaceholder ? JSON.stringify(input) : word)),
	};
}

const Output = z.object({
	artifacts: z.record(
		z.string(),
		z.object({artifacts: z.array(z.object({metadata: TaskArtifact.shape.values})).min(1)}),
	),
});

/** What the task has handed over; nothing where it did not come so far. */
export async function readArtifacts({artifacts = []}: Execution, folder: string): Promise<readonly TaskArtifact[]> {
	if (artifacts.length === 0) return [];
	const text = await readText(join(folder, outputFile));
	if (text === undefined) return [];
	const {artifacts: handed} = Output.parse(JSON.parse(text));
	return artifacts.flatMap((artifact): readonly TaskArtifact[] => {
		const found = handed[artifact.name];
		if (found === undefined) return [];
		if (artifact.kind === 'metrics') return [{...artifact, values: found.artifacts[0]?.metadata ?? {}}];
		const file = fileOf(artifact, folder);
		return existsSync(file) ? [{...artifact, file}] : [];
	});
}
