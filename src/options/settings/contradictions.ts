// What is wrong with settings whose shape is valid.
import {exceeds} from './quantity.ts';
import type {SettingsValues} from './schema.ts';
import {isSecret} from '../env-vars.ts';

export type Wrong = {
	/** The keys that lead to it. */
	readonly path: readonly string[];
	/** The end of a sentence that begins with its name. */
	readonly message: string;
	readonly fix: string;
};

/** A variable that is a secret, a request above its limit, a Secret or ConfigMap that no task would notice. */
export function contradictionsIn(values: SettingsValues): readonly Wrong[] {
	const groups = (['nodes', 'tags', 'pipelines'] as const).flatMap(group =>
		Object.entries(values[group] ?? {}).map(([name, settings]) => ({path: [group, name], settings})),
	);
	const maps = [{path: ['env_vars'], map: values.env_vars}].concat(
		groups.map(({path, settings}) => ({path: [...path, 'env_vars'], map: settings.env_vars})),
	);
	const {on_exit: onExit} = values;
	const both = onExit?.pipeline !== undefined && onExit.webhook !== undefined;
	const neither = onExit !== undefined && onExit.pipeline === undefined && onExit.webhook === undefined;
	return [
		...(both || neither
			? [
					{
						path: ['on_exit'],
						message: `has ${both ? 'both' : 'neither'} a pipeline ${both ? 'and' : 'nor'} a webhook`,
						fix: 'Write one of the two',
					},
				]
			: []),
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
