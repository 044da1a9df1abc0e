// Kubernetes-safe names for Kedro's names. The order of the names does not matter.
import {sha256} from '../system/digest.ts';
import {byCodeUnit} from '../system/order.ts';

/** The server accepts 121 characters (it appends `-driver`); 100 leaves room for readers that add to a key. */
const keyLimit = 100;

/**
 * Names with another meaning in a run: KFP adds a task `<key>-driver` for each `<key>` and calls rows of a run `root` and
 * `executor`; `group-<n>` are the sub-DAGs of large pipelines.
 */
const reserved = /^(?:root|executor|group-\d+)$|-driver$/;

/**
 * Task keys for Kedro node names: `[a-z][a-z0-9-]*` without a dash at the end, at most 100 characters, unique. A name
 * that equals its key keeps it; a shortened name and one that shares its key get a hash of the original name.
 */
export function taskNames(names: readonly string[]): ReadonlyMap<string, string> {
	const shared = new Set(collisions(names).flat());
	const distinct = [...new Set(names)].sort(byCodeUnit);
	for (let round = 0; ; round++) {
		const keys = new Map(distinct.map(name => [name, key(name, shared.has(name), round)]));
		if (new Set(keys.values()).size === keys.size) return keys;
	}
}

/** Groups of names that have the same key before a hash is added; sorted. */
export function collisions(names: readonly string[]): readonly (readonly string[])[] {
	const groups = new Map<string, string[]>();
	for (const name of [...new Set(names)].sort(byCodeUnit)) {
		const plain = cleaned(name, 'task');
		groups.set(plain, [...(groups.get(plain) ?? []), name]);
	}
	return [...groups.values()].filter(group => group.length > 1);
}

/** A name for a pipeline on KFP, `[a-z][a-z0-9-]*`, at most `limit` characters; a shortened one ends with a hash of the text. */
export function slug(text: string, limit = 127): string {
	const plain = cleaned(text, 'pipeline');
	return plain.length > limit ? withHash(plain, shortHash(text), limit) : plain;
}

function key(name: string, shared: boolean, round: number): string {
	const plain = cleaned(name, 'task');
	const keep = plain.length <= keyLimit && !reserved.test(plain) && (!shared || plain === name);
	// A later round is only needed when a hash makes two keys equal, or equal to another name.
	return keep ? plain : withHash(plain, shortHash(round === 0 ? name : `${name}\n${round}`), keyLimit);
}

/** Lower case ASCII letters, digits and single dashes, first a letter; `<word>-<hash>` where no character remains. */
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

const shortHash = (text: string): string => sha256(text, 6);
