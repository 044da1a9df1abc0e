// Variables that the project takes from this shell or a .env file, and that tasks do not have.
import type {Variable} from '../../../schema/project.ts';
import type {Facts} from '../../facts.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {setVariable} from '../../set-variable.ts';

export const environmentVariable: Rule = {
	id: 'environment/variable',
	severity: 'varies',
	title: 'The project reads an environment variable that only this machine has',
	why: 'A task has the variables of the spec and of its image, not those of your shell or of a `.env` file.',
	fix: 'Give the tasks the variable: `--env-var NAME=VALUE`, or `env_vars` in kfp.yml; a secret value goes into a Secret',
	check: facts => (facts.project.variables ?? []).flatMap(variable => problem(variable, facts)),
};

function problem(variable: Variable, facts: Facts): readonly RatedProblem[] {
	const {name, place, from, effect} = variable;
	if (effect === 'unknown') return [];
	const origin = from === 'shell' ? 'is set in this shell' : `comes from ${from}, which is not for the image`;
	const consequence =
		effect === 'fails'
			? 'Kedro cannot read the project in a task'
			: 'in a task the project has other nodes or another configuration';
	return [
		{
			severity: effect === 'fails' ? 'error' : 'warning',
			message: `${name} ${origin}, and tasks do not have it: ${consequence}`,
			fix: setVariable(variable, facts),
			location: place,
		},
	];
}
