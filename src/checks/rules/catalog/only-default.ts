// Datasets whose entry is only in the default environment, such as conf/local.
import {datasetKind} from '../../../kedro/datasets.ts';
import type {Dataset} from '../../../schema/project.ts';
import {catalogFileOrPlaceholder} from '../../catalog-file.ts';
import {finalOutputs, freeInputs, passedDatasets, usedNames} from '../../data-flow.ts';
import {defaultEntry} from '../../default-only.ts';
import type {Facts} from '../../facts.ts';
import {ratedAbsence} from '../../hooks.ts';
import {entryAdvice} from '../../remote-entry.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {capitalized} from '../../wording.ts';
import {yamlKey} from '../../yaml-line.ts';

export const catalogOnlyDefault: Rule = {
	id: 'catalog/only-default',
	severity: 'varies',
	title: 'The catalog entry of a dataset is only in the default environment, usually conf/local',
	why: 'Tasks run in the chosen environment. There the dataset has no entry: it is in the memory of one task (error between tasks, warning for a result), or Kedro stops because an input is missing.',
	fix: 'Add the entry to the catalog of the chosen environment, with a location on remote storage',
	check: facts => {
		const only = usedNames(facts).flatMap(name => {
			const entry = defaultEntry(name, facts.project);
			return entry === undefined ? [] : [{name, entry}];
		});
		const effects = only.length === 0 ? [] : effectsOf(facts);
		return only.flatMap(({name, entry}) => {
			const effect = effects.find(({names}) => names.has(name));
			return effect === undefined ? [] : [problem(name, entry, effect, facts)];
		});
	},
};

function problem(name: string, entry: Dataset, effect: Effect, facts: Facts): RatedProblem {
	const {project, environment} = facts;
	const key = entry.pattern ?? name;
	const fix =
		datasetKind(entry, name) === 'local'
			? capitalized(entryAdvice(facts, name, entry))
			: `Add to ${catalogFileOrPlaceholder(project, environment, entry)} the entry ${yamlKey(key)} of ${entry.place?.file ?? project.defaultEnvironment}`;
	const rated = ratedAbsence(project, name, fix);
	return {
		message: `${name} has its catalog entry only in ${entry.place?.file ?? project.defaultEnvironment}: in the environment ${environment} ${effect.text}`,
		...rated,
		severity: effect.isLost ? 'warning' : rated.severity,
		location: entry.place,
		dataset: name,
	};
}

/** What happens to these datasets without an entry; nothing to what stays inside one task. */
type Effect = {readonly names: ReadonlySet<string>; readonly text: string; readonly isLost: boolean};

/** The first one that has the name of a dataset counts. */
const effectsOf = (facts: Facts): readonly Effect[] => [
	{
		names: namesOf(freeInputs(facts)),
		text: 'Kedro will stop with "Pipeline input(s) not found in the DataCatalog"',
		isLost: false,
	},
	{
		names: namesOf(passedDatasets(facts)),
		text: 'it is in the memory of one task, and the tasks that read it will fail',
		isLost: false,
	},
	{names: namesOf(finalOutputs(facts)), text: 'it is only in memory, and lost when its task ends', isLost: true},
];

const namesOf = (uses: readonly {readonly name: string}[]): ReadonlySet<string> => new Set(uses.map(({name}) => name));
