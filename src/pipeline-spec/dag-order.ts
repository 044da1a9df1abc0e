// The tasks of one DAG as the server will see them: good names, known dependencies, an order.
import {invalid} from './invalid-spec.ts';

/** Argo's rule for task names; it takes 128 characters, of which KFP's `-driver` needs seven. */
const taskName = /^[A-Za-z][-A-Za-z0-9]{0,120}$/;

/**
 * The names of a DAG's tasks, each after what it depends on. Throws SPEC_INVALID for names that the server refuses,
 * dependencies that are not there, cycles and an empty DAG.
 */
export function taskOrder(dependencies: ReadonlyMap<string, readonly string[]>, where: string): readonly string[] {
	if (dependencies.size === 0) throw invalid(where, 'has no tasks');
	for (const [name, needed] of dependencies) {
		const place = `${where}.${name}`;
		if (!taskName.test(name)) throw invalid(place, 'the server refuses this task name');
		if (dependencies.has(`${name}-driver`))
			throw invalid(place, `KFP adds a task ${name}-driver, which is there already`);
		const unknown = needed.find(other => !dependencies.has(other));
		if (unknown !== undefined) throw invalid(place, `depends on ${unknown}, which is not there`);
	}
	const order = new Set<string>();
	let waiting = [...dependencies.keys()];
	while (waiting.length > 0) {
		const free = waiting.filter(name => (dependencies.get(name) ?? []).every(other => order.has(other)));
		if (free.length === 0) throw invalid(where, `tasks wait for each other: ${waiting.join(', ')}`);
		for (const name of free) order.add(name);
		waiting = waiting.filter(name => !order.has(name));
	}
	return [...order];
}
