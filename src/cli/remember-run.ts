// Keeps the run that a command ended with for shell completion, before those that are known, and how long its nodes took.
import {findProject} from '../kedro/find-project.ts';
import {rememberSeconds} from '../options/measured-seconds.ts';
import type {Outcome, RunTask} from '../schema/outcome.ts';
import type {Environment} from '../system/environment.ts';
import {knownNames, rememberNames} from '../system/known-names.ts';

const most = 50;

/** `project`: what `--project` says. */
export async function rememberRun(
	{id, name}: NonNullable<Outcome['run']>,
	project: string | undefined,
	cwd: string,
	env: Environment,
	tasks: readonly RunTask[] = [],
): Promise<void> {
	const root = await findProject(project, cwd).catch(() => undefined);
	if (root === undefined) return;
	const line = `${id} ${name}`;
	const {runs = []} = await knownNames(root, env);
	await rememberNames(root, {runs: [line, ...runs.filter(one => one !== line)].slice(0, most)}, env);
	const ran = tasks.flatMap(({state, nodes, running}) =>
		state === 'succeeded' && running !== undefined && nodes.length > 0 ? [{nodes, seconds: running}] : [],
	);
	if (ran.length > 0) await rememberSeconds(root, ran, env);
}
