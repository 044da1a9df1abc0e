// Values that tasks need and that only the default environment sets, such as conf/local.
import {neededValues, keyOfValue, type NeededValues} from '../../default-only.ts';
import type {Facts} from '../../facts.ts';
import {ratedAbsence} from '../../hooks.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {isSecretName} from '../../../system/secrecy/names.ts';
import {list, nodesRead} from '../../wording.ts';

export const environmentOnlyDefault: Rule = {
	id: 'environment/only-default',
	severity: 'varies',
	title: 'A value that the tasks need is only in the default environment, usually conf/local',
	why: '`kedro run` on this machine reads the default environment. Tasks run in the chosen environment, where the value is missing: Kedro stops (error), or the nodes get something else than here (warning).',
	fix: 'Add the value to the chosen environment; a secret value goes into a Secret',
	check: facts => neededValues(facts.pipeline, facts.project).map(needed => judge(needed, facts)),
};

function judge(needed: NeededValues, facts: Facts): RatedProblem {
	const {values, names, readers, stops} = needed;
	const [first] = values;
	const keys = values.map(keyOfValue);
	const from = first?.place?.file ?? facts.project.defaultEnvironment;
	const advice = adviceFor(needed, from, facts);
	return {
		message: messageFor(needed, from, facts),
		...(stops ? ratedAbsence(facts.project, list(keys), advice) : {severity: 'warning', fix: advice}),
		location: first?.place ?? null,
		node: readers[0]?.name,
		dataset: names[0] !== first?.kind ? names[0] : undefined,
	};
}

function messageFor(
	{values, names, readers, stops}: NeededValues,
	from: string,
	{project, environment}: Facts,
): string {
	const keys = list(values.map(keyOfValue));
	const verb = values.length === 1 ? 'is' : 'are';
	switch (values[0]?.kind) {
		case 'parameters':
			return stops
				? `${nodesRead(readers)} ${list(names)}, which only ${from} sets: in the environment ${environment} Kedro will stop with "Pipeline input(s) not found in the DataCatalog"`
				: `${nodesRead(readers)} ${list(names)}, of which ${keys} ${verb} only in ${from}: in the environment ${environment} the parameter comes without ${values.length === 1 ? 'it' : 'them'}`;
		case 'globals':
			return `${list(names)} ${names.length === 1 ? 'uses' : 'use'} \${${project.configLoader === 'other' ? '' : 'globals:'}${keys}}, which only ${from} sets: in the environment ${environment} ${
				stops ? 'Kedro starts no node, because it has no value' : 'the default value counts instead'
			}`;
		default:
			return `${keys} of the configuration ${list(names)} ${verb} only in ${from}: in the environment ${environment} ${
				stops
					? 'Kedro will stop with MissingConfigException where the project reads it'
					: `the project reads the configuration without ${values.length === 1 ? 'it' : 'them'}`
			}`;
	}
}

/** The file of the chosen environment in the place of one of the default environment. */
const fileThere = (file: string, {project, environment}: Facts): string =>
	file.replace(`${project.confSource}/${project.defaultEnvironment}/`, () => `${project.confSource}/${environment}/`);

function adviceFor({values}: NeededValues, from: string, facts: Facts): string {
	const keys = values.map(keyOfValue);
	const isSecret = values.some(value => value.keys.some(isSecretName));
	if (isSecret)
		return `Keep ${list(keys, 6)} out of the image: let the node read it from an environment variable, and give the tasks the variable from a Secret, with secrets in kfp.yml`;
	return `Add ${list(keys, 6)} to ${fileThere(from, facts)}`;
}
