// Step 2, first: in which environment. Its configuration may name the pipeline and much else.
import type {Project} from '../../../schema/project.ts';
import {WizardError} from '../../../system/errors.ts';
import {nearest} from '../../../system/nearest.ts';
import type {Choice, SelectQuestion, TextQuestion, Ui} from '../../../ui/ui.ts';
import {type Answer, answer, type Given, isOn} from '../../../options/options.ts';

/** Stands for an environment that is yet to be made: no folder can have this name. */
const another = '+';

/** @throws WizardError `project` for an environment that is not there. */
export async function chooseEnvironment(project: Project, given: Given, ui: Ui): Promise<Answer> {
	const question = environmentQuestion(project);
	const choices = ui.interactive ? [...question.choices, newEnvironment] : question.choices;
	const initial = ui.interactive ? likeliest(project) : project.environment;
	const chosen = await answer(given, ui, {...question, choices, initial});
	if (chosen.value === another) return answer({}, ui, nameQuestion(project));
	const known = namesIn(project);
	if (known.includes(chosen.value) || (isOn(given, 'fix') && couldBeMade(chosen.value, known))) return chosen;
	throw unknownName(`environment "${chosen.value}"`, chosen, project.environments, 'project');
}

/** What Kedro takes by itself is mostly for this machine alone: where there is one other environment, it is meant. */
function likeliest({environment, environments, baseEnvironment, defaultEnvironment}: Project): string {
	const others = environments.filter(name => name !== baseEnvironment && name !== defaultEnvironment);
	const only = others.length === 1 ? others[0] : undefined;
	return environment === defaultEnvironment ? (only ?? environment) : environment;
}

const newEnvironment: Choice = {value: another, label: 'a new one', hint: 'with a catalog of its own for the cluster'};

/** The fixes of the checks write the new environment's files; nothing is written when it is named. */
const nameQuestion = (project: Project): TextQuestion => ({
	kind: 'text',
	name: 'new_env',
	message: 'What is the new environment called?',
	flag: '--env ENV',
	help: `Fixes of the checks go to ${project.confSource}/<name>/; what it does not have is taken from ${project.baseEnvironment}.`,
	initial: 'kubeflow',
	// One that is there already will do: its files may just have been written.
	validate: name => (isName.test(name) ? undefined : 'A name is made of letters, digits, - and _'),
});

const namesIn = ({environments, defaultEnvironment}: Project): readonly string[] => [
	...environments,
	defaultEnvironment,
];

const isName = /^\w[\w-]*$/;

/** A fix makes its folder; a name that is nearly another one is rather a slip. */
const couldBeMade = (name: string, known: readonly string[]): boolean =>
	isName.test(name) && nearest(name, known) === undefined;

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
		choices: [...others, ...missing].map(name => ({
			value: name,
			...(name === defaultEnvironment ? {hint: name === 'local' ? `${hint}, for this machine alone` : hint} : {}),
		})),
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
