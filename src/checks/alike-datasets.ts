// Factory patterns for many datasets in memory that get the same entry and whose names differ in one part: `part_{name}`.
import type {Project} from '../schema/project.ts';
import {isBelow} from '../system/version.ts';
import {chooseStorageType} from './storage-type.ts';

export type Alike = {
	/** Such as `part_{name}`. */
	readonly pattern: string;
	readonly names: readonly string[];
};

type Fixed = {readonly prefix: string; readonly suffix: string};

/** Below, an entry for each is easier to read. */
const fewest = 8;

/**
 * The pattern for each name that has one. A pattern matches no other dataset: that would move one that should stay where it is.
 * @param names datasets that are to be stored
 */
export function alikeDatasets(names: readonly string[], project: Project): ReadonlyMap<string, Alike> {
	const found = new Map<string, Alike>();
	// Kedro has factories from this version on.
	if (isBelow(project.kedro, [0, 18, 12])) return found;
	const entries = new Set(project.datasets.filter(({source}) => source === 'entry').map(({name}) => name));
	const others = project.datasets.map(({name}) => name).filter(name => !entries.has(name));
	for (const group of byStorage(
		names.filter(name => /^[\w.-]+$/.test(name) && !entries.has(name)),
		project,
	)) {
		for (const {fixed, members} of candidates(group)) {
			const open = members.filter(name => !found.has(name));
			if (open.length < fewest) continue;
			const own = new Set(open);
			if (others.some(name => !own.has(name) && matches(name, fixed))) continue;
			const alike = {pattern: `${fixed.prefix}{name}${fixed.suffix}`, names: open};
			for (const name of open) found.set(name, alike);
		}
	}
	return found;
}

/** Names whose entries would be the same but for the name. */
function byStorage(names: readonly string[], project: Project): readonly (readonly string[])[] {
	const groups = new Map<string, string[]>();
	for (const name of new Set(names)) {
		const storage = chooseStorageType(name, project);
		if (storage === undefined || storage.why !== undefined) continue;
		const key = JSON.stringify(storage);
		groups.set(key, [...(groups.get(key) ?? []), name]);
	}
	return [...groups.values()].filter(group => group.length >= fewest);
}

/** What names have in common at their start and end, those of most names first, then the longest. */
function candidates(names: readonly string[]): readonly {readonly fixed: Fixed; readonly members: readonly string[]}[] {
	const all = new Map<string, {fixed: Fixed; members: string[]}>();
	for (const name of names) {
		const parts = name.match(/\d+|[A-Za-z]+|[^A-Za-z\d]/g) ?? [];
		for (let start = 0; start < parts.length; start++) {
			for (let end = start + 1; end <= parts.length; end++) {
				const fixed = {prefix: parts.slice(0, start).join(''), suffix: parts.slice(end).join('')};
				if (lengthOf(fixed) < 3) continue;
				const key = `${fixed.prefix}{}${fixed.suffix}`;
				const known = all.get(key) ?? {fixed, members: []};
				known.members.push(name);
				all.set(key, known);
			}
		}
	}
	return [...all.values()]
		.filter(({members}) => members.length >= fewest)
		.sort((a, b) => b.members.length - a.members.length || whole(b.fixed) - whole(a.fixed));
}

/** Without separators: they say nothing. */
const lengthOf = ({prefix, suffix}: Fixed): number => (prefix + suffix).replaceAll(/[^A-Za-z\d]/g, '').length;

const whole = ({prefix, suffix}: Fixed): number => prefix.length + suffix.length;

/** As Kedro does, which does not look at upper and lower case. */
function matches(name: string, {prefix, suffix}: Fixed): boolean {
	const lower = name.toLowerCase();
	return (
		name.length > prefix.length + suffix.length &&
		lower.startsWith(prefix.toLowerCase()) &&
		lower.endsWith(suffix.toLowerCase())
	);
}
