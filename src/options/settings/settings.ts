// What conf/<env>/kfp.yml sets: options below flags and variables, and the settings of each task.
import type {Task} from '../../schema/graph.ts';
import type {PlanValue} from '../../schema/plan.ts';
import type {KedroNode, Pipeline, SourceLocation, Project} from '../../schema/project.ts';
import {baseName, memoryDatasets} from '../../kedro/datasets.ts';
import type {RunSettings, TaskSettings} from '../../pipeline-spec/task-settings.ts';
import {cleanLine} from '../../system/text.ts';
import type {Wanted} from '../../tasks/artifacts.ts';
import {withoutConflicts} from '../conflict-pairs.ts';
import {nodeAndSeconds} from '../catalog/node-and-seconds.ts';
import {settingKey} from '../names.ts';
import {type OptionName, optionNames, type Options, type Sourced, specOf} from '../options.ts';
import {optionsFrom} from '../resolve.ts';
import {readSettings} from './read.ts';
import type {SettingsValues} from './schema.ts';
import type {TaskSettingsValues} from './task-schema.ts';
import {combined, merged, over, secondsOf, taskSettingsOf} from './task-settings.ts';

/**
 * The options that the settings of the environment set, below flags and variables; each knows its file. What contradicts
 * a flag is left out, and so is what is not valid, which the checks report.
 */
export function withSettings(options: Options, project: Pick<Project, 'root' | 'settings'>): Options {
	const {values, placeOf} = readSettings(project);
	const source = (key: string): string => placeOf(key)?.file ?? 'kfp.yml';
	const file = {root: project.root, params: project.settings?.params ?? {}};
	const found = optionNames.flatMap((name): readonly (readonly [OptionName, Sourced<unknown>])[] => {
		const key = settingKey(name);
		const raw = key === undefined ? undefined : values[key];
		if (key === undefined || raw === undefined) return [];
		const read = specOf(name).setting?.read ?? ((value: unknown) => value);
		const value = read(raw, file);
		return value === undefined ? [] : [[name, {value, source: source(key)}]];
	});
	const settings = withoutConflicts(optionsFrom(found), options);
	return {...settings, ...options, ...joinedLists(settings, options)};
}

/** Of a list the flags add to what the file has; of one name the flag's value counts. */
function joinedLists(settings: Options, options: Options): Options {
	const lists = (['param', 'exposeParam', 'nodeSeconds'] as const).flatMap(
		(name): readonly (readonly [OptionName, Sourced<unknown>])[] => {
			const own = settings[name];
			if (own === undefined || own.value.length === 0) return [];
			const flags = options[name];
			const nameOf = name === 'nodeSeconds' ? nodeOf : keyOf;
			const kept = own.value.filter(text => flags?.value.some(flag => nameOf(flag) === nameOf(text)) !== true);
			const sources = [...(kept.length === 0 ? [] : [own.source]), ...(flags === undefined ? [] : [flags.source])];
			return [[name, {value: [...kept, ...(flags?.value ?? [])], source: sources.join(', ')}]];
		},
	);
	return optionsFrom(lists);
}

/** `KEY` of `KEY=VALUE`. */
const keyOf = (text: string): string => text.split('=', 1)[0] ?? text;

/** The name of a node may have the sign `=` itself. */
const nodeOf = (text: string): string => nodeAndSeconds(text)[0];

/** The name below `nodes` that stands for every node. */
const defaultTarget = '__default__';

/**
 * The settings of each task: what its nodes, their tags, the pipeline and `__default__` say; the first of these counts most.
 * Tags are those that the nodes have in `pipeline`, by default in any. The function throws as `combined` does.
 * A task without nodes has those of `__default__`.
 * @param upper plain variables that flags set for all tasks: these count more
 * @param own settings of the task itself, above those of its nodes
 */
