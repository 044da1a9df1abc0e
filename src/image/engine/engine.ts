// What a build, a push and a container ask of a container engine, the same for all of them.
import type {BuildSecret} from '../build-inputs.ts';
import type {Container, ContainerOptions} from './container.ts';

export type BuildOptions = {
	/** The staged context. */
	readonly folder: string;
	/** Path of the Dockerfile; it need not be in the folder. */
	readonly dockerfile: string;
	readonly tags: readonly string[];
	/** Such as `linux/amd64`. */
	readonly platform: string;
	readonly labels?: Readonly<Record<string, string>>;
	/** Only for an engine that takes them. A value is never an argument: the engine reads the variable or the file. */
	readonly secrets?: readonly BuildSecret[];
	/** Names of variables that hold proxies. */
	readonly proxies?: readonly string[];
	readonly onLine: (line: string) => void;
	readonly signal?: AbortSignal;
};

export type PushOptions = {
	readonly reference: string;
	readonly onLine: (line: string) => void;
	readonly signal?: AbortSignal;
};

export type SaveOptions = {
	readonly reference: string;
	/** Path of the archive, which does not exist yet. */
	readonly archive: string;
	readonly platform?: string;
	readonly signal?: AbortSignal;
};

/** All functions throw WizardError: `denied`, or `outside` with the next command. */
export interface Engine {
	readonly name: EngineName;
	readonly version: string;
	/** Whether a build can be given secrets. */
	readonly takesSecrets: boolean;
	/** Builds and tags the image, and checks that it is for the platform. */
	build(options: BuildOptions): Promise<void>;
	/** Pushes the image. The digest is the one of the manifest in the registry, as the engine reports it. */
	push(options: PushOptions): Promise<{readonly digest: string}>;
	/** The id of a local image. */
	has(reference: string): Promise<string | undefined>;
	/** A container of a local image, not started yet. Whoever runs it removes it. */
	container(options: ContainerOptions): Promise<Container>;
	/** Writes a local image to an archive that other engines load. `platform`: without the parts for others. */
	save(options: SaveOptions): Promise<void>;
	/** Removes this name of a local image, and the image where it has no other. A missing one counts as removed. */
	remove(reference: string): Promise<void>;
}

/** The supported engines, in the order in which they are tried. */
export const engineNames = ['docker', 'podman', 'nerdctl', 'buildah'] as const;
export type EngineName = (typeof engineNames)[number];
