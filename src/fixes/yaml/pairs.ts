// The pairs of a YAML mapping by their keys.
import {isMap, isScalar, type Pair, type YAMLMap} from 'yaml';

export const keyOf = ({key}: Pair): string => (isScalar(key) ? String(key.value) : typeof key === 'string' ? key : '');

export const findPair = (map: YAMLMap | undefined, key: string): Pair | undefined =>
	map?.items.find(pair => keyOf(pair) === key);

/** What is at the end of a path of keys; `undefined` where a part of it is missing. */
export const valueAt = (node: unknown, keys: readonly string[]): unknown =>
	keys.reduce<unknown>((at, key) => (isMap(at) ? findPair(at, key)?.value : undefined), node);
