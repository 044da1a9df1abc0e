// A part of a spec: only the tasks, and of these only the nodes, that options choose.
import {selectedNodes, withSelectedNodes} from '../kedro/kedro-run.ts';
import type {Execution} from '../pipeline-spec/read-spec.ts';

/** `names`: the nodes to run; `all`: those of the whole pipeline. A task waits for none that does not run. */
export function partOfSpec(
	executions: readonly Execution[],
	names: readonly string[],
	all: readonly string[],
): readonly Execution[] {
	const wanted = new Set(names);
	const kept = executions.flatMap((execution): readonly Execution[] => {
		if (execution.always === true || execution.first === true) return [execution];
		const own = selectedNodes(execution.command, all);
		const nodes = own.filter(name => wanted.has(name));
		if (nodes.length === 0) return [];
		return [
			nodes.length === own.length ? execution : {...execution, command: withSelectedNodes(execution.command, nodes)},
		];
	});
	const tasks = new Set(kept.map(({task}) => task));
	const awaited = new Set(kept.flatMap(({dependsOn}) => dependsOn));
	const last = kept.filter(({task, always}) => always !== true && !awaited.has(task)).map(({task}) => task);
	return kept.map(execution => ({
		...execution,
		dependsOn: execution.always === true ? last : execution.dependsOn.filter(task => tasks.has(task)),
	}));
}
