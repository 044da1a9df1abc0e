// A command `run` of the project or of a plugin in place of Kedro's own: how the tasks call it with the options that it has.
import type {OwnRun} from '../schema/project.ts';
import {type Bootstrap, readBootstrap} from './bootstrap.ts';
import {nodeOptions, type RunCommand, withOlderPipelineOption, writtenOptions} from './kedro-run.ts';

export type FittedRun = {
	readonly run: RunCommand;
	/** What the program before the command does. */
	readonly program: Pick<Bootstrap, 'nodes' | 'run'>;
	/** Options of the tasks that the project's own command lacks. */
	readonly lacking: readonly string[];
};

/** The command of the tasks for the project's own `run`; where that lacks more than the names differ, Kedro's own runs. */
export function fitRun(run: RunCommand, own: OwnRun | null | undefined): FittedRun {
	const plain = {run, program: {}, lacking: []};
	// An empty list: it takes any option.
	if (own === null || own === undefined || own.options.length === 0) return plain;
	const has = (option: string): boolean => own.options.includes(option);
	const lacking = [...writtenOptions(run.args), run.nodesFlag].filter(option => !has(option));
	const older = withOlderPipelineOption(run);
	const fitted = writtenOptions(run.args).every(has) ? run : writtenOptions(older.args).every(has) ? older : undefined;
	const separate = nodeOptions.find(option => has(option) && own.repeated.includes(option));
	const takesList = has(run.nodesFlag) && !(own.repeated.includes(run.nodesFlag) && !own.split.includes(run.nodesFlag));
	if (fitted === undefined || (!takesList && separate === undefined)) return {run, program: {run: 'kedro'}, lacking};
	return {run: fitted, program: takesList || separate === undefined ? {} : {nodes: separate}, lacking};
}

/** The options that the `run` in an image must have for the command of a task. */
export function requiredOptions(command: readonly string[]): readonly string[] {
	const written = writtenOptions(command);
	const {nodes, run} = readBootstrap(command);
	if (run !== undefined) return [];
	return nodes === undefined ? written : written.map(option => (option === '--nodes' ? nodes : option));
}
