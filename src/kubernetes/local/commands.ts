// The commands of a cluster on this machine, from the table of products: for a person to read, and to run.
import {defined} from '../../system/defined.ts';
import {type NextCommand, WizardError} from '../../system/errors.ts';
import {findProgram, run, type RunResult} from '../../system/exec.ts';
import {installCommand, packageManager} from '../../system/install-command.ts';
import {quote} from '../../system/text.ts';
import type {LocalCluster} from './recognise.ts';

/** Words of a command, and what stands for them. */
type Words = {readonly IMAGE?: string; readonly ARCHIVE?: string; readonly NODE?: string};

type ToolCommand = {
	readonly program: string;
	readonly args: readonly string[];
	readonly env: Readonly<Record<string, string>>;
};

export type ToolOptions = {
	readonly env: NodeJS.ProcessEnv;
	readonly signal: AbortSignal;
	/** Milliseconds; 0 for no limit. Default 30,000. */
	readonly timeout?: number;
	readonly onLine?: (line: string) => void;
};

export function toolCommand(template: string, {product, name, provider}: LocalCluster, words: Words): ToolCommand {
	const known: Readonly<Record<string, string | undefined>> = {...words, CLUSTER: name, PROVIDER: provider};
	const [program = '', ...args] = template.split(' ').map(word => known[word] ?? word);
	const env = Object.entries(product.env ?? {}).map(([variable, word]) => [variable, known[word] ?? word] as const);
	return {program, args, env: Object.fromEntries(env)};
}

/** As a person would type it; a variable that says what the program assumes anyway is left out. */
export function shownCommand(template: string, cluster: LocalCluster, words: Words): string {
	const {program, args, env} = toolCommand(template, cluster, words);
	const variables = cluster.provider === 'docker' ? [] : Object.entries(env).map(([name, value]) => `${name}=${value}`);
	return [...variables, program, ...args.map(word => (word === '…' ? word : quote(word)))].join(' ');
}

/** The program of a command, where it is installed. */
export const findTool = (
	template: string,
	cluster: LocalCluster,
	env: NodeJS.ProcessEnv,
): Promise<string | undefined> => findProgram(toolCommand(template, cluster, {}).program, env['PATH'] ?? '');

/** @throws WizardError `outside` LOAD_TOOL_MISSING. The exit code is the caller's to judge. */
export async function runTool(
	template: string,
	cluster: LocalCluster,
	words: Words,
	{env, signal, timeout = 30_000, onLine}: ToolOptions,
): Promise<RunResult> {
	const {program, args, env: own} = toolCommand(template, cluster, words);
	const path = await findProgram(program, env['PATH'] ?? '');
	if (path === undefined) throw await toolMissing(program, cluster);
	return run(path, args, {env: {...env, ...own}, signal, timeout, ...defined({onLine})});
}

/** Instead of loading the image, whether `--load` or the cluster asked for that. */
export const toPush: NextCommand = {
	command: '--no-load --image REF',
	when: 'to push the image to a registry that the cluster can pull from',
};

export async function toolMissing(program: string, {product, context}: LocalCluster): Promise<WizardError> {
	const tool = (['kind', 'minikube', 'k3d'] as const).find(name => name === program);
	return new WizardError('outside', `${program} is not installed, and ${context} is a ${product.title} cluster`, {
		code: 'LOAD_TOOL_MISSING',
		detail: `An image gets into a ${product.title} cluster through ${program}.`,
		next: [...(tool === undefined ? [] : installCommand(tool, await packageManager())), toPush],
	});
}
