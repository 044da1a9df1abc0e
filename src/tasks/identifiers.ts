// Names that Kubeflow accepts for inputs and artifacts: lower-case letters, digits and `_`, first a letter.
import {sha256} from '../system/digest.ts';

/** A name for each key, by the rule of KFP's SDK. A key whose name another key has too, or that is reserved, gets a hash. */
export function identifiers(keys: readonly string[], reserved: readonly string[] = []): ReadonlyMap<string, string> {
	const plain = (key: string): string =>
		key
			.toLowerCase()
			.replaceAll(/[^a-z0-9_]+/g, '_')
			.replaceAll(/^_+|_+$/g, '');
	const count = (name: string): number => keys.filter(key => plain(key) === name).length;
	return new Map(
		keys.map(key => {
			const name = plain(key);
			const isFree = /^[a-z]/.test(name) && !reserved.includes(name) && count(name) === 1;
			return [key, isFree ? name : `${/^[a-z]/.test(name) ? name : `p_${name}`}_${sha256(key, 6)}`];
		}),
	);
}
