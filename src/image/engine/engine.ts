// Container engines behind one interface: finding one that works, and what a build and a push ask of it.
import {findProgram} from '../../system/exec.ts';
import {WizardError} from '../../system/errors.ts';
import {buildah, podman} from './podman.ts';
import {docker, nerdctl} from './docker.ts';
import type {Tool} from './program.ts';

export type BuildOptions = {
	/** The staged context. */
	readonly folder: string;
	/** Path of the Dockerfile; it need not be in the folder. */
	readonly dockerfile: string;
	readonly tags: readonly string[];
	/** Such as `linux/amd64`. */
	readonly platform: string;
	readonly buildArguments?: Readonly<Record<string, string>>;
	readonly onLine: (line: string) => void;
	readonly signal?: AbortSignal;
};

export type PushOptions = {
	readonly reference: string;
	readonly onLine: (line: string) => void;
	readonly signal?: AbortSignal;
};

/** All its functions throw WizardError: `denied`, or `outside` with the next command. */
export interface Engine {
	readonly name: EngineName;
	readonly version: string;
	/** Builds, tags, and makes sure that the image is for the platform. */
	build(options: BuildOptions): Promise<void>;
	/** Pushes; the digest is the one of the manifest in the registry, as the engine reports it. */
	push(options: PushOptions): Promise<{readonly digest: string}>;
	/** The id of a local image. */
	has(reference: string): Promise<string | undefined>;
	tag(from: string, to: string): Promise<void>;
}

export const engineNames = ['docker', 'podman', 'nerdctl', 'buildah'] as const;
export type EngineName = (typeof engineNames)[number];

type Connect = (tool: Tool) => Promise<Engine>;
const connect: Readonly<Record<EngineName, Connect>> = {docker, podman, nerdctl, buildah};

/**
 * The named engine, or the first that is installed and answers: docker, podman, nerdctl, buildah. Variables such as
 * DOCKER_HOST count as for the engine itself.
 * @throws WizardError `usage` for an unknown name, `outside` when none can be used; the first installed one tells why.
 */
export async function findEngine(name: string | undefined, env: NodeJS.ProcessEnv = process.env): Promise<Engine> {
	let trouble: WizardError | undefined;
	for (const candidate of name === undefined ? engineNames : [known(name)]) {
		const path = await findProgram(candidate, env['PATH'] ?? '');
		if (path === undefined) continue;
		try {
			return await connect[candidate]({name: candidate, path, env});
		} catch (error) {
			if (!(error instanceof WizardError) || error.kind === 'cancelled') throw error;
			trouble ??= error;
		}
	}
	throw trouble ?? missing(name);
}

function known(name: string): EngineName {
	const found = engineNames.find(candidate => candidate === name);
	if (found !== undefined) return found;
	throw new WizardError('usage', `${name} is not a container engine that can be used here`, {
		code: 'UNKNOWN_ENGINE',
		detail: `There are ${engineNames.join(', ')}.`,
	});
}

function missing(name: string | undefined): WizardError {
	return new WizardError(
		'outside',
		`${name ?? 'No container engine'} is ${name === undefined ? '' : 'not '}installed`,
		{
			code: 'ENGINE_MISSING',
			detail: 'Docker and Podman both do: https://docs.docker.com/get-docker/ or https://podman.io/docs/installation',
			next: [
				{command: 'kfp-wizard deploy --no-build --image REF', when: 'to use an image that is in a registry already'},
			],
		},
	);
}
