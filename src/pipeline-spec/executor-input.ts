// How KFP v2 describes a task to its command: which artifacts it hands over, and the file of each. Written where no KFP does.
import type {Artifact} from '../schema/artifact.ts';
import {artifactType} from './kfp/artifact-definitions.ts';

/** The text that KFP replaces with it, one whole argument; what a read spec has in both formats. */
export const executorInputPlaceholder = '{{$}}';

const suffixes: Readonly<Record<Artifact['kind'], string>> = {metrics: '', html: '.html', markdown: '.md'};

/** The file of an artifact in a folder; an absolute path. */
export const artifactFile = ({name, kind}: Artifact, folder: string): string => `${folder}/${name}${suffixes[kind]}`;

/** The file in which the task lists what it has handed over. */
export const outputFile = (folder: string): string => `${folder}/output.json`;

/** Files that the pages of a v1 run read, in addition. */
export type V1Files = {readonly metrics: string; readonly pages: string};

export function executorInput(artifacts: readonly Artifact[], folder: string, v1?: V1Files): string {
	const described = artifacts.map(artifact => {
		const {name, kind} = artifact;
		const uri = `file://${artifactFile(artifact, folder)}`;
		return [name, {artifacts: [{name, type: artifactType(kind), uri}]}] as const;
	});
	const outputs = {artifacts: Object.fromEntries(described), outputFile: outputFile(folder)};
	return JSON.stringify({inputs: {}, outputs, v1});
}
