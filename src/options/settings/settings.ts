// What conf/<env>/kfp.yml says, where it counts: below flags and variables for the deployment, and for each task.
import {resolve} from 'node:path';
import type {Task} from '../../schema/graph.ts';
import type {PlanValue} from '../../schema/plan.ts';
import type {KedroNode, Pipeline, SourceLocation, Project} from '../../schema/project.ts';
import type {RunSettings, TaskSettings} from '../../pipeline-spec/task-settings.ts';
import {type Given, type GivenValue, givenList, isOff} from '../options.ts';
import {contradictions} from '../conflicts.ts';
import {readSettings} from './read.ts';
import type {SettingsValues} from './schema.ts';
import {combined, merged, over, taskSettingsOf} from './task.ts';

/** Settings that say what a flag of the same name would. */
export const answers = [
	'pipeline',
	'image',
	'builder',
	'platform',
	'dockerfile',
	'namespace',
	'host',
	'context',
	'aws_profile',
	'format',
	'group_by',
	'kfp_name',
	'experiment',
	'run_name',
	'data',
] as const satisfies readonly (keyof SettingsValues)[];

/** Whether a value came from a settings file, which every deploy reads again. */
export const isFromSettings = (source: string): boolean => /(^|\/)kfp\.ya?ml$/.test(source);

/**
 * The settings of the environment that the project was read for, below flags and variables; each knows its file.
 * What contradicts a flag is left out, and what is wrong, which the checks tell.
 */
export function withSettings(given: Given, project: Project): Given {
	const {values, placeOf} = readSettings(project);
	const source = (key: string): string => placeOf(key)?.file ?? 'kfp.yml';
	const found: Record<string, GivenValue> = {};
	for (const key of answers) {
		const value = values[key];
		if (value !== undefined) found[key] = {value, source: source(key)};
	}
	// A flag's path is relative to where one is; the file's to the project, as that of the Dockerfile always is.
	if (values.spec !== undefined) found['spec'] = {value: resolve(project.root, values.spec), source: source('spec')};
	if (values.secret !== undefined) found['secret'] = {value: values.secret, source: source('secret')};
	if (values.existing_secret === true) found['existing_secret'] = {value: true, source: source('existing_secret')};
	const params = Object.entries(project.settings?.params ?? {}).map(([key, text]) => `${key}=${text}`);
	const lists = [
		joined('param', values.params === undefined ? [] : params, source('params'), given),
		joined('expose_param', values.expose_params ?? [], source('expose_params'), given),
	];
	return {...withoutContradictions(found, given), ...given, ...Object.fromEntries(lists.flat())};
}

/** What a flag gives several times adds to what the file has; of one name the flag's counts. */
function joined(
	name: string,
	own: readonly string[],
	source: string,
	given: Given,
): readonly (readonly [string, GivenValue])[] {
	if (own.length === 0) return [];
	const nameOf = (text: string): string => text.split('=', 1)[0] ?? text;
	const flags = givenList(given, name);
	const kept = own.filter(text => !flags.some(flag => nameOf(flag) === nameOf(text)));
	const sources = [...(kept.length === 0 ? [] : [source]), ...(given[name] === undefined ? [] : [given[name].source])];
	return [[name, {value: [...kept, ...flags], source: sources.join(', ')}]];
}

function withoutContradictions(found: Readonly<Record<string, GivenValue>>, given: Given): Given {
	const rest = {...found};
	for (const [off, other] of contradictions) if (isOff({...found, ...given}, off)) delete rest[other];
	if (given['aws_profile'] !== undefined || given['adopt_secret'] !== undefined) delete rest['existing_secret'];
	if ({...rest, ...given}['existing_secret'] !== undefined) delete rest['aws_profile'];
	return rest;
}

/** The name below `nodes` that stands for every node. */
export const defaultTarget = '__default__';

/**
 * The settings of each task: what its nodes, their tags and `__default__` say, in this order of weight.
 * Tags are those that the nodes have in `pipeline`, by default in any. The function throws as `combined` does.
 * @param upper plain variables that flags gave to all tasks: these count
 */
