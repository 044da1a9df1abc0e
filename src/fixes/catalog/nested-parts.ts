// The mappings inside a catalog entry: the datasets that it wraps, and the checkpoint of an IncrementalDataset.
import {isMap, type YAMLMap} from 'yaml';
import {keyOf} from '../yaml/pairs.ts';

/** Parts of an entry that are no datasets. */
const others = ['credentials', 'metadata', 'load_args', 'save_args', 'fs_args'];

export type Part = {
	/** Its keys joined with dots, such as `dataset.checkpoint`. */
	readonly key: string;
	readonly map: YAMLMap;
};

/** Everything in which an entry may have a path or credentials, outermost first. */
export function nestedParts(entry: YAMLMap, above = ''): readonly Part[] {
	return entry.items.flatMap(pair => {
		const {value} = pair;
		if (!isMap(value) || others.includes(keyOf(pair))) return [];
		const key = `${above}${keyOf(pair)}`;
		return [{key, map: value}, ...nestedParts(value, `${key}.`)];
	});
}
