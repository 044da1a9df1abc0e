// `kedro run` behind a short Python program, where the bare command would change values or give each task its own version.
import {readFileSync} from 'node:fs';
import type {RunCommand} from './kedro-run.ts';
import {type Exact, toJson} from '../system/exact-values.ts';

/** What `bootstrap.py` does before it hands over to Kedro's own command line. */
export type Bootstrap = {
	/** Values by key of the parameter, nested ones with dots; each takes the place of all that was there. */
	readonly parameters: Readonly<Record<string, Exact>>;
	/** Keys that come as arguments `KEY=TEXT`, with the default that says what kind of value the text is. */
	readonly inputs: Readonly<Record<string, Exact>>;
	/**
	 * Present when all tasks of a run save under one version, made from arguments `run=` and `created=`: the datasets
	 * of which it is loaded.
	 */
	readonly versions?: readonly string[];
};

/**
 * The command with the program in front; after it stand `run=` and `created=` where there are versions, the arguments of
 * the inputs in their order, and the arguments of Kedro. Unchanged where there is nothing to do.
 */
export function withBootstrap(run: RunCommand, {parameters, inputs, versions}: Bootstrap): RunCommand {
	const options = {
		...(Object.keys(parameters).length === 0 ? {} : {parameters}),
		...(Object.keys(inputs).length === 0 ? {} : {inputs}),
		...(versions === undefined ? {} : {versions}),
	};
	const parts = Object.keys(options).map(name => (name === 'inputs' ? 'parameters' : name));
	if (parts.length === 0) return run;
	return {...run, command: ['python3', '-c', program(['always', ...parts]), toJson(options)]};
}

/** The parts of bootstrap.py that are needed: in a v1 spec the program stands in every task. */
function program(parts: readonly string[]): string {
	const text = readFileSync(new URL('./bootstrap.py', import.meta.url), 'utf8');
	return text
		.split(/^# \[(?=\w+\]$)/m)
		.map((part, index) => (index === 0 ? `always]\n${part}` : part))
		.filter(part => parts.includes(part.slice(0, part.indexOf(']'))))
		.map(part => part.slice(part.indexOf(']') + 1).trim())
		.join('\n\n')
		.replaceAll(/\n{3,}/g, '\n\n');
}
