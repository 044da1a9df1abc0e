// Datasets whose entry is only in the default environment, such as conf/local.
import {datasetKind} from '../../../kedro/datasets.ts';
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
	check: facts => usedNames(facts).flatMap(name => judge(name, facts)),
};

function judge(name: string, facts: Facts): readonly RatedProblem[] {
	const {project, environment} = facts;
	const entry = defaultEntry(name, project);
	const effect = entry && effectOf(name, facts);
	if (entry === undefined || effect === undefined) return [];
	const key = entry.pattern ?? name;
	const fix =
		datasetKind(entry, name) === 'local'
			? capitalized(entryAdvice(facts, name, entry))
			: `Add to ${catalogFileOrPlaceholder(project, environment, entry)} the entry ${yamlKey(key)} of ${entry.place?.file ?? project.defaultEnvironment}`;
	const rated = ratedAbsence(project, name, fix);
	return [
		{
			message: `${name} has its catalog entry only in ${entry.place?.file ?? project.defaultEnvironment}: in the environment ${environment} ${effect.text}`,
			...rated,
			severity: effect.isLost ? 'warning' : rated.severity,
			location: entry.place,
			dataset: name,
		},
	];
}

/** What happens to the data without an entry; nothing inside one task. */
function effectOf(name: string, facts: Facts): {readonly text: string; readonly isLost: boolean} | undefined {
	if (freeInputs(facts).some(input => input.name === name))
		return {text: 'Kedro will stop with "Pipeline input(s) not found in the DataCatalog"', isLost: false};
	if (passedDatasets(facts).some(passed => passed.name === name))
		return {text: 'it is in the memory of one task, and the tasks that read it will fail', isLost: false};
	if (finalOutputs(facts).some(output => output.name === name))
		return {text: 'it is only in memory, and lost when its task ends', isLost: true};
	return undefined;
}