export function taskSettings(
	project: Project,
	pipeline?: Pipeline,
	upper: Readonly<Record<string, string>> = {},
	own: TaskSettingsValues = {},
): (task: Task) => TaskSettings {
	const {values} = readSettings(project);
	const {nodes = {}, tags = {}, pipelines = {}} = values;
	const tagsOf = tagsByNode(pipeline === undefined ? project.pipelines : [pipeline]);
	const runWide = values.env_vars === undefined ? {} : taskSettingsOf({env_vars: values.env_vars});
	const ofPipeline = pipeline === undefined ? {} : settingsNamed(pipelines, pipeline.name);
	const lowest = over(ofPipeline, over(settingsNamed(nodes, defaultTarget), runWide));
	const below = ({variables = {}, ...rest}: TaskSettings): TaskSettings => {
		const kept = Object.entries(variables).filter(([name]) => !Object.hasOwn(upper, name));
		return {...rest, ...(kept.length === 0 ? {} : {variables: Object.fromEntries(kept)})};
	};
	const ofNodes = ({title, nodes: names}: Task): TaskSettings =>
		combined(
			names.map(name => {
				const tagged = (tagsOf.get(name) ?? []).map(tag => settingsNamed(tags, tag));
				return over(settingsNamed(nodes, name), over(merged(tagged, `the tags of ${name}`), lowest));
			}),
			`the task ${title}`,
		);
	return task => below(over(taskSettingsOf(own), task.nodes.length === 0 ? lowest : ofNodes(task)));
}

const settingsNamed = (group: NonNullable<SettingsValues['nodes']>, name: string): TaskSettings =>
	Object.hasOwn(group, name) ? taskSettingsOf(group[name] ?? {}) : {};

function tagsByNode(pipelines: readonly Pipeline[]): ReadonlyMap<string, readonly string[]> {
	const found = new Map<string, readonly string[]>();
	for (const {nodes} of pipelines)
		for (const {name, tags} of nodes) found.set(name, [...new Set([...(found.get(name) ?? []), ...tags])].sort());
	return found;
}

/** The settings that all tasks share. */
export function runSettings(project: Project): RunSettings {
	const {image_pull_secrets, image_pull_policy, ttl} = readSettings(project).values;
	return {
		...(image_pull_secrets === undefined ? {} : {imagePullSecrets: image_pull_secrets}),
		...(image_pull_policy === undefined ? {} : {imagePullPolicy: image_pull_policy}),
		...(ttl === undefined ? {} : {ttl: secondsOf(ttl)}),
	};
}

/** The datasets that kfp.yml names as metrics and reports, and the file that does. */
export function wantedArtifacts(project: Project): {readonly wanted: Wanted; readonly file?: string} {
	const {values, placeOf} = readSettings(project);
	const {metrics, reports} = values;
	const key = metrics === undefined ? (reports === undefined ? undefined : 'reports') : 'metrics';
	return {wanted: {metrics, reports}, ...(key === undefined ? {} : {file: placeOf(key)?.file ?? 'kfp.yml'})};
}

/** The file that asks for the datasets as artifacts; `undefined` where none does. */
export function lineageFile(project: Project): string | undefined {
	const {values, placeOf} = readSettings(project);
	return values.lineage === true ? (placeOf('lineage')?.file ?? 'kfp.yml') : undefined;
}

/** The rows of the plan for settings that no flag sets. */
export function settingsRows(project: Project): readonly PlanValue[] {
	const {values, placeOf} = readSettings(project);
	const {nodes = {}, tags = {}, pipelines = {}, env_vars = {}} = values;
	const ofStart = values.on_start?.settings;
	const groups = [nodes, tags, pipelines, ofStart === undefined ? {} : {on_start: ofStart}];
	const named = (key: 'image' | 'requirements'): readonly string[] =>
		groups.flatMap(group =>
			Object.entries(group).flatMap(([name, {[key]: value}]) => (value === undefined ? [] : [`${value} (${name})`])),
		);
	const row = (name: string, words: readonly string[], ...path: readonly string[]): readonly PlanValue[] =>
		words.length === 0 ? [] : [{name, value: words.join(', '), source: placeOf(...path)?.file ?? 'kfp.yml'}];
	const variables = Object.entries(env_vars).map(([name, value]) => `${name}=${value}`);
	return [
		...row('description', [values.description ?? []].flat(), 'description'),
		...row('env-vars', variables, 'env_vars'),
		...row('image-pull-secrets', values.image_pull_secrets ?? [], 'image_pull_secrets'),
		...row('image-pull-policy', [values.image_pull_policy ?? []].flat(), 'image_pull_policy'),
		...row('on-start', onStartInWords(values.on_start), 'on_start'),
		...row('on-exit', onExitInWords(values.on_exit), 'on_exit'),
		...row('ttl', [values.ttl ?? []].flat().map(String), 'ttl'),
		...row('task-images', named('image')),
		...row('task-requirements', named('requirements')),
		...row('node-settings', Object.keys(nodes), 'nodes'),
		...row('tag-settings', Object.keys(tags), 'tags'),
		...row('pipeline-settings', Object.keys(pipelines), 'pipelines'),
	];
}

