// Flattens the DAGs of a KFP v2 pipeline: the tasks of all of them, each with those that it waits for.
import {dagOrder} from '../dag-order.ts';
import {invalidSpec} from '../invalid-spec.ts';
import type {Execution, Import} from '../spec-summary.ts';
import type {DagContext} from './dag-context.ts';
import {inputValues, valueFrom} from './input-values.ts';
import type {Component, DagTask} from './pipeline-spec-schema.ts';
import {readExecution} from './read-execution.ts';

type Read = {
	readonly executions: readonly Execution[];
	readonly imports: readonly Import[];
	/** Those that no other execution of the DAG depends on. */
	readonly last: readonly string[];
};

/** The executions and imports of a DAG. Nothing waits for an import. */
export function readDag({dag}: Component, context: DagContext): Read {
	if (dag === undefined) throw invalidSpec(context.where, 'has no dag');
	const where = `${context.where}.dag.tasks`;
	const tasks = new Map(Object.entries(dag.tasks));
	const dependencies = new Map([...tasks].map(([name, task]) => [name, task.dependentTasks]));
	const awaited = new Set([...dependencies.values()].flat());
	const lastOf = new Map<string, readonly string[]>();
	const executions: Execution[] = [];
	const imports: Import[] = [];
	for (const name of dagOrder(dependencies, where)) {
		const task = tasks.get(name);
		if (task === undefined) continue;
		const after =
			task.dependentTasks.length === 0 ? context.after : task.dependentTasks.flatMap(other => lastOf.get(other) ?? []);
		const inner = readTask(name, task, {...context, where: `${where}.${name}`, after});
		const always = task.triggerPolicy === undefined ? {} : {always: true as const};
		executions.push(...inner.executions.map(execution => ({...execution, ...always})));
		imports.push(...inner.imports);
		lastOf.set(name, inner.last);
	}
	return {executions, imports, last: [...lastOf].filter(([name]) => !awaited.has(name)).flatMap(([, last]) => last)};
}

function readTask(name: string, task: DagTask, context: DagContext): Read {
	const {spec, where, inside} = context;
	const {name: reference} = task.componentRef;
	const component = spec.pipeline.components[reference];
	if (component === undefined) throw invalidSpec(where, `there is no component ${reference}`);
	if (inside.includes(reference)) throw invalidSpec(where, `component ${reference} contains itself`);
	const given = new Map(
		Object.entries(task.inputs?.parameters ?? {}).map(([input, source]) => [input, valueFrom(source, task, context)]),
	);
	const values = inputValues(component, given, where);
	if (component.executorLabel === undefined) {
		return readDag(component, {...context, values, inside: [...inside, reference]});
	}
	const shown = task.taskInfo.name;
	const importer = spec.pipeline.deploymentSpec.executors[component.executorLabel]?.importer;
	if (importer !== undefined) {
		const {constant: uri} = importer.artifactUri;
		return {executions: [], imports: [{task: name, shown, uri, dependsOn: context.after}], last: []};
	}
	const own = readExecution(name, component, component.executorLabel, {...context, values});
	return {executions: [{...own, shown}], imports: [], last: [name]};
}
