// The part of a pipeline that options choose: `--from-nodes`, `--to-nodes`, `--nodes`, `--tags`, `--from-inputs`, `--to-outputs`.
import {splitNodeNames} from '../kedro/kedro-run.ts';
import type {PartFilter} from '../kedro/pipeline-part.ts';
import {WizardError} from '../system/errors.ts';
import {otherList} from './corrections.ts';
import {flagName} from './names.ts';
import type {Options} from './options.ts';

type PartOptionName = keyof PartFilter & keyof Options;

/** What each option names. */
export const partKinds = {
	fromNodes: 'node',
	toNodes: 'node',
	nodes: 'node',
	tags: 'tag',
	fromInputs: 'dataset',
	toOutputs: 'dataset',
} as const satisfies Record<PartOptionName, string>;

/** In the order of `--help`. */
export const partOptionNames = Object.keys(partKinds) as readonly PartOptionName[];

/**
 * Names as `kedro run` splits them; `undefined` for the whole pipeline.
 * @throws WizardError `usage` for an option without a name: Kedro would run the whole pipeline.
 */
export function readPart(options: Options): PartFilter | undefined {
	if (partOptionNames.every(name => options[name] === undefined)) return undefined;
	const namesOf = (name: PartOptionName): readonly string[] => {
		const option = options[name];
		if (option === undefined) return [];
		const split = partKinds[name] === 'node' ? splitNodeNames : splitAtCommas;
		const names = [...new Set(option.value.flatMap(split))].filter(one => one !== '');
		if (names.length > 0) return names;
		throw new WizardError('usage', `${option.source}: names nothing, so Kedro would run the whole pipeline`, {
			code: 'BAD_VALUE',
			next: otherList(name, option, () => 'NAME'),
		});
	};
	return {
		fromNodes: namesOf('fromNodes'),
		toNodes: namesOf('toNodes'),
		nodes: namesOf('nodes'),
		tags: namesOf('tags'),
		fromInputs: namesOf('fromInputs'),
		toOutputs: namesOf('toOutputs'),
	};
}

const splitAtCommas = (text: string): readonly string[] => text.split(',').map(name => name.trim());

/** Flag and names of each list that is not empty. */
export const partFlags = (filter: PartFilter): readonly (readonly [flag: string, names: readonly string[]])[] =>
	partOptionNames.flatMap(name => (filter[name].length === 0 ? [] : [[flagName(name), filter[name]] as const]));
