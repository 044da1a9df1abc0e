// How long the nodes of a project took when they last ran here or on a cluster, kept in the cache for the question about the grouping.
import type {Environment} from '../system/environment.ts';
import {knownNames, rememberNames} from '../system/known-names.ts';
import {measuredSeconds, type MeasuredTask} from '../tasks/measured-seconds.ts';
import {nodeAndSeconds} from './catalog/node-and-seconds.ts';

/** Keeps the seconds of the nodes of these tasks; those of other nodes stay. @param root the real path of the project */
export async function rememberSeconds(root: string, tasks: readonly MeasuredTask[], env: Environment): Promise<void> {
	const {seconds = []} = await knownNames(root, env);
	const now = measuredSeconds(tasks);
	const others = seconds.filter(text => !now.has(nodeOf(text)));
	await rememberNames(root, {seconds: [...[...now].map(([node, value]) => `${node}=${value}`), ...others]}, env);
}

/**
 * `NODE=SECONDS` of those of the nodes that take longer than a second, as `--node-seconds` takes them; `undefined` where
 * nothing is known of any of them.
 */
export async function knownSeconds(
	root: string,
	nodes: readonly {readonly name: string}[],
	env: Environment,
): Promise<readonly string[] | undefined> {
	const {seconds = []} = await knownNames(root, env);
	const names = new Set(nodes.map(({name}) => name));
	const own = seconds.filter(text => names.has(nodeOf(text)));
	return own.length === 0 ? undefined : own.filter(text => !text.endsWith('=1'));
}

const nodeOf = (text: string): string => nodeAndSeconds(text)[0];
