// The names of the resources that kfp-wizard creates, as the contract with users has them.
import {isFromSettings, type Options, type Sourced} from '../options/options.ts';
import type {Project} from '../schema/project.ts';
import {sha256} from '../system/digest.ts';
import {sortedEntries} from '../system/order.ts';
import {slug} from '../tasks/kubernetes-names.ts';
import type {Part} from './selection.ts';

/** Hexadecimal digits of an id. */
const idLength = 12;

/** `<project>[-<pipeline>]-<env>` as a slug of at most 127 characters, without the part for `__default__`. */
function plainName(project: string, {pipeline, environment}: Chosen): string {
	const parts = pipeline === '__default__' ? [project, environment] : [project, pipeline, environment];
	return slug(parts.join('-'));
}

type Chosen = {readonly pipeline: string; readonly environment: string};

/**
 * The name of a pipeline on Kubeflow. One that loses letters, such as `日本`, gets a hash. So does one that another
 * pipeline and environment of the project would have too: `__default__` keeps it, else the one that is its own slug.
 */
export function kfpName(
	{
		name,
		pipelines,
		environments,
	}: Pick<Project, 'name' | 'environments'> & {readonly pipelines: readonly {readonly name: string}[]},
	pipeline: string,
	environment: string,
): string {
	const own = {pipeline, environment};
	const [plain, hashed] = kfpNames(name, pipeline, environment);
	const rivals = pipelines
		.flatMap(other => environments.map(each => ({pipeline: other.name, environment: each})))
		.filter(other => other.pipeline !== pipeline || other.environment !== environment)
		.filter(other => plainName(name, other) === plain);
	return isWhole(own) && rivals.every(other => rank(own) < rank(other)) ? plain : hashed;
}

/**
 * The name on Kubeflow of what is deployed. A part of a pipeline has a name of its own, since as the newest version of the
 * whole pipeline it would be what `run` and schedules start; only a flag or a variable overrides that.
 */
export function deployedName(
	project: Parameters<typeof kfpName>[0],
	{pipeline, environment, part}: Chosen & {readonly part?: Part | undefined},
	{kfpName: named}: Pick<Options, 'kfpName'>,
): Sourced {
	const whole = named ?? {value: kfpName(project, pipeline, environment), source: 'default'};
	if (part === undefined || (named !== undefined && !isFromSettings(named.source))) return whole;
	return {value: partName(whole.value, part), source: "detected: the part's own"};
}

/** `<name of the whole pipeline>-from-nodes-train-<hash>`. */
function partName(whole: string, {filter, flags}: Part): string {
	const hash = sha256(JSON.stringify(filter), 6);
	const label = slug(flags.replaceAll(/ --/g, ' ')).slice(0, longestLabel);
	const start = whole.slice(0, nameLimit - label.length - hash.length - 2);
	return slug(`${start}-${label}-${hash}`);
}

/** Characters that say which part it is. */
const longestLabel = 40;

/** The two names that a pipeline may have, where nothing is known of the others. */
export function kfpNames(
	project: string,
	pipeline: string,
	environment: string,
): readonly [plain: string, hashed: string] {
	const plain = plainName(project, {pipeline, environment});
	const hash = sha256(JSON.stringify([pipeline, environment]), 6);
	return [plain, slug(`${plain.slice(0, nameLimit - hash.length - 1)}-${hash}`)];
}

/** True where the slug has all letters of both names; accents may go. */
const isWhole = ({pipeline, environment}: Chosen): boolean =>
	/^[\p{ASCII}\p{Mark}]*$/u.test((pipeline + environment).normalize('NFKD'));

function rank({pipeline, environment}: Chosen): number {
	if (pipeline === '__default__' && slug(environment) === environment) return 0;
	return [pipeline, environment].every(name => name === '__default__' || slug(name) === name) ? 1 : 2;
}

/** The names of pipelines and versions are at most 127 characters long: longer ones are refused by the server. */
const nameLimit = 127;

/** A name to propose where the one of the pipeline is taken. */
export const anotherName = (pipeline: string): string => `${pipeline.slice(0, nameLimit - 2).replace(/-+$/, '')}-2`;

/**
 * `<pipeline name>-<hash of the spec>`: Kubeflow's lists show only this name of a version. The pipeline's name is cut
 * where both are too long together.
 */
export function versionName(pipeline: string, hash: string): string {
	return `${pipeline.slice(0, nameLimit - hash.length - 1).replace(/-+$/, '')}-${hash}`;
}

/** What makes two runs the same deployment: the spec, the parameters, the environment. 12 hex digits. */
export function deploymentId(spec: string, parameters: Readonly<Record<string, string>>, environment: string): string {
	return sha256(JSON.stringify([spec, sortedEntries(parameters), environment]), idLength);
}

/** The Secret with the credentials of a pipeline, by the name of the pipeline on Kubeflow. */
export const credentialsSecretName = (pipeline: string): string => `${pipeline}-credentials`;

/** The file name of a project's pipeline spec. */
export const specFileName = (project: string): string => `${slug(project)}.yaml`;
