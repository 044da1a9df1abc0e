// What only the default environment sets, such as conf/local, and which of it the tasks of another environment need.
import {datasetKind, isParameter} from '../kedro/datasets.ts';
import type {Dataset, DefaultOnly, KedroNode, Pipeline, Project} from '../schema/project.ts';
import {isSecretName} from '../system/secrecy/names.ts';
import {groupBy, unique} from './collections.ts';

/** The key of a value as Kedro names it: nested keys joined with dots. */
export const keyOfValue = ({keys}: DefaultOnly): string => keys.join('.');

/** The entry of the default environment for a dataset that has none in the chosen one. */
export const defaultEntry = (name: string, {defaultOnly = []}: Project): Dataset | undefined => {
	const found = defaultOnly.find(({kind, uses}) => kind === 'catalog' && uses.some(use => use.name === name));
	const entry = found?.entry ?? undefined;
	return datasetKind(entry, name) === 'memory' ? undefined : entry;
};

/** Whether the value of a parameter, with or without `params:`, is only there. */
export const isDefaultParameter = (name: string, {defaultOnly = []}: Project): boolean =>
	defaultOnly.some(value => value.kind === 'parameters' && isWithin(name.replace(/^params:/, ''), keyOfValue(value)));

/** Whether a global value is only there. */
export const isDefaultGlobal = (key: string, {defaultOnly = []}: Project): boolean =>
	defaultOnly.some(value => value.kind === 'globals' && isWithin(key, keyOfValue(value)));

/** Whether a key is another one, or inside it. */
export const isWithin = (key: string, outer: string, separator = '.'): boolean =>
	key === outer || key.startsWith(`${outer}${separator}`);

/** Values that something needs for the same reason; all of them are in one file. */
export type NeededValues = {
	readonly values: readonly DefaultOnly[];
	/** What needs them: an input of nodes, entries and parameters, or a kind of configuration. */
	readonly names: readonly string[];
	readonly readers: readonly KedroNode[];
	/** Whether Kedro stops without them. */
	readonly stops: boolean;
};

/** The values of parameters, globals and other configuration that the pipeline needs. */
export function neededValues(pipeline: Pipeline, {defaultOnly = []}: Project): readonly NeededValues[] {
	const inputs = unique(pipeline.nodes.flatMap(node => node.inputs)).filter(isParameter);
	const needs = defaultOnly.flatMap((value): readonly NeededValues[] => {
		switch (value.kind) {
			case 'catalog':
				return [];
			case 'parameters':
				return ofParameter(value, inputs);
			case 'globals':
				return ofGlobal(value, pipeline, inputs);
			default:
				return [{values: [value], names: [value.kind], readers: [], stops: value.uses.some(use => !use.optional)}];
		}
	});
	const groups = groupBy(needs, ({values, names, stops}) =>
		JSON.stringify([names, stops, values.map(({kind, keys, place}) => [kind, keys.some(isSecretName), place?.file])]),
	);
	return [...groups.values()].flatMap(group => {
		const [first] = group;
		if (first === undefined) return [];
		const readers = pipeline.nodes.filter(node => node.inputs.some(input => first.names.includes(input)));
		return [{...first, values: unique(group.flatMap(({values}) => values)), readers}];
	});
}

function ofParameter(value: DefaultOnly, inputs: readonly string[]): readonly NeededValues[] {
	const own = `params:${keyOfValue(value)}`;
	const stopped = inputs.filter(name => isWithin(name, own));
	const [outer] = inputs.filter(name => name === 'parameters' || isWithin(own, name));
	const names = stopped.length > 0 ? stopped : outer === undefined ? [] : [outer];
	return names.map(name => ({values: [value], names: [name], readers: [], stops: stopped.length > 0}));
}

/** Kedro resolves every entry, used or not; a default value counts only where it is used. */
function ofGlobal(value: DefaultOnly, pipeline: Pipeline, inputs: readonly string[]): readonly NeededValues[] {
	const stopping = value.uses.filter(({optional}) => !optional);
	const datasets = new Set(pipeline.nodes.flatMap(node => [...node.inputs, ...node.outputs]));
	const isRead = (name: string): boolean =>
		datasets.has(name) ||
		name.startsWith('_') ||
		name.includes('{') ||
		(isParameter(name) &&
			inputs.some(input => input === 'parameters' || isWithin(input, name) || name.startsWith('params:_')));
	const used = stopping.length > 0 ? stopping : value.uses.filter(({name}) => isRead(name));
	const names = unique(used.map(({name}) => name));
	return names.length === 0 ? [] : [{values: [value], names, readers: [], stops: stopping.length > 0}];
}
