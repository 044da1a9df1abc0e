// From kfp.yml to the settings of one task: node over tag over `__default__`, and several nodes combined.
import {defined} from '../../system/defined.ts';
import {type NextCommand, WizardError} from '../../system/errors.ts';
import type {Retries} from '../../pipeline-spec/retry.ts';
import type {Mount, TaskSettings, VariableFrom} from '../../pipeline-spec/task-settings.ts';
import {exceeds, larger} from './quantity.ts';
import type {TaskSettingsValues} from './task-schema.ts';

type Amount = {readonly request?: string; readonly limit?: string};

/** As the spec wants them. */
export function taskSettingsOf(values: TaskSettingsValues): TaskSettings {
	const {node_selector, tolerations, retries, timeout, env_vars, secrets = [], config_maps = [], volumes = []} = values;
	return defined({
		image: values.image,
		requirements: values.requirements,
		cpu: amountOf(values.cpu),
		memory: amountOf(values.memory),
		gpu: gpuOf(values.gpu),
		nodeSelector: node_selector,
		tolerations: tolerations?.map(({toleration_seconds: seconds, ...rest}) => defined({...rest, seconds})),
		retries: retriesOf(retries),
		timeout: timeout === undefined ? undefined : secondsOf(timeout),
		variables: env_vars === undefined ? undefined : mapped(env_vars, String),
		secretVariables: some(secrets.flatMap(variablesFrom)),
		configVariables: some(config_maps.flatMap(variablesFrom)),
		secretMounts: some(secrets.flatMap(mountOf)),
		configMounts: some(config_maps.flatMap(mountOf)),
		volumes: some(volumes.map(({claim, path}) => ({name: claim, path}))),
		sharedMemory: values.shared_memory,
		emptyDirs: some((values.empty_dirs ?? []).map(dir => defined(dir))),
		ephemeralVolumes: some(
			(values.ephemeral_volumes ?? []).map(({path, size, storage_class, access_mode = 'ReadWriteOnce'}) => ({
				path,
				size,
				accessMode: access_mode,
				...defined({storageClass: storage_class}),
			})),
		),
		labels: values.labels,
		annotations: values.annotations,
	});
}

const some = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items);

const mapped = <T, U>(map: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
	Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));

function amountOf(amount: TaskSettingsValues['cpu']): Amount | undefined {
	if (amount === undefined) return undefined;
	if (typeof amount !== 'object') return {request: String(amount), limit: String(amount)};
	return mapped(defined(amount), String);
}

function retriesOf(retries: TaskSettingsValues['retries']): TaskSettings['retries'] {
	if (typeof retries !== 'object') return retries;
	const {count, wait, factor} = retries;
	return {count, ...usualWaits, ...defined({wait: wait === undefined ? undefined : secondsOf(wait), factor})};
}

/** Seconds before the second try, and by which each wait is longer. */
const usualWaits = {wait: 2, factor: 2};

function gpuOf(gpu: TaskSettingsValues['gpu']): TaskSettings['gpu'] {
	if (gpu === undefined) return undefined;
	const {type = 'nvidia.com/gpu', count} = typeof gpu === 'number' ? {count: gpu} : gpu;
	return {type, count};
}

/** Seconds of `90`, `30m`, `1h30m`. */
export function secondsOf(time: string | number): number {
	if (typeof time === 'number') return time;
	const [, ...parts] = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(time) ?? [];
	const seconds = [86_400, 3600, 60, 1];
	return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (seconds[index] ?? 0), 0);
}

type Source = NonNullable<TaskSettingsValues['secrets']>[number];

const variablesFrom = ({name, env_vars = {}}: Source): readonly VariableFrom[] =>
	Object.entries(env_vars).map(([variable, key]) => ({name, key, variable}));

const mountOf = ({name, path}: Source): readonly Mount[] => (path === undefined ? [] : [{name, path}]);

/** Lists and mappings of both, the upper ones winning; of everything else the upper one. */
export function over(upper: TaskSettings, lower: TaskSettings): TaskSettings {
	const {image: _, requirements: __, ...rest} = lower;
	// An image of its own and one with more packages are two ways to say which image it is.
	const hasImage = upper.image !== undefined || upper.requirements !== undefined;
	return {...(hasImage ? rest : lower), ...upper, ...together(upper, lower, mine => mine)};
}

/**
 * What a container needs that does the work of all of these nodes: the larger of each amount, all variables, mounts and
 * labels, and their times one after the other; no limit of time when one of them has none.
 * @throws WizardError as `merged` does.
 */
export function combined(nodes: readonly TaskSettings[], who: string): TaskSettings {
	const times = nodes.flatMap(({timeout}) => timeout ?? []);
	const {timeout: _, ...rest} = merged(nodes, who, [apart]);
	return times.length < nodes.length ? rest : {...rest, timeout: times.reduce((a, b) => a + b, 0)};
}

/**
 * Settings of the same weight, such as those of several tags of one node: the larger of each amount, all of the rest.
 * @throws WizardError `project`, code `SETTINGS_CONFLICT`, where two cannot both be had; `who` is whom they are for.
 */
