// A kubeflow.yaml as values of kfp.yml: every key is in the result, with its value or with the reason why it has none.
import {readSettings} from '../../options/settings/read.ts';
import {defined} from '../../system/defined.ts';
import {entriesOf, type Exact, isList, isMap, valueAt} from '../../system/exact-values.ts';
import {own} from '../../system/own.ts';
import {nodeSections} from './map-nodes.ts';
import {runKeys, type Target, topKeys} from './map-run.ts';
import type {Mapping} from './mapping.ts';
import {converted, type Loader, placeholderNote} from './placeholders.ts';
import type {KubeflowFile} from './read-kubeflow.ts';

/** @param nodeName Kedro's name of a node from the one that the plugin gives it */
export function mapKubeflow(
	{values, lineOf, commentOf}: KubeflowFile,
	loader: Loader,
	nodeName: (name: string) => string,
): readonly Mapping[] {
	const valueOf = (path: string): Exact | undefined => valueAt(values, path.split('.'));
	const mapping = (source: readonly string[], {path, value, note}: Target): Mapping => {
		const about = {key: source.join('.'), line: lineOf(source) ?? lineOf(source.slice(0, -1))};
		if (path === undefined || value === undefined) return {...about, ...defined({note})};
		const kept = texts(value, text => converted(text, loader, valueOf));
		const problem = problemWith(path, kept);
		if (problem !== undefined) return {...about, note: `is not valid in kfp.yml: ${problem}`};
		const notes = [note, placeholderNote(JSON.stringify(kept, withoutBigints), loader)];
		const comment = commentOf(source);
		const all = notes.filter(one => one !== undefined).join('; ');
		return {...about, to: {path, value: kept, ...defined({comment})}, ...(all === '' ? {} : {note: all})};
	};
	const run = valueOf('run_config');
	return [
		...entriesOf(values)
			.filter(([key]) => key !== 'run_config' && !key.startsWith('_'))
			.map(([key, value]) => mapping([key], own(topKeys, key)?.(value) ?? unknown)),
		...entriesOf(run).flatMap(([key, value]) => {
			const section = own(nodeSections, key);
			if (section === undefined) return [mapping(['run_config', key], own(runKeys, key)?.(value) ?? unknown)];
			return entriesOf(value).flatMap(([node, settings]) =>
				section(settings).map(({key: inner, path, ...target}) =>
					mapping(['run_config', key, node, ...(inner === undefined ? [] : [inner])], {
						...target,
						...(path === undefined ? {} : {path: ['nodes', nodeName(node), ...path]}),
					}),
				),
			);
		}),
		...defaultAmounts(run),
	];
}

const unknown: Target = {note: 'is not a key that kfp-wizard knows'};

/** The plugin sets amounts that the file does not show. */
function defaultAmounts(run: Exact | undefined): readonly Mapping[] {
	if (run === undefined || valueAt(run, ['resources', '__default__']) !== undefined) return [];
	const note = 'is not there: the plugin gives every node cpu 500m and memory 1024Mi then, kfp-wizard sets no amounts';
	return [{key: 'run_config.resources.__default__', note}];
}

function texts(value: Exact, change: (text: string) => string): Exact {
	if (typeof value === 'string') return change(value);
	if (isList(value)) return value.map(item => texts(item, change));
	return isMap(value) ? Object.fromEntries(entriesOf(value).map(([key, item]) => [key, texts(item, change)])) : value;
}

const withoutBigints = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

/** What the schema of kfp.yml says about a value; nothing about one that is known only when Kedro has resolved it. */
function problemWith(path: readonly string[], value: Exact): string | undefined {
	const json = JSON.stringify(value, withoutBigints);
	if (json.includes('${') || json.includes('{{')) return undefined;
	const nested = path.toReversed().reduce<unknown>((inner, key) => ({[key]: inner}), JSON.parse(json));
	const settings = {files: [], values: nested, params: {}, places: [], problem: null};
	const [problem] = readSettings({settings}).problems;
	return problem?.message.replace(`${path.join('.')}: `, '');
}
