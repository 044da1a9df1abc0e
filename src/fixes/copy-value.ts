// Copies values of the default environment, such as conf/local, into the chosen one: parameters, globals and other configuration.
import {join} from 'node:path';
import {isMap, isNode, isScalar, Pair, Scalar, YAMLMap} from 'yaml';
import {holdsClusterConfig} from '../checks/catalog-file.ts';
import {keyOfValue, type NeededValues, neededValues} from '../checks/default-only.ts';
import {list} from '../checks/wording.ts';
import type {DefaultOnly, Project} from '../schema/project.ts';
import {readText} from '../system/files.ts';
import {type CatalogFile, configurationFiles} from './catalog/catalog-files.ts';
import {addKeys, editEntry} from './catalog/edit-entry.ts';
import {readValue} from './catalog/read-entry.ts';
import {variablesOf} from './catalog/variables.ts';
import type {Edit} from './fix.ts';
import type {Fixer} from './fixer.ts';
import {assertShareable} from './shareable.ts';
import {findPair, valueAt} from './yaml/pairs.ts';

export const copyValue: Fixer = async (finding, {project, pipeline, environment}) => {
	if (!holdsClusterConfig(project, environment)) return undefined;
	const isThis = ({values: [first]}: NeededValues): boolean =>
		first?.place?.file === finding.file && first?.place?.line === finding.line;
	const values = neededValues(pipeline, project)
		.filter(isThis)
		.flatMap(needed => needed.values);
	const copied: {readonly value: DefaultOnly; readonly edit: Edit}[] = [];
	const refused: unknown[] = [];
	for (const value of values) {
		try {
			const edit = await editFor(value, project, environment);
			if (edit !== undefined) copied.push({value, edit});
		} catch (error) {
			refused.push(error);
		}
	}
	const [first] = copied;
	if (first === undefined && refused.length > 0) throw refused[0];
	return (
		first && {
			title: `Add ${list(copied.map(({value}) => keyOfValue(value)))} to ${first.edit.file}, as ${finding.file ?? ''} has it`,
			edits: copied.map(({edit}) => edit),
		}
	);
};

async function editFor(
	{kind, keys, place}: DefaultOnly,
	project: Project,
	environment: string,
): Promise<Edit | undefined> {
	const [key = '', ...below] = keys;
	const {confSource, defaultEnvironment, baseEnvironment} = project;
	const start = `${confSource}/${defaultEnvironment}/`;
	if (place === null || !place.file.startsWith(start) || place.file.endsWith('.json')) return undefined;
	const text = (await readText(join(project.root, place.file))) ?? '';
	const value = valueAt(readValue(text, key, place.file), below);
	const there = await configurationFiles(project, environment, kind);
	// A key may be in one file of an environment only.
	const file =
		there.find(each => has(each, key))?.file ?? `${confSource}/${environment}/${place.file.slice(start.length)}`;
	if (!isNode(value) || file.endsWith('.json')) return undefined;
	const map = new YAMLMap();
	map.items.push(new Pair(new Scalar(key), value));
	const here = (name: string): unknown => readValue(text, name, place.file);
	const variables = variablesOf(map, here, name =>
		there.map(each => readValue(each.text, name, each.file)).find(isNode),
	);
	const ready = findPair(variables.entry, key)?.value;
	if (isScalar(ready)) ready.comment = null;
	for (const part of [{key: keys.join('.'), value: ready}, ...variables.needed])
		assertShareable([part.key], part.value, file);
	if (below.length === 0) return {file, change: old => addKeys(old, file, [...variables.needed, {key, value: ready}])};
	const base = (await configurationFiles(project, baseEnvironment, kind)).find(each => has(each, key));
	const present = base && readValue(base.text, key, base.file);
	// The environment replaces the value of the base whole, so all of it has to be there.
	const edit = {file, key, start: isMap(present) ? present : new YAMLMap(), comments: []};
	return {
		file,
		change: old =>
			editEntry(addKeys(old, file, variables.needed), {...edit, change: entry => withPart(entry, below, ready)}),
	};
}

const has = ({file, text}: CatalogFile, key: string): boolean => readValue(text, key, file) !== undefined;

function withPart(entry: YAMLMap, keys: readonly string[], value: unknown): YAMLMap {
	const [key = '', ...below] = keys;
	const pair = findPair(entry, key);
	const inner = below.length === 0 ? value : withPart(isMap(pair?.value) ? pair.value : new YAMLMap(), below, value);
	if (pair === undefined) entry.items.push(new Pair(new Scalar(key), inner));
	else if (below.length > 0) pair.value = inner;
	return entry;
}
