// What a rehearsed task hands over: in place of Kubeflow it writes to a folder, from which it is read.
import {existsSync} from 'node:fs';
import * as z from 'zod';
import {artifactFile, executorInput, executorInputPlaceholder, outputFile} from '../pipeline-spec/executor-input.ts';
import type {Execution} from '../pipeline-spec/read-spec.ts';
import {readText} from '../system/files.ts';
import {TaskArtifact} from '../schema/artifact.ts';

/** The execution with what KFP would describe to its task, for artifacts below a folder. */
export function withExecutorInput(execution: Execution, folder: string): Execution {
	const {artifacts = [], command} = execution;
	if (artifacts.length === 0) return execution;
	const input = executorInput(artifacts, folder);
	return {...execution, command: command.map(word => (word === executorInputPlaceholder ? input : word))};
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
	const text = await readText(outputFile(folder));
	if (text === undefined) return [];
	const {artifacts: handed} = Output.parse(JSON.parse(text));
	return artifacts.flatMap((artifact): readonly TaskArtifact[] => {
		const found = handed[artifact.name];
		if (found === undefined) return [];
		if (artifact.kind === 'metrics') return [{...artifact, values: found.artifacts[0]?.metadata ?? {}}];
		const file = artifactFile(artifact, folder);
		return existsSync(file) ? [{...artifact, file}] : [];
	});
}
