// What is wrong with settings whose shape is valid.
import {exceeds} from './quantity.ts';
import type {SettingsValues} from './schema.ts';
import {isSecret} from '../secret-values.ts';
import {startProblems} from './start-variables.ts';
import type {Wrong} from './wrong.ts';

/** A variable that is a secret, a request above its limit, a Secret or ConfigMap that no task would notice. */
export function contradictionsIn(values: SettingsValues): readonly Wrong[] {
	const {on_start: onStart, on_exit: onExit} = values;
	const groups = [
		...(['nodes', 'tags', 'pipelines'] as const).flatMap(group =>
			Object.entries(values[group] ?? {}).map(([name, settings]) => ({path: [group, name], settings})),
		),
		...(onStart?.settings === undefined ? [] : [{path: ['on_start', 'settings'], settings: onStart.settings}]),
	];
	const maps = [{path: ['env_vars'], map: values.env_vars}].concat(
		groups.map(({path, settings}) => ({path: [...path, 'env_vars'], map: settings.env_vars})),
	);
	return [
		...oneOf('on_start', onStart, 'pipeline', 'command'),
		...oneOf('on_exit', onExit, 'pipeline', 'webhook'),
		...startProblems(onStart),
		...maps.flatMap(({path, map = {}}) =>
			Object.entries(map)
				.filter(([name, value]) => isSecret(name, String(value)))
				.map(([name]) => ({
					path: [...path, name],
					message: 'looks like a secret, and everyone can read a spec',
					fix: 'Put it into a Kubernetes Secret and name that below `secrets`',
				})),
		),
		...groups.flatMap(({path, settings}) => [
			...(settings.image === undefined || settings.requirements === undefined
				? []
				: [
						{
							path: [...path, 'requirements'],
							message: 'has no effect beside image, which is used as it is named',
							fix: 'Write one of the two',
						},
					]),
			...(['cpu', 'memory'] as const)
				.filter(name => exceeds(settings[name]))
				.map(name => ({path: [...path, name], message: 'the request is more than the limit', fix: 'Raise the limit'})),
			...(['secrets', 'config_maps'] as const).flatMap(name =>
				(settings[name] ?? []).flatMap((source, index) =>
					source.env_vars === undefined && source.path === undefined
						? [
								{
									path: [...path, name, String(index)],
									message: 'has neither env_vars nor path',
									fix: 'Add env_vars or path: how the tasks get it',
								},
							]
						: [],
				),
			),
		]),
	];
}

/** Where a mapping has both of two keys, or neither. */
function oneOf<Key extends string>(
	name: string,
	mapping: {readonly [K in Key]?: unknown} | undefined,
	one: Key,
	other: Key,
): readonly Wrong[] {
	if (mapping === undefined || (mapping[one] === undefined) !== (mapping[other] === undefined)) return [];
	const both = mapping[one] !== undefined;
	return [
		{
			path: [name],
			message: `has ${both ? 'both' : 'neither'} a ${one} ${both ? 'and' : 'nor'} a ${other}`,
			fix: 'Write one of the two',
		},
	];
}
