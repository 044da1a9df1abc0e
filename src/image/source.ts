// What an image is made from: a Dockerfile, and the files that the build sends to the engine.
import {type BuildContext, readContextFor} from './context/context.ts';
import {type Dockerfile, readDockerfile} from './dockerfile/dockerfile.ts';
import type {DockerfileFacts} from './dockerfile/generate.ts';

export type ImageSource = {
	readonly dockerfile: Dockerfile;
	readonly context: BuildContext;
	/** Such as `linux/amd64`. */
	readonly platform: string;
};

export type SourceOptions = {
	/** A path relative to the project; default: its own, else a generated one. */
	readonly dockerfile: string | undefined;
	readonly facts: DockerfileFacts;
	/** Paths left out. */
	readonly exclude: readonly string[];
};

/** Reads what each platform has in common, which is all but the hash. */
export async function readSource(
	root: string,
	{dockerfile: path, facts, exclude}: SourceOptions,
): Promise<(platform: string) => ImageSource> {
	const dockerfile = await readDockerfile(root, path, facts);
	const contextFor = await readContextFor({root, dockerfile, configuration: facts.confSource, exclude});
	return platform => ({dockerfile, context: contextFor(platform), platform});
}
