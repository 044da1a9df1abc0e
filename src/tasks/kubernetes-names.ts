// Kubernetes-safe names for Kedro's: the same names give the same keys, whatever their order.
import {createHash} from 'node:crypto';

/** The server takes 121 characters (it appends `-driver`); 100 leaves room for what a reader puts around a key. */
const keyLimit = 100;

/**
 * Names that mean something else beside a task: KFP adds a task `<key>-driver` for each `<key>`, calls rows of a run
 * `root` and `executor`, and `group-<n>` is how large pipelines are divided.
 */
const reserved = /^(?:root|executor|group-\d+)$|-driver$/;

/**
 * Task keys for Kedro node names: `[a-z][a-z0-9-]*` without a dash at the end, at most 100 characters, unique. A name
 * that is spelled like its key keeps it; a cut name and one that shares its key carry a hash of the original name.
 */
export function taskNames(names: readonly string[]): ReadonlyMap<string, string> {
	const shared = new Set(collisions(names).flat());
	const distinct = [...new Set(names)].sort();
	for (let round = 0; ; round++) {
		const keys = new Map(distinct.map(name => [name, key(name, shared.has(name), round)]));
		if (new Set(keys.values()).size === keys.size) return keys;
	}
}

/** Groups of names that come out as the same key before hashes tell them apart; sorted. */
export function collisions(names: readonly string[]): readonly (readonly string[])[] {
	const groups = new Map<string, string[]>();
	for (const name of [...new Set(names)].sort()) {
		const plain = cleaned(name, 'task');
		groups.set(plain, [...(groups.get(plain) ?? []), name]);
	}
	return [...groups.values()].filter(group => group.length > 1);
}

/** A name for a pipeline on KFP, `[a-z][a-z0-9-]*`, at most `limit` characters; a cut one ends with a hash of the text. */
export function slug(text: string, limit = 127): string {
	const plain = cleaned(text, 'pipeline');
	return plain.length > limit ? withHash(plain, shortHash(text), limit) : plain;
}

function key(name: string, shared: boolean, round: number): string {
	const plain = cleaned(name, 'task');
	const keep = plain.length <= keyLimit && !reserved.test(plain) && (!shared || plain === name);
	// A later round is for the case that a hash made two keys equal, or equal to a name that looks like one.
	return keep ? plain : withHash(plain, shortHash(round === 0 ? name : `${name}\n${round}`), keyLimit);
}

/** Lower case ASCII letters, digits and single dashes, first a letter; `<word>-<hash>` when nothing is left. */
function cleaned(name: string, word: string): string {
	const plain = name
		.normalize('NFKD')
		.toLowerCase()
		.replaceAll(/[^\u0000-\u007F]/g, '')
		.replaceAll(/[^a-z0-9]+/g, '-')
		.replaceAll(/^-|-$/g, '');
	if (plain === '') return `${word}-${shortHash(name)}`;
	return /^[a-z]/.test(plain) ? plain : `${word}-${plain}`;
}

function withHash(plain: string, hash: string, limit: number): string {
	return `${plain.slice(0, limit - hash.length - 1).replace(/-+$/, '')}-${hash}`;
}

function shortHash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 6);
}
