// Puts a short Python program before `kedro run` where the plain command would change values or give each task its own version.
import {readFileSync} from 'node:fs';
import {defined} from '../system/defined.ts';
import type {RunCommand} from './kedro-run.ts';
import {type Exact, toJson} from '../system/exact-values.ts';

/** Names of datasets by the names under which Kubeflow shows them. */
type Datasets = Readonly<Record<string, string>>;

/** The changes that `bootstrap.py` makes before it starts Kedro's own command line. */
export type Bootstrap = {
	/** What the task hands over to Kubeflow's pages; the first argument describes then where to. */
	readonly metrics?: Datasets | undefined;
	readonly reports?: Datasets | undefined;
	/** Present when the pages of a v1 run show it. */
	readonly v1?: true | undefined;
	/** Values by key of the parameter, nested keys joined with dots; each replaces the whole value. */
	readonly parameters: Readonly<Record<string, Exact>>;
	/** Keys whose values come as arguments `KEY=TEXT`, each with the default that decides the type of the value. */
	readonly inputs: Readonly<Record<string, Exact>>;
	/** Present when the argument `state=` before all others, how the run ended, becomes a variable. */
	readonly run_state?: true;
	/** Present when the argument `variables=` before those below has variables of the task that runs first. */
	readonly start_variables?: true;
	/** Present when the id of the run and its start become variables, from the arguments `run=` and `created=`. */
	readonly run_variables?: true;
	/**
	 * Present when all tasks of a run save under one version, made from the arguments `run=` and `created=`: the names of
	 * the datasets that are loaded in this version.
	 */
	readonly versions?: readonly string[];
	/** Path of a file with credentials in the container; they count over those of the configuration. */
	readonly credentials?: string;
	/** The option of the project's own `run` that takes one node, and is repeated. */
	readonly nodes?: string;
	/** Kedro's own `run` is called in place of the project's. */
	readonly run?: 'kedro';
};

/**
 * The command with the program in front. The program takes KFP's description of the task where it hands something over, then `run=` and
 * `created=` where there are versions or variables of the run, then the arguments of the inputs in their order, then the
 * arguments of Kedro. Unchanged where there is nothing to change.
 */
export function withBootstrap(run: RunCommand, {parameters, inputs, ...rest}: Bootstrap): RunCommand {
	const isEmpty = (values: object): boolean => Object.keys(values).length === 0;
	const options = {
		...(isEmpty(parameters) ? {} : {parameters}),
		...(isEmpty(inputs) ? {} : {inputs}),
		...defined(rest),
	};
	const parts = Object.keys(options).map(name => (name === 'inputs' ? 'parameters' : name));
	if (parts.length === 0) return run;
	const handsOver = parts.includes('metrics') || parts.includes('reports');
	const needed = ['always', ...(handsOver ? ['artifacts'] : []), ...parts];
	return {...run, command: ['python3', '-c', program(needed), toJson(options)]};
}

/** What the program in front of the command of a task changes; nothing where there is none. */
export function readBootstrap(command: readonly string[]): Partial<Bootstrap> {
	const options = command.find((word, index) => command[index - 2] === '-c' && word.startsWith('{'));
	return JSON.parse(options ?? '{}') as Partial<Bootstrap>;
}

const source = (name: string): string => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');

/**
 * Only the parts of bootstrap.py that are needed: a v1 spec repeats the program in every task. They are one module: a part, also one
 * in `artifacts`, uses the names of those before it (`json`, `options`, `executor_input`), and no two define the same function.
 */
function program(parts: readonly string[]): string {
	return source('bootstrap.py')
		.replaceAll(/^# <([\w/]+\.py)>$/gm, (_, name: string) => source(name))
		.split(/^# \[(?=\w+\]$)/m)
		.map((part, index) => (index === 0 ? `always]\n${part}` : part))
		.filter(part => parts.includes(part.slice(0, part.indexOf(']'))))
		.map(part => part.slice(part.indexOf(']') + 1).trim())
		.join('\n\n')
		.replaceAll(/\n{3,}/g, '\n\n');
}
