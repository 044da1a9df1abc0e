// The environment, asked first: its configuration may set the pipeline and much else.
import {isOn, type Options, type Sourced} from '../../../options/options.ts';
import {selectQuestion, valueOrAnswer} from '../../../options/questions.ts';
import {holdsClusterConfig, newEnvironment} from '../../../checks/catalog-file.ts';
import {defaultDataUrl} from '../../../checks/data-url.ts';
import type {Project} from '../../../schema/project.ts';
import {type NextCommand, withDetails, WizardError} from '../../../system/errors.ts';
import {didYouMean, meant, nearest} from '../../../system/nearest.ts';
import {quote} from '../../../system/text.ts';
import type {Choice, SelectQuestion, TextQuestion, Ui} from '../../../ui/ui.ts';

/** Stands for an environment that does not exist yet: no folder can have this name. */
export const another = '+';

/** @throws WizardError `project` for an environment that does not exist. */
export async function chooseEnvironment(project: Project, options: Options, ui: Ui): Promise<Sourced> {
	const question = environmentQuestion(project);
	const asked = ui.interactive ? offered(question, project) : {...question, initial: project.environment};
	const chosen = await valueOrAnswer(options.env, asked, ui);
	if (chosen.value === another) return valueOrAnswer(undefined, nameQuestion(project), ui);
	if (ui.interactive && options.env === undefined && chosen.value === newName(project)) return chosen;
	const known = namesIn(project);
	if (known.includes(chosen.value) || (isOn(options.fix) && couldBeCreated(chosen.value, known))) return chosen;
	const error = unknownName('environment', chosen, project.environments, 'project');
	throw couldBeCreated(chosen.value, known)
		? withDetails(error, {next: [...error.next, create(project, chosen, options)]})
		: error;
}

/** The command that makes the environment with what tasks need in it. */
function create(project: Project, {value}: Sourced, {data}: Options): NextCommand {
	const place = data?.value ?? defaultDataUrl(project) ?? 's3://bucket/prefix';
	return {
		command: `kfp-wizard check --fix --env ${quote(value)} --data ${quote(place)}`,
		when: 'to create it, with the fixes of the checks',
	};
}

/** The question as a person gets it: with a new environment as the last choice. */
function offered(question: SelectQuestion, project: Project): SelectQuestion {
	const initial = likeliest(project);
	const name = newName(project);
	if (name === undefined) return {...question, choices: [...question.choices, newChoice], initial};
	return {
		...question,
		choices: [
			...question.choices,
			{value: name, hint: 'a new one, with its own catalog for the cluster', flags: ''},
			{...newChoice, hint: 'with another name'},
		],
		initial,
		help: `${project.defaultEnvironment} is for this machine alone; a cluster needs a catalog of its own.`,
	};
}

/** The new environment that is offered by its name, where it is the likeliest answer. */
const newName = (project: Project): string | undefined => {
	const name = freeName(project);
	return likeliest(project) === name ? name : undefined;
};

/**
 * Kedro's default is mostly for this machine alone: where there is exactly one other environment, it is offered first, and
 * where there is none a new one.
 */
function likeliest(project: Project): string {
	const {environment, environments, baseEnvironment, defaultEnvironment} = project;
	const others = environments.filter(name => name !== baseEnvironment && name !== defaultEnvironment);
	const [only] = others;
	if (environment !== defaultEnvironment || others.length > 1) return environment;
	return only ?? (holdsClusterConfig(project, defaultEnvironment) ? environment : freeName(project) || another);
}

const newChoice: Choice = {
	value: another,
	label: 'a new one',
	hint: 'with its own catalog for the cluster',
	flags: '',
};

/** The fixes of the checks write the files of a new environment; naming it writes nothing. */
export const nameQuestion = (project: Project): TextQuestion => ({
	kind: 'text',
	name: 'new_env',
	message: 'What is the name of the new environment?',
	flag: '--env ENV',
	help: `Fixes of the checks go to ${project.confSource}/<name>/; everything else comes from ${project.baseEnvironment}.`,
	initial: freeName(project),
	// Of an answer that is remembered the files may just have been written.
	validate: (name, isRemembered = false) =>
		isName.test(name)
			? isRemembered
				? undefined
				: takenBy(name, project)
			: 'Use letters, digits, - and _; prod/eu is a folder inside prod',
});

/** Why an environment cannot be a new one. */
function takenBy(name: string, project: Project): string | undefined {
	const {baseEnvironment, confSource} = project;
	if (name === baseEnvironment || name === 'base')
		return `${name} is what all environments start from: use another name`;
	if (name === 'local') return 'local is for this machine alone: use another name';
	if (!namesIn(project).includes(name)) return undefined;
	return `${confSource}/${name} exists already: use another name, or go back and choose ${name}`;
}

function freeName(project: Project): string {
	const names = ['', '-2', '-3'].map(suffix => newEnvironment + suffix);
	return names.find(name => takenBy(name, project) === undefined) ?? '';
}

const namesIn = ({environments, defaultEnvironment}: Project): readonly string[] => [
	...environments,
	defaultEnvironment,
];

/** Kedro takes a folder inside a folder too: `prod/eu`. */
const isName = /^\w[\w-]*(?:\/\w[\w-]*)*$/;

/** A fix creates its folder; a name close to an existing one is more likely a typing error. */
const couldBeCreated = (name: string, known: readonly string[]): boolean =>
	isName.test(name) && nearest(name, known) === undefined;

/** Base alone is not an environment to run in, unless there is no other. Kedro's default is one even without its folder: a check reports that. */
export function environmentQuestion(project: Project): SelectQuestion {
	const {environments, baseEnvironment, defaultEnvironment, environment} = project;
	const others = environments.filter(name => name !== baseEnvironment || environments.length === 1);
	const missing = environments.includes(defaultEnvironment) ? [] : [defaultEnvironment];
	const hint = missing.length === 0 ? "Kedro's default" : "Kedro's default; has no folder";
	const choices = [...others, ...missing].map(name => ({
		value: name,
		...(name === defaultEnvironment ? {hint: name === 'local' ? `${hint}, for this machine alone` : hint} : {}),
	}));
	return selectQuestion('env', choices, {initial: environment});
}

/** A name that does not exist, with the nearest one that does. */
export function unknownName(
	what: 'environment' | 'pipeline',
	{value, source}: Sourced,
	names: readonly string[],
	kind: 'usage' | 'project',
): WizardError {
	const near = meant(value, names);
	const flag = what === 'environment' ? '--env' : '--pipeline';
	return new WizardError(kind, `There is no ${what} "${value}" (${source})${didYouMean(value, names)}`, {
		code: 'UNKNOWN_NAME',
		detail: `Known names: ${names.join(', ')}`,
		next: [
			near === undefined
				? {command: `${flag} NAME`, when: 'with one of these names'}
				: {command: `${flag} ${quote(near)}`},
		],
	});
}
