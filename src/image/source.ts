// What an image is made from: a Dockerfile, and the files that the build sends to the engine.
import {type BuildContext, readContext} from './context/context.ts';
import {type Dockerfile, readDockerfile} from './dockerfile/dockerfile.ts';
import type {DockerfileFacts} from './dockerfile/generate.ts';

export type ImageSource = {
	readonly dockerfile: Dockerfile;
	readonly context: BuildContext;
	/** Such as `linux/amd64`. */
	readonly platform: string;
};

/** `dockerfile`: a path relative to the project; default: its own, else a generated one. `exclude`: paths left out. */
export async function readSource(
	root: string,
	{
		dockerfile: path,
		facts,
		exclude,
		platform,
	}: {
		readonly dockerfile: string | undefined;
		readonly facts: DockerfileFacts;
		readonly exclude: readonly string[];
		readonly platform: string;
	},
): Promise<ImageSource> {
	const dockerfile = await readDockerfile(root, path, facts);
	return {
		dockerfile,
		context: await readContext({root, dockerfile, configuration: facts.confSource, exclude, platform}),
		platform,
	};
}
