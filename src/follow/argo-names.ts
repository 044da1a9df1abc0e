// Names of Argo nodes: which task a node belongs to, and the id that Argo gives it.

/** `train(0)` → `train`: Argo numbers the tries of a node with a retry strategy. */
export const withoutTry = (name: string): string => name.replace(/\(\d+\)$/, '');

/** What a pod is for: it prepares its task, or runs it. */
export type PodPart = 'driver' | 'executor';

/** Whether a task has this name. One that ends with `-driver` is else taken for the driver of another. */
export type IsTask = (name: string) => boolean;

export type PodPlace = {
	readonly part: PodPart;
	/** Name of the task, and of the groups (sub-DAGs) around it, outermost first. */
	readonly task: string;
	readonly groups: readonly string[];
	/** From 0: a try of the task itself, a retry by Argo of any of the nodes around it. */
	readonly attempt: number;
};

/**
 * What the full name of a pod's node says: `wf(0).root(0).group(0).train(0).executor(1)`, `wf(0).root(0).train-driver(0)`,
 * in v1 `wf(0).train(0)`. `undefined` for the driver of the whole run and for other pods.
 */
export function podPlace(node: string, isTask: IsTask): PodPlace | undefined {
	const parts = node.split('.').slice(1);
	const attempt = [...node.matchAll(/\((\d+)\)/g)].reduce((sum, [, number]) => sum + Number(number), 0);
	const [first, ...rest] = parts.map(withoutTry);
	const last = rest.at(-1);
	if (first === undefined || first === 'root-driver') return undefined;
	// A v1 Workflow has no root node.
	if (first !== 'root' || last === undefined)
		return {part: 'executor', task: rest.at(-1) ?? first, groups: [], attempt};
	if (last === 'executor' && rest.length > 1)
		return {part: 'executor', task: rest.at(-2) ?? '', groups: rest.slice(0, -2), attempt};
	const isDriver = last.endsWith('-driver') && !isTask(last);
	return isDriver
		? {part: 'driver', task: last.slice(0, -'-driver'.length), groups: rest.slice(0, -1), attempt}
		: {part: 'executor', task: last, groups: rest.slice(0, -1), attempt};
}

/** The id that Argo gives a node of a Workflow: a 32-bit FNV-1a hash of its full name. */
export function nodeId(workflow: string, name: string): string {
	if (name === workflow) return name;
	let hash = 0x811c9dc5;
	for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
	return `${workflow}-${hash}`;
}
