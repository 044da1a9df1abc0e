// Keys that hold for every environment and stand in the file of one: commands without `--env` would not read them.
import type {Project} from '../../schema/project.ts';
import {settingKey} from '../names.ts';
import {optionNames, specOf} from '../options.ts';
import {readSettings, type SettingsProblem} from './read.ts';

export const baseKeys: readonly string[] = optionNames
	.filter(name => specOf(name).setting?.isOfBase === true)
	.flatMap(name => settingKey(name) ?? []);

export function misplacedKeys(project: Project): readonly SettingsProblem[] {
	const {values, placeOf} = readSettings(project);
	const base = `${project.confSource}/${project.baseEnvironment}`;
	return baseKeys.flatMap(key => {
		const place = placeOf(key);
		if (!Object.hasOwn(values, key) || place === null || place.file.startsWith(`${base}/`)) return [];
		return [
			{
				message: `${key}: holds for every environment, and commands without --env do not read it here`,
				fix: `Move it to ${base}/kfp.yml`,
				place,
			},
		];
	});
}
