// Runs tasks in forks of a process that has imported Kedro and the packages of the project.
import {beginImports, NotWarm, startWarmServer} from '../kedro/warm-server.ts';
import type {Execution} from '../pipeline-spec/read-spec.ts';
import {duration} from '../system/text.ts';
import type {Ui} from '../ui/ui.ts';
import {baseVariables, inProcess, variablesHere} from './process-runner.ts';
import type {Runner} from './runner.ts';
import type {Workspace} from './workspace.ts';

export type WarmFacts = {
	readonly executions: readonly Execution[];
	/** It may still be staged: Kedro is imported meanwhile. */
	readonly workspace: Promise<Workspace>;
	readonly python: string;
	readonly env: NodeJS.ProcessEnv;
};

/**
 * Calls `work` with a runner whose tasks are forks. Those that a fork would run in another way are processes of their own:
 * other programs, and tasks with environment variables that the others do not have, which an import may read. All are where
 * nothing can be forked, and a note says why.
 */
export async function withForks<T>(
	{executions, workspace, python, env}: WarmFacts,
	ui: Pick<Ui, 'emit' | 'signal'>,
	work: (run: Runner) => Promise<T>,
): Promise<T> {
	const note = (level: 'info' | 'warning', message: string): void =>
		ui.emit({event: 'note', level, step: 'rehearsal', message});
	const shared = sharedBy(executions);
	const started = performance.now();
	const imports = {...importsOf({executions, python, env}), project: async () => (await workspace).project};
	const starting = startWarmServer({...imports, signal: ui.signal}).catch((error: unknown) => {
		if (!(error instanceof NotWarm)) throw error;
		note('warning', `Not warm, every task starts Python anew: ${error.message}`);
		return undefined;
	});
	// Both have ended when this throws, so that nothing is written into a folder that is being removed.
	const [opened, begun] = await Promise.allSettled([workspace, starting]);
	if (opened.status === 'rejected') throw opened.reason;
	if (begun.status === 'rejected') throw begun.reason;
	const {withCopy} = opened.value;
	const server = begun.value;
	const cold = inProcess(withCopy, python, env);
	if (server === undefined) return work(cold);
	const time = duration(performance.now() - started);
	note('info', `warm: Kedro and the packages of the project are imported once (${time}), and each task is a fork`);
	const hasOwn = (plain: Readonly<Record<string, string>>): boolean =>
		Object.entries(plain).some(([name, value]) => shared[name] !== value);
	try {
		return await work(task => {
			const {execution, variables, signal, onText} = task;
			const {command} = execution;
			if (hasOwn(variables.plain) || !server.takes(command)) return cold(task);
			const own = variablesHere(python, variables, env);
			return withCopy(cwd => server.run(command, {cwd, env: own, signal, onText}));
		});
	} finally {
		server.close();
	}
}

type Forked = Pick<WarmFacts, 'executions' | 'python' | 'env'>;

/** Imports Kedro while the project is still being read: the executions may turn out to be others, which is no error. */
export const beginForks = (forked: Forked): void => beginImports(importsOf(forked));

const importsOf = ({executions, python, env}: Forked) => ({
	python,
	env: {...baseVariables(python, env), ...sharedBy(executions)},
});

/** The variables of the spec that all tasks have, with the same values. */
function sharedBy([first, ...others]: readonly Execution[]): Readonly<Record<string, string>> {
	const all = Object.entries(first?.env ?? {});
	return Object.fromEntries(all.filter(([name, value]) => others.every(({env}) => env[name] === value)));
}
