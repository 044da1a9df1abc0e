// The values that kfp.yml gets: what stands in it already stays as it is.
import {isDeepStrictEqual} from 'node:util';
import {join} from 'node:path';
import type {Fix} from '../../fixes/fix.ts';
import {newSettings} from '../../fixes/yaml/new-settings.ts';
import {setValues, valueIn, type YamlValue} from '../../fixes/yaml/set-values.ts';
import type {MigratedKey} from '../../schema/outcome.ts';
import {defined} from '../../system/defined.ts';
import {exists, readText} from '../../system/files.ts';
import type {Mapping, SourceFile} from './mapping.ts';
import type {Sources} from './sources.ts';

export type Migration = {readonly keys: readonly MigratedKey[]; readonly fixes: readonly Fix[]};

export async function mergeSources({confSource, files}: Sources, root: string): Promise<Migration> {
	const keys: MigratedKey[] = [];
	const values = new Map<string, {environment: string; values: YamlValue[]}>();
	for (const {file, environment, mappings} of files) {
		const target = await settingsFileOf(root, `${confSource}/${environment}`);
		const text = (await readText(join(root, target))) ?? '';
		const own = values.get(target) ?? {environment, values: []};
		values.set(target, own);
		for (const mapping of mappings) {
			const key = placed(mapping, {file, target, text, taken: own.values});
			keys.push(key);
			if (key.state === 'mapped' && mapping.to !== undefined) own.values.push(mapping.to);
		}
	}
	return {
		keys: [...keys, ...inherited(files, confSource)],
		fixes: [...values].flatMap(([file, own]) => fixOf(file, own)),
	};
}

async function settingsFileOf(root: string, folder: string): Promise<string> {
	return (await exists(join(root, folder, 'kfp.yaml'))) ? `${folder}/kfp.yaml` : `${folder}/kfp.yml`;
}

type Placed = {
	readonly file: string;
	readonly target: string;
	readonly text: string;
	readonly taken: readonly YamlValue[];
};

function placed({key, line, to, note}: Mapping, {file, target, text, taken}: Placed): MigratedKey {
	const about = {file, key, ...defined({line})};
	if (to === undefined) return {...about, state: 'unmapped', ...defined({note})};
	const where = {target, to: to.path.join('.'), value: shown(to.value)};
	const other = taken.find(({path}) => path.join('\n') === to.path.join('\n'));
	const present = other?.value ?? valueIn(text, to.path, target);
	if (present === undefined) return {...about, ...where, state: 'mapped', ...defined({note})};
	const isSame = isDeepStrictEqual(present, to.value);
	return {
		...about,
		...where,
		state: isSame ? 'unchanged' : 'kept',
		note: isSame ? `${target} has it already` : `${target} has ${shown(present)}, which stays`,
	};
}

/** As YAML on one line. */
const shown = (value: YamlValue['value']): string =>
	setValues('', [{path: ['x'], value}], '')
		.trim()
		.replace(/^x: /, '');

/** kedro-kubeflow reads `run_config` of an environment in place of that of the base; kfp.yml key by key. */
function inherited(files: readonly SourceFile[], confSource: string): readonly MigratedKey[] {
	const topOf = ({mappings}: SourceFile): ReadonlySet<string> =>
		new Set(mappings.flatMap(({to}) => to?.path.slice(0, 1) ?? []));
	const [base, ...others] = files.filter(({file}) => file.startsWith(`${confSource}/`));
	if (base === undefined) return [];
	return others.flatMap(other =>
		[...topOf(base)]
			.filter(key => !topOf(other).has(key))
			.map(key => ({
				file: other.file,
				key,
				state: 'unmapped' as const,
				note: `is not there, so the value of ${base.environment} holds in ${other.environment} too`,
			})),
	);
}

function fixOf(
	file: string,
	{environment, values}: {readonly environment: string; readonly values: readonly YamlValue[]},
): readonly Fix[] {
	if (values.length === 0) return [];
	const change = (text: string | undefined): string => setValues(text ?? newSettings(environment), values, file);
	return [{title: `Write ${file}`, edits: [{file, change}]}];
}
