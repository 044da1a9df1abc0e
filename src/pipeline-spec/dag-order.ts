// The order of the tasks of a DAG, with the checks that the server makes.
import {invalidSpec} from './invalid-spec.ts';

/** Argo's rule for task names; it accepts 128 characters, of which KFP's `-driver` needs seven. */
const taskName = /^[A-Za-z][-A-Za-z0-9]{0,120}$/;

/**
 * The names of a DAG's tasks in topological order.
 * @throws WizardError SPEC_INVALID for names that the server refuses, unknown dependencies, cycles and an empty DAG.
 */
export function dagOrder(dependencies: ReadonlyMap<string, readonly string[]>, where: string): readonly string[] {
	if (dependencies.size === 0) throw invalidSpec(where, 'has no tasks');
	for (const [name, needed] of dependencies) {
		const path = `${where}.${name}`;
		if (!taskName.test(name)) throw invalidSpec(path, 'the server refuses this task name');
		if (dependencies.has(`${name}-driver`))
			throw invalidSpec(path, `KFP adds a task ${name}-driver, and the DAG already has one`);
		const unknown = needed.find(other => !dependencies.has(other));
		if (unknown !== undefined) throw invalidSpec(path, `depends on ${unknown}, which does not exist`);
	}
	const order = new Set<string>();
	let waiting = [...dependencies.keys()];
	while (waiting.length > 0) {
		const free = waiting.filter(name => (dependencies.get(name) ?? []).every(other => order.has(other)));
		if (free.length === 0) throw invalidSpec(where, `tasks depend on each other in a cycle: ${waiting.join(', ')}`);
		for (const name of free) order.add(name);
		waiting = waiting.filter(name => !order.has(name));
	}
	return [...order];
}
