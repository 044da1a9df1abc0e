// Step 2, first: in which environment. Its configuration may name the pipeline and much else.
import type {Project} from '../../schema.ts';
import {nearest, WizardError} from '../../system/errors.ts';
import type {SelectQuestion, Ui} from '../../ui/ui.ts';
import {type Answer, answer, type Given, isOn} from '../answers.ts';

/** @throws WizardError `project` for an environment that is not there. */
export async function chooseEnvironment(project: Project, given: Given, ui: Ui): Promise<Answer> {
	const chosen = await answer(given, ui, environmentQuestion(project));
	const known = [...project.environments, project.defaultEnvironment];
	if (known.includes(chosen.value) || (isOn(given, 'fix') && couldBeMade(chosen.value, known))) return chosen;
	throw unknownName(`environment "${chosen.value}"`, chosen, project.environments, 'project');
}

/** A fix makes its folder; a name that is nearly another one is rather a slip. */
const couldBeMade = (name: string, known: readonly string[]): boolean =>
	/^\w[\w-]*$/.test(name) && nearest(name, known) === undefined;

/** Base alone is no environment to run in, unless there is no other. Kedro's default is one even without its folder: a check tells. */
export function environmentQuestion(project: Project): SelectQuestion {
	const {environments, baseEnvironment, defaultEnvironment, environment} = project;
	const others = environments.filter(name => name !== baseEnvironment || environments.length === 1);
	const missing = environments.includes(defaultEnvironment) ? [] : [defaultEnvironment];
	const hint = missing.length === 0 ? "Kedro's default" : "Kedro's default; has no folder";
	return {
		kind: 'select',
		name: 'env',
		message: 'In which environment?',
		flag: '--env ENV',
		help: 'What the tasks run with: kedro run --env.',
		choices: [...others, ...missing].map(name => ({value: name, ...(name === defaultEnvironment ? {hint} : {})})),
		initial: environment,
	};
}

/** A name that is not there, with the nearest one that is. */
export function unknownName(
	what: string,
	{value, source}: Answer,
	names: readonly string[],
	kind: 'usage' | 'project',
): WizardError {
	const near = nearest(value, names);
	return new WizardError(
		kind,
		`There is no ${what} (${source})${near === undefined ? '' : `; did you mean ${near}?`}`,
		{code: 'UNKNOWN_NAME', detail: `There is: ${names.join(', ')}`},
	);
}
