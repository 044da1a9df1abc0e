// Which project a resource was created for: the ids of a project, and the mark of a resource that has them.
import type {NextCommand} from './errors.ts';

export type ProjectIdentity = {
	/** The project's name for people. */
	readonly name: string;
	/**
	 * What says which project it is: `project_id`, the first commit of the repository, its remote where a clone lacks that
	 * commit, or only the folder.
	 */
	readonly by: 'setting' | 'history' | 'remote' | 'folder';
	/** Where that was found, as the source of a value on the plan. */
	readonly source: string;
	/** The ids that resources are marked with; any of them recognises the project. */
	readonly ids: readonly [string, ...string[]];
	/** Further ids that recognise what was created earlier. */
	readonly earlier: readonly string[];
	/** The id by the name of the package alone, with which kfp-wizard 0.1.0 marked everything. */
	readonly former: string;
};

/** Whose a resource is. `former`: created by kfp-wizard 0.1.0 for a project of this name. */
export type Owner = 'this' | 'former' | 'other';

/** Between the ids of a mark: no id contains it, and the value of a label may. */
const between = '_';

/** The value of a label, and the marker in a description: at most 63 letters, digits, `-`, `_` and `.`. */
export const markOf = ({ids}: ProjectIdentity): string => ids.join(between);

const idsIn = (mark: string): readonly string[] => mark.split(between);

export function ownerOf(mark: string, {ids, earlier, former}: ProjectIdentity): Owner {
	const marked = idsIn(mark);
	if (marked.some(id => ids.includes(id) || earlier.includes(id))) return 'this';
	return mark === former ? 'former' : 'other';
}

/** Whether the project may change what has this owner; `undefined`: kfp-wizard did not create it. */
export const isOwned = (owner: Owner | undefined): boolean => owner === 'this' || owner === 'former';

/** Whether kfp-wizard 0.1.0 wrote the mark: 12 hex digits, without the kind of id before them. */
export const isFormerMark = (mark: string): boolean => /^[0-9a-f]{12}$/.test(mark);

/** The identity that also recognises what has this mark. */
export const withMark = (identity: ProjectIdentity, mark: string): ProjectIdentity =>
	isFormerMark(mark) ? identity : {...identity, earlier: [...identity.earlier, ...idsIn(mark)]};

/** Who created what the project does not own, by its mark. */
export const creatorOf = (mark: string | undefined): string =>
	mark === undefined ? 'not created by kfp-wizard' : 'created by kfp-wizard for another project';

/** In words, for what has the mark of 0.1.0. */
export const createdByFormer = 'created by kfp-wizard 0.1.0 for a project of this name';

/** The id in the mark of another project that makes that project this one; `undefined` for what is not a valid id. */
export const claimedId = (mark: string): string | undefined =>
	idsIn(mark).find(id => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(id));

/** The next command where a resource has the mark of another project. */
export function claim(mark: string): readonly NextCommand[] {
	const id = claimedId(mark);
	if (id === undefined) return [];
	return [{command: `kfp-wizard deploy --project-id ${id}`, when: 'to continue it, if it is the same project'}];
}

/** What makes it easy to be taken for another project; `undefined` where nothing does. */
export const weakness = ({by, source}: ProjectIdentity): string | undefined =>
	by === 'folder' || by === 'remote'
		? `kfp-wizard knows this project by ${source.replace(/^detected: /, '')}. project_id in the kfp.yml of the base environment says which project it is, wherever it is deployed from.`
		: undefined;
