// The sections of kubeflow.yaml that have settings for each node, or for `__default__`.
import {defined} from '../../system/defined.ts';
import {entriesOf, type Exact, isList} from '../../system/exact-values.ts';
import {own} from '../../system/own.ts';
import type {Target} from './map-run.ts';

export type NodeTarget = Target & {
	/** The key below the name of the node in the section; none for the whole of it. */
	readonly key?: string;
};

type Convert = (value: Exact) => readonly NodeTarget[];

const amounts: Convert = value =>
	entriesOf(value).map(([key, amount]) => {
		if (key === 'cpu' || key === 'memory') return {key, path: [key], value: amount};
		if (key === 'nvidia.com/gpu') return {key, path: ['gpu'], value: count(amount)};
		if (/\/.*gpu/.test(key)) return {key, path: ['gpu'], value: {type: key, count: count(amount)}};
		return {key, note: 'kfp.yml has cpu, memory and gpu only'};
	});

/** `"1"` is a number to Kubernetes. */
const count = (value: Exact): Exact => (typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : value);

const tolerations: Convert = value => {
	if (!isList(value) || value.length === 0)
		return [{note: 'is empty: kfp.yml adds the tolerations of a node to those of __default__'}];
	const kept = value.map(item => Object.fromEntries(entriesOf(item).filter(([, inner]) => inner !== null)));
	return [{path: ['tolerations'], value: kept}];
};

const retryKeys: Readonly<Record<string, 'count' | 'wait' | 'factor'>> = {
	num_retries: 'count',
	backoff_duration: 'wait',
	backoff_factor: 'factor',
};

const retries: Convert = value => {
	const known = entriesOf(value).flatMap(([key, part]) =>
		own(retryKeys, key) === undefined || part === null ? [] : [[own(retryKeys, key) ?? '', part] as const],
	);
	const others = entriesOf(value)
		.filter(([key]) => own(retryKeys, key) === undefined)
		.map(([key]) => ({key, note: 'kfp.yml has the number of retries, the first wait and its factor'}));
	const number = known.find(([key]) => key === 'count')?.[1];
	if (number === undefined)
		return [
			...known.map(() => ({note: 'has no num_retries: the plugin tries nothing again then'})).slice(0, 1),
			...others,
		];
	return [
		known.length === 1
			? {key: 'num_retries', path: ['retries'], value: number}
			: {path: ['retries'], value: Object.fromEntries(known), note: 'at most an hour between two tries'},
		...others,
	];
};

const selector: Convert = value =>
	entriesOf(value).map(([key, label]) => ({key, path: ['node_selector', key], value: label}));

const affinity: Convert = value => {
	const labels = requiredLabels(value);
	if (labels === undefined)
		return [{note: 'kfp.yml has node_selector only: labels that a node must have, each with one value'}];
	return labels.map(([label, text]) => ({path: ['node_selector', label], value: text}));
};

/** The labels of a node affinity that says no more than a node selector can. */
function requiredLabels(affinity: Exact): readonly (readonly [string, Exact])[] | undefined {
	const [only, ...others] = entriesOf(affinity);
	const required = only?.[0] === 'node_affinity' && others.length === 0 ? entriesOf(only[1]) : [];
	const [rule, ...more] = required;
	if (rule === undefined || more.length > 0 || !rule[0].startsWith('required')) return undefined;
	const terms = get(rule[1], 'node_selector_terms', 'nodeSelectorTerms');
	const [term, ...rest] = terms !== undefined && isList(terms) ? terms : [];
	const expressions = term === undefined ? undefined : get(term, 'match_expressions', 'matchExpressions');
	if (rest.length > 0 || term === undefined || entriesOf(term).length !== 1) return undefined;
	if (expressions === undefined || !isList(expressions)) return undefined;
	const labels = expressions.map(expression => {
		const [key, operator, values] = [get(expression, 'key'), get(expression, 'operator'), get(expression, 'values')];
		const value = values !== undefined && isList(values) && values.length === 1 ? values[0] : undefined;
		return typeof key === 'string' && operator === 'In' && value !== undefined && typeof value !== 'object'
			? ([key, String(value)] as const)
			: undefined;
	});
	const known = labels.filter(label => label !== undefined);
	return known.length === labels.length && known.length > 0 ? known : undefined;
}

const volumes: Convert = value => {
	const targets = (isList(value) ? value : []).map((item, index) => volume(item, String(index)));
	// Several of them are one list in kfp.yml.
	const lists = ['volumes', 'secrets', 'config_maps', 'empty_dirs'].flatMap((name): readonly NodeTarget[] => {
		const own = targets
			.filter(({path}) => path?.[0] === name)
			.flatMap(({value: one}) => (one === undefined ? [] : [one]));
		return own.length === 0 ? [] : [{path: [name], value: own}];
	});
	const others = targets.filter(({path}) => path === undefined || path[0] === 'shared_memory');
	return [...lists, ...others];
};

function volume(item: Exact, key: string): NodeTarget {
	const path = get(item, 'mount_path') ?? '';
	const spec = get(item, 'volume') ?? {};
	const nameIn = (kind: string, name: string): Exact | undefined => {
		const params = get(get(spec, kind) ?? {}, 'params');
		return params === undefined ? undefined : get(params, name);
	};
	const claim = nameIn('persistent_volume_claim', 'claim_name');
	if (claim !== undefined) return {key, path: ['volumes'], value: {claim, path}};
	const secret = nameIn('secret', 'secret_name');
	if (secret !== undefined) return {key, path: ['secrets'], value: {name: secret, path}};
	const map = nameIn('config_map', 'name');
	if (map !== undefined) return {key, path: ['config_maps'], value: {name: map, path}};
	const empty = get(spec, 'empty_dir');
	if (empty !== undefined) return {key, ...emptyFolder(path, get(empty, 'params') ?? {})};
	const kinds = entriesOf(spec).flatMap(([name]) => (name === 'name' ? [] : [name]));
	return {key, note: `kfp.yml has no volume of the kind ${kinds.join(', ') || '?'} (${JSON.stringify(path)})`};
}

function emptyFolder(path: Exact, params: Exact): Target {
	const [size, medium] = [get(params, 'size_limit'), get(params, 'medium')];
	if (path === '/dev/shm' && size !== undefined) return {path: ['shared_memory'], value: size};
	return {
		path: ['empty_dirs'],
		value: {path, ...defined({size, medium: medium === '' ? undefined : medium})},
	};
}

const get = (value: Exact, ...names: readonly string[]): Exact | undefined =>
	entriesOf(value).find(([name]) => names.includes(name))?.[1];

/** By the key in `run_config`. */
export const nodeSections: Readonly<Record<string, Convert>> = {
	resources: amounts,
	tolerations,
	retry_policy: retries,
	affinity,
	node_selector: selector,
	node_selectors: selector,
	extra_volumes: volumes,
};
