// How long each node takes by itself, from the times of tasks that ran.

export type MeasuredTask = {
	readonly nodes: readonly string[];
	/** From the start of its process to its end. */
	readonly seconds: number;
};

/** The start of Python and the import of a project take no longer. */
const longestStart = 15;

/**
 * Whole seconds of each node, at least one. The shortest task takes as long as a task takes to start; what the others take
 * besides is divided evenly among their nodes.
 */
export function measuredSeconds(tasks: readonly MeasuredTask[]): ReadonlyMap<string, number> {
	const start = Math.min(longestStart, ...tasks.map(({seconds}) => seconds));
	return new Map(
		tasks.flatMap(({nodes, seconds}) =>
			nodes.map(node => [node, Math.max(1, Math.round((seconds - start) / nodes.length))] as const),
		),
	);
}
