// Reads a project with the variables that a task has. What the shell or a .env file has besides is withheld; where the project
// then fails or differs, the document says which variables it takes from there.
import type {Project, Variable} from '../schema/project.ts';
import type {Environment} from '../system/environment.ts';
import {WizardError} from '../system/errors.ts';
import {withheldVariables} from '../system/secrecy/secret-variables.ts';
import {type InspectOptions, inspectSurroundings} from './inspect.ts';
import {clientVariables, ofInterpreter} from './task-environment.ts';

export type TaskInspection = Omit<InspectOptions, 'env' | 'without'> & {
	/** All environment variables of this process. */
	readonly shell: Environment;
	/** The variables of every task. */
	readonly given: Readonly<Record<string, string>>;
};

type Reading = Awaited<ReturnType<typeof inspectSurroundings>>;
type Missing = Reading['surroundings']['missing'][number];

/** One variable can hide the next one that is missing. */
const mostReadings = 5;

/** @throws WizardError as `inspectProject`, where the project cannot be read with the variables of the shell either. */
export async function inspectAsTask(options: TaskInspection): Promise<Project> {
	const {shell, given, ...rest} = options;
	const env = {...ofInterpreter(shell), ...given};
	const first = await inspectSurroundings({...rest, env});
	// Tasks do not have the file: it is for one machine, and often holds secrets.
	const ofFile = first.surroundings.assigned.filter(({name}) => !Object.hasOwn(given, name));
	const inTask =
		ofFile.length === 0 ? first : await inspectSurroundings({...rest, env, without: ofFile.map(({name}) => name)});
	const known = (name: string): boolean => shell[name] !== undefined && !Object.hasOwn(given, name);
	const withheld = withheldVariables(shell);
	const shown = (name: string): string | null => (Object.hasOwn(withheld, name) ? null : (shell[name] ?? null));
	const borrow = (name: string) => (known(name) ? (withheld[name] ?? shell[name]) : undefined);
	const {here, borrowed} = await withShell(first, {...rest, env}, borrow);
	const effect = effectOf(inTask, here);
	const project = effect === 'fails' ? here.outcome : inTask.outcome;
	if (project instanceof WizardError) throw project;
	const fromShell = (name: string, place: Variable['place'] = null) => ({
		name,
		place,
		from: 'shell',
		value: shown(name),
	});
	const taken = [
		...inTask.surroundings.missing.flatMap(({name, place, optional}) => {
			const file = ofFile.find(one => one.name === name)?.file;
			return file === undefined ? [] : [{name, place, from: file, value: null, optional}];
		}),
		...borrowed.map(({name, place, optional}) => ({...fromShell(name, place), optional})),
	];
	const required = taken.some(({optional}) => !optional);
	return {
		...project,
		files: [...inTask.surroundings.files],
		variables: [
			...(effect === undefined
				? []
				: taken.map(({optional, ...variable}) => ({
						...variable,
						effect: required && optional ? ('differs' as const) : effect,
					}))),
			...clientVariables.filter(known).map(name => ({...fromShell(name), effect: 'unknown' as const})),
		],
	};
}

/** Reads the project with the variables of the shell that it does not find, as long as there are more of them. */
async function withShell(
	first: Reading,
	options: InspectOptions,
	valueOf: (name: string) => string | undefined,
): Promise<{readonly here: Reading; readonly borrowed: readonly Missing[]}> {
	const borrowed = new Map<string, string>();
	const missing: Missing[] = [];
	let here = first;
	for (let readings = 1; readings < mostReadings; readings++) {
		const more = here.surroundings.missing.filter(({name}) => !borrowed.has(name) && valueOf(name) !== undefined);
		if (more.length === 0) break;
		missing.push(...more);
		for (const {name} of more) borrowed.set(name, valueOf(name) ?? '');
		here = await inspectSurroundings({...options, env: {...options.env, ...Object.fromEntries(borrowed)}});
	}
	return {here, borrowed: missing};
}

/** What a task lacks: without it reading the project fails, or its document differs. */
function effectOf({outcome: task}: Reading, {outcome: here}: Reading): 'fails' | 'differs' | undefined {
	if (here instanceof WizardError) return undefined;
	if (task instanceof WizardError || task.unresolved.length > here.unresolved.length) return 'fails';
	return ofDocument(task) === ofDocument(here) ? undefined : 'differs';
}

const ofDocument = ({pipelines, datasets, parameters, unresolved, unusedEntries, settings}: Project): string =>
	JSON.stringify([pipelines, datasets, parameters, unresolved, unusedEntries, settings]);