export function taskSettings(
	project: Project,
	pipeline?: Pipeline,
	upper: Readonly<Record<string, string>> = {},
): (task: Task) => TaskSettings {
	const {values} = readSettings(project);
	const {nodes = {}, tags = {}} = values;
	const tagsOf = tagsByNode(pipeline === undefined ? project.pipelines : [pipeline]);
	const runWide = values.env_vars === undefined ? {} : taskSettingsOf({env_vars: values.env_vars});
	const lowest = over(settingsNamed(nodes, defaultTarget), runWide);
	const below = ({variables = {}, ...rest}: TaskSettings): TaskSettings => {
		const kept = Object.entries(variables).filter(([name]) => !Object.hasOwn(upper, name));
		return {...rest, ...(kept.length === 0 ? {} : {variables: Object.fromEntries(kept)})};
	};
	return ({title, nodes: names}) =>
		below(
			combined(
				names.map(name => {
					const tagged = (tagsOf.get(name) ?? []).map(tag => settingsNamed(tags, tag));
					return over(settingsNamed(nodes, name), over(merged(tagged, `the tags of ${name}`), lowest));
				}),
				`the task ${title}`,
			),
		);
}

const settingsNamed = (group: NonNullable<SettingsValues['nodes']>, name: string): TaskSettings =>
	Object.hasOwn(group, name) ? taskSettingsOf(group[name] ?? {}) : {};

function tagsByNode(pipelines: readonly Pipeline[]): ReadonlyMap<string, readonly string[]> {
	const found = new Map<string, readonly string[]>();
	for (const {nodes} of pipelines)
		for (const {name, tags} of nodes) found.set(name, [...new Set([...(found.get(name) ?? []), ...tags])].sort());
	return found;
}

/** The settings that all tasks have alike. */
export function runSettings(project: Project): RunSettings {
	const {image_pull_secrets, image_pull_policy, service_account} = readSettings(project).values;
	return {
		...(image_pull_secrets === undefined ? {} : {imagePullSecrets: image_pull_secrets}),
		...(image_pull_policy === undefined ? {} : {imagePullPolicy: image_pull_policy}),
		...(service_account === undefined ? {} : {serviceAccount: service_account}),
	};
}

/** The rows of the plan for settings that no flag could give. */
export function settingsRows(project: Project): readonly PlanValue[] {
	const {values, placeOf} = readSettings(project);
	const {nodes = {}, tags = {}, env_vars = {}} = values;
	const texts = {
		env_vars: Object.entries(env_vars).map(([name, value]) => `${name}=${value}`),
		image_pull_secrets: values.image_pull_secrets ?? [],
		image_pull_policy: [values.image_pull_policy ?? []].flat(),
		service_account: [values.service_account ?? []].flat(),
		nodes: Object.keys(nodes),
		tags: Object.keys(tags),
	};
	return Object.entries(texts)
		.filter(([, words]) => words.length > 0)
		.map(([key, words]) => ({
			name: key.replaceAll('_', '-'),
			value: words.join(', '),
			source: placeOf(key)?.file ?? 'kfp.yml',
		}));
}

/** The nodes and tags that settings are for, and that no pipeline of the project has. */
export function unknownTargets(project: Project): readonly {
	readonly kind: 'node' | 'tag';
	readonly name: string;
	readonly known: readonly string[];
	readonly place: SourceLocation | null;
}[] {
	const {values, placeOf} = readSettings(project);
	const {nodes = {}, tags = {}} = values;
	const all: readonly KedroNode[] = project.pipelines.flatMap(pipeline => pipeline.nodes);
	const known = {
		node: [...new Set(all.map(({name}) => name))],
		tag: [...new Set(all.flatMap(node => node.tags))],
	};
	return [
		...Object.keys(nodes)
			.filter(name => name !== defaultTarget)
			.map(name => ({kind: 'node' as const, name, known: known.node})),
		...Object.keys(tags).map(name => ({kind: 'tag' as const, name, known: known.tag})),
	]
		.filter(({name, known}) => !known.includes(name))
		.map(target => ({...target, place: placeOf(`${target.kind}s`, target.name)}));
}
