// Data locations with the interpolations that the catalog uses already: `s3://${globals:bucket}/…` in place of `s3://shop/…`.
import {locationOf} from '../kedro/datasets.ts';
import type {Dataset, Project} from '../schema/project.ts';

type Prefix = {readonly written: string; readonly resolved: string};

/** The location as its neighbours in the catalog are written: with the longest start that some of them have in common with it. */
export function asNeighbours(location: string, project: Project): string {
	const found = prefixesIn(project)
		.map(prefix => inProtocolOf(location, prefix))
		.filter(({resolved}) => location.startsWith(`${resolved}/`))
		.toSorted((a, b) => b.resolved.length - a.resolved.length)[0];
	return found === undefined ? location : `${found.written}${location.slice(found.resolved.length)}`;
}

/** Each of thousands of datasets asks for them. */
const known = new WeakMap<Project, readonly Prefix[]>();

function prefixesIn(project: Project): readonly Prefix[] {
	const prefixes = known.get(project) ?? distinct(project.datasets.flatMap(dataset => prefixesOf(dataset, project)));
	known.set(project, prefixes);
	return prefixes;
}

const distinct = (prefixes: readonly Prefix[]): readonly Prefix[] => [
	...new Map(prefixes.map(prefix => [`${prefix.written}\n${prefix.resolved}`, prefix])).values(),
];

/** The starts of a location up to each of its slashes, as written and resolved; those without an interpolation are left out. */
function prefixesOf(dataset: Dataset, project: Project): readonly Prefix[] {
	const {written, pattern, template} = dataset;
	const resolved = pattern === null ? locationOf(dataset) : template;
	if (!written || !resolved || resolved.includes('${')) return [];
	const parts = written.split(/\/(?![^{}]*\})/);
	return parts.flatMap((_, index) => {
		const [head, rest] = [parts.slice(0, index + 1).join('/'), parts.slice(index + 1).join('/')];
		if (rest === '' || !head.includes('${') || !canBeRepeated(head, dataset, project)) return [];
		const [, value] = new RegExp(`^([a-z\\d]+://.+)/${asPattern(rest)}$`).exec(resolved) ?? [];
		return value === undefined ? [] : [{written: head, resolved: value}];
	});
}

/**
 * Whether another entry of the environment can have these interpolations. A resolver such as `globals:` has one value for all
 * entries; a variable without one exists in the files of one environment. The parameters of a run and placeholders vary.
 */
function canBeRepeated(head: string, {place}: Dataset, {configLoader, confSource, environment}: Project): boolean {
	const isOfEnvironment = place?.file.startsWith(`${confSource}/${environment}/`) === true;
	const names = [...head.matchAll(/\$\{([^{}]*)\}/g)].map(([, name = '']) => name.trim());
	if (/[{}]/.test(head.replaceAll(/\$\{[^{}]*\}/g, ''))) return false;
	return names.every(name =>
		name.includes(':')
			? !name.startsWith('runtime_params:')
			: configLoader === 'other' || (isOfEnvironment && !name.startsWith('.')),
	);
}

/** Matches what a text resolves to. */
const asPattern = (text: string): string =>
	text
		.split(/\$\{[^{}]*\}/)
		.map(part => part.replaceAll(/[^\w/]/g, '\\$&'))
		.join('[^/]+');

/** Spark reads the same bucket as `s3a://`. */
function inProtocolOf(location: string, {written, resolved}: Prefix): Prefix {
	const [own = ''] = /^s3[an]?:/.exec(location) ?? [];
	if (own === '' || !/^s3[an]?:/.test(written)) return {written, resolved};
	return {written: written.replace(/^s3[an]?:/, own), resolved: resolved.replace(/^s3[an]?:/, own)};
}
