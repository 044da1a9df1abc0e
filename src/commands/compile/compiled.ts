// What `compile` works out, kept for the next call: as long as nothing has changed that it depended on, that writes the same.
import {findProject} from '../../kedro/find-project.ts';
import {isOff, isOn, type Options} from '../../options/options.ts';
import type {Event} from '../../schema/event.ts';
import type {Change, PlanValue} from '../../schema/plan.ts';
import {cacheFolder} from '../../system/cache-folder.ts';
import {memoryFile, recall} from '../../system/memory.ts';
import {sortedEntries} from '../../system/order.ts';
import {notRunAgain} from '../../system/ran-commands.ts';
import type {SpecFile, SpecText} from '../../deploy/steps/spec/write-out.ts';
import type {Context} from '../../ui/context.ts';

export type Compiled = {
	readonly to: SpecFile;
	readonly spec: SpecText & {readonly name: string};
	readonly image: string;
	readonly grouping: object;
	/** What was reported on the way. */
	readonly events: readonly Event[];
	/** Of a dry run, which stops at it. */
	readonly plan?: {readonly changes: Change[]; readonly values: PlanValue[]};
};

/** They change with each terminal, folder and command of a shell. */
const ofShell: ReadonlySet<string> = new Set(['_', 'OLDPWD', 'PWD', 'SHLVL']);

/** Where the result of these options is kept; `undefined` where it is not: without a project, for a dry run, with `--no-cache`. */
export async function compiledFile(
	flags: Options,
	{env, cwd, platform, isTerminal}: Context,
): Promise<string | undefined> {
	if (isOff(flags.cache) || isOn(flags.dryRun)) return undefined;
	const root = await findProject(flags.project?.value, cwd).catch(() => undefined);
	const variables = sortedEntries(env).filter(([name]) => !ofShell.has(name));
	if (root === undefined) return undefined;
	return memoryFile(cacheFolder(env), 'compiled', root, [flags, cwd, platform, isTerminal, variables]);
}

/** Reports again what was reported on the way. `undefined` where anything has changed. */
export async function recallCompiled(file: string, {ui}: Context): Promise<Compiled | undefined> {
	const compiled = (await recall(file))?.value as Compiled | undefined;
	if (compiled === undefined) return undefined;
	notRunAgain('The spec is not made again: nothing has changed since (--no-cache makes it anew)');
	for (const event of compiled.events) ui.emit(event);
	return compiled;
}
