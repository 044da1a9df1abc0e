// What teardown knows of a resource: its name, who created it, what must go before it, and how it is removed.
import type {ProjectIdentity} from '../../system/project-identity.ts';

/**
 * In the order in which they are removed: what uses another resource goes before it, and what only the versions name (images,
 * Secrets) before them, so that the next teardown finds it where this one is killed.
 */
export const kinds = ['run', 'recurring', 'image', 'secret', 'version', 'pipeline', 'experiment', 'spec'] as const;
export type Kind = (typeof kinds)[number];

export type TeardownProject = ProjectIdentity & {readonly root: string};

/** What a removal reports while it waits. */
export type Removing = {
	readonly signal: AbortSignal;
	/** `done` and `total`: seconds. */
	readonly progress: (what: string, done: number, total: number) => void;
};

type Common = {
	readonly kind: Kind;
	/** `run/ID`, `recurring/ID`, `image/REF`, `version/NAME`, `pipeline/NAME`, `experiment/NAME`, `secret/NAME`, `spec/PATH`. */
	readonly name: string;
	/** What it is, or why it is left unchanged. */
	readonly detail: string;
};

export type CreatedResource = Common & {
	readonly origin: 'created';
	/** Why `--all` and `--keep` leave it; it is removed where it is named or marked in the menu. */
	readonly spared?: string;
	/** Names of resources: as long as one of them could not be removed, this one stays, since it is what finds them. */
	readonly after?: readonly string[];
	/** Names of resources that go with this one. */
	readonly includes?: readonly string[];
	/** Each is a resource that uses this one, by the names that remove it: as long as one stays, this one does. */
	readonly usedBy?: readonly (readonly string[])[];
	/** Removes it; a missing one counts as removed. Why it is left unchanged, where it must be. */
	readonly remove: (removing: Removing) => Promise<string | undefined>;
};

/** Not created by kfp-wizard, or that cannot be found out: it is never removed. */
export type ForeignResource = Common & {readonly origin: 'other' | 'unknown'};

export type Resource = CreatedResource | ForeignResource;

export const isCreated = (resource: Resource): resource is CreatedResource => resource.origin === 'created';

/** The mark of 0.1.0 does not tell two projects of one name apart: only the user can, who consents with the id in it. */
export const spareFormer = (isFormer: boolean, {former}: ProjectIdentity): Pick<CreatedResource, 'spared'> =>
	isFormer
		? {
				spared: `kfp-wizard 0.1.0 marked it with the project's name alone; if it belongs to this project, use --project-id ${former}`,
			}
		: {};

/** It has no mark of kfp-wizard, or that of another project. */
export const notCreated = 'not created by kfp-wizard for this project';

export const namesOf = (kind: Kind, names: readonly string[]): readonly string[] =>
	names.filter(name => name.startsWith(`${kind}/`)).map(name => name.slice(kind.length + 1));