/** So many characters of a command are on the plan. */
const longestCommand = 60;

function onStartInWords(onStart: SettingsValues['on_start']): readonly string[] {
	const {pipeline, command = [], variables = []} = onStart ?? {};
	if (onStart === undefined) return [];
	const words = cleanLine(command.join(' ')).trim();
	const shown = words.length > longestCommand ? `${words.slice(0, longestCommand - 1)}…` : words;
	const what = pipeline === undefined ? shown : `the pipeline ${pipeline}`;
	return [variables.length === 0 ? what : `${what}; the other tasks get ${variables.join(', ')}`];
}

const onExitInWords = (onExit: SettingsValues['on_exit']): readonly string[] => [
	...(onExit?.pipeline === undefined ? [] : [`the pipeline ${onExit.pipeline}`]),
	...(onExit?.webhook === undefined ? [] : [`a message to the webhook in the Secret ${onExit.webhook.secret}`]),
];

/** What people read on Kubeflow of the pipeline; `undefined` where kfp.yml says nothing. */
export const descriptionOf = (project: Pick<Project, 'settings'>): string | undefined =>
	readSettings(project).values.description;

export type OnStart = NonNullable<SettingsValues['on_start']>;

/** What a run does before its tasks. */
export const onStartOf = (project: Pick<Project, 'settings'>): OnStart | undefined =>
	readSettings(project).values.on_start;

export type OnExit = NonNullable<SettingsValues['on_exit']>;

/** What a run does at its end. */
export const onExitOf = (project: Pick<Project, 'settings'>): OnExit | undefined =>
	readSettings(project).values.on_exit;

type UnknownTarget = {
	readonly kind: 'node' | 'tag' | 'pipeline' | 'dataset';
	readonly name: string;
	readonly known: readonly string[];
	readonly place: SourceLocation | null;
};

/** The nodes and tags that settings are for, and that no pipeline of the project has; the datasets that no node stores. */
export function unknownTargets(project: Project): readonly UnknownTarget[] {
	const {values, placeOf} = readSettings(project);
	const {nodes = {}, node_seconds = {}, tags = {}, pipelines = {}, metrics = [], reports = []} = values;
	const all: readonly KedroNode[] = project.pipelines.flatMap(pipeline => pipeline.nodes);
	const isInMemory = memoryDatasets(project);
	const stored = all.flatMap(({outputs}) => outputs.filter(name => !isInMemory(name)));
	const known: Readonly<Record<UnknownTarget['kind'], readonly string[]>> = {
		node: [...new Set(all.map(({name}) => name))],
		tag: [...new Set(all.flatMap(node => node.tags))],
		pipeline: project.pipelines.map(({name}) => name),
		dataset: [...new Set(stored.flatMap(name => [name, baseName(name)]))],
	};
	const targets = [
		...Object.keys(nodes)
			.filter(name => name !== defaultTarget)
			.map(name => ({kind: 'node', name, path: ['nodes', name]}) as const),
		...Object.keys(node_seconds).map(name => ({kind: 'node', name, path: ['node_seconds', name]}) as const),
		...Object.keys(tags).map(name => ({kind: 'tag', name, path: ['tags', name]}) as const),
		...Object.keys(pipelines).map(name => ({kind: 'pipeline', name, path: ['pipelines', name]}) as const),
		...metrics.map(name => ({kind: 'dataset', name, path: ['metrics']}) as const),
		...reports.map(name => ({kind: 'dataset', name, path: ['reports']}) as const),
	];
	return targets
		.filter(({kind, name}) => !known[kind].includes(name))
		.map(({kind, name, path}) => ({kind, name, known: known[kind], place: placeOf(...path)}));
}