export function merged(all: readonly TaskSettings[], who: string, ways: readonly NextCommand[] = []): TaskSettings {
	const conflict = (what: string, mine: unknown, theirs: unknown): WizardError =>
		contradiction(`The settings of ${who} contradict each other: ${what}`, mine, theirs, ways);
	const [first = {}, ...rest] = all;
	return rest.reduce<TaskSettings>((one, other) => {
		const both = together(one, other, (mine, theirs, what) => {
			if (JSON.stringify(mine) !== JSON.stringify(theirs)) throw conflict(what, mine, theirs);
			return mine;
		});
		const image = one.image ?? other.image;
		const requirements = one.requirements ?? other.requirements;
		if (other.image !== undefined && image !== other.image) throw conflict('image', image, other.image);
		if (other.requirements !== undefined && requirements !== other.requirements)
			throw conflict('requirements', requirements, other.requirements);
		if (image !== undefined && requirements !== undefined) throw conflict('image', image, requirements);
		const {gpu: a} = one;
		const {gpu: b} = other;
		if (a !== undefined && b !== undefined && a.type !== b.type) throw conflict('gpu', a.type, b.type);
		const gpu = a !== undefined && b !== undefined && b.count > a.count ? b : (a ?? b);
		const cpu = largerAmount(one.cpu, other.cpu);
		const memory = largerAmount(one.memory, other.memory);
		return {
			...defined({
				image,
				requirements,
				cpu,
				memory,
				gpu,
				sharedMemory: largerOf(one.sharedMemory, other.sharedMemory),
				retries: mostRetries(one.retries, other.retries),
				timeout: most(one.timeout, other.timeout),
			}),
			...both,
		};
	}, first);
}

const largerOf = (a: string | undefined, b: string | undefined): string | undefined =>
	a === undefined || b === undefined ? (a ?? b) : larger(a, b);

const most = (a: number | undefined, b: number | undefined): number | undefined =>
	a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/** The larger count, wait and factor; a plain number has the usual waits. */
function mostRetries(a: TaskSettings['retries'], b: TaskSettings['retries']): TaskSettings['retries'] {
	if (a === undefined || b === undefined) return a ?? b;
	if (typeof a === 'number' && typeof b === 'number') return Math.max(a, b);
	const [one, other] = [withWaits(a), withWaits(b)];
	return {
		count: Math.max(one.count, other.count),
		wait: Math.max(one.wait, other.wait),
		factor: Math.max(one.factor, other.factor),
	};
}

const withWaits = (retries: Retries): Exclude<Retries, number> =>
	typeof retries === 'number' ? {count: retries, ...usualWaits} : retries;

function largerAmount(a: Amount | undefined, b: Amount | undefined): Amount | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	const amount = defined({request: largerOf(a.request, b.request), limit: largerOf(a.limit, b.limit)});
	// The request of one may be more than the limit of the other.
	return exceeds(amount) ? {...amount, ...(amount.request === undefined ? {} : {limit: amount.request})} : amount;
}

type Resolve = <T>(mine: T, theirs: T, what: string) => T;

const words = {
	nodeSelector: 'node_selector',
	variables: 'env_vars',
	labels: 'labels',
	annotations: 'annotations',
} as const;

/** The lists and mappings of two settings together; `resolve` decides between two values of the same name. */
function together(one: TaskSettings, other: TaskSettings, resolve: Resolve): TaskSettings {
	const maps = (name: 'nodeSelector' | 'variables' | 'labels' | 'annotations') =>
		mergeMaps(one[name], other[name], (mine, theirs, key) => resolve(mine, theirs, `${words[name]} ${key}`));
	const variables = (name: 'secretVariables' | 'configVariables') =>
		mergeLists(one[name], other[name], ({variable}) => variable, resolve);
	const mounts = (name: 'secretMounts' | 'configMounts' | 'volumes') =>
		mergeLists(one[name], other[name], ({path}) => path, resolve);
	return defined({
		nodeSelector: maps('nodeSelector'),
		variables: maps('variables'),
		labels: maps('labels'),
		annotations: maps('annotations'),
		tolerations: mergeLists(one.tolerations, other.tolerations, item => JSON.stringify(item), resolve),
		secretVariables: variables('secretVariables'),
		configVariables: variables('configVariables'),
		secretMounts: mounts('secretMounts'),
		configMounts: mounts('configMounts'),
		volumes: mounts('volumes'),
		emptyDirs: mergeLists(one.emptyDirs, other.emptyDirs, ({path}) => path, resolve),
		ephemeralVolumes: mergeLists(one.ephemeralVolumes, other.ephemeralVolumes, ({path}) => path, resolve),
	});
}

type Map<T> = Readonly<Record<string, T>>;

function mergeMaps<T>(one: Map<T> | undefined, other: Map<T> | undefined, resolve: Resolve): Map<T> | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	const both = Object.keys(one).filter(key => Object.hasOwn(other, key));
	const resolved = both.map(key => [key, resolve(one[key], other[key], key)] as const);
	return {...other, ...one, ...(Object.fromEntries(resolved) as Map<T>)};
}

function mergeLists<T>(
	one: readonly T[] | undefined,
	other: readonly T[] | undefined,
	nameOf: (item: T) => string,
	resolve: Resolve,
): readonly T[] | undefined {
	const named = (items: readonly T[] | undefined) =>
		items && Object.fromEntries(items.map(item => [nameOf(item), item]));
	const merged = mergeMaps(named(one), named(other), resolve);
	return merged && Object.values(merged);
}

/** Nodes in one task can be two. */
const apart = {command: '--group-by node', when: 'to run each node in a task of its own'};

const contradiction = (message: string, mine: unknown, theirs: unknown, ways: readonly NextCommand[]): WizardError =>
	new WizardError('project', message, {
		code: 'SETTINGS_CONFLICT',
		detail: `${JSON.stringify(mine)} and ${JSON.stringify(theirs)} cannot both apply in one container`,
		next: [...ways, {command: 'kfp-wizard check', when: 'after you set the same value for them in kfp.yml'}],
	});
