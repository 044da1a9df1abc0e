// The tasks of a DAG of a KFP v2 pipeline.
import type {Task} from '../../schema/graph.ts';
import {joinNodeNames} from '../../kedro/kedro-run.ts';
import type {Executors} from '../executors.ts';
import type {ExtraTask} from '../extra-task.ts';
import type {SpecInput} from '../spec-input.ts';
import {inputSources} from './component-inputs.ts';

/** Of these tasks: what they wait for outside of it, the DAG around it waits for. */
export function dag(
	tasks: readonly Task[],
	input: SpecInput,
	executors: Executors,
	titles: ReadonlyMap<string, string>,
	start?: ExtraTask,
): {readonly tasks: Record<string, object>} {
	const keys = new Set(tasks.map(({key}) => key));
	const all = tasks.map(({key, title, nodes, dependsOn}) => ({
		key,
		title: titles.get(title) ?? title,
		component: `comp-${executors.of(key).name}`,
		dependsOn: dependsOn.filter(dependency => keys.has(dependency)),
		parameters: {
			...(input.nodesFlag === undefined ? {} : {nodes: {runtimeValue: {constant: joinNodeNames(nodes)}}}),
			...inputSources(input, 'task', start?.task.key),
		},
	}));
	return {tasks: withStart(all, start)};
}

type DagTask = {
	readonly key: string;
	readonly title: string;
	readonly component: string;
	readonly dependsOn: readonly string[];
	readonly parameters: object;
};

/** The tasks of a DAG by their keys; where one runs first, it is the first, and all others wait for it. */
export function withStart(tasks: readonly DagTask[], start: ExtraTask | undefined): Record<string, object> {
	const first = start === undefined ? [] : [start.task.key];
	return {
		...(start === undefined
			? {}
			: {
					[start.task.key]: task(
						start.task.title,
						`comp-${start.executor.name}`,
						[],
						inputSources(start.input, 'task'),
					),
				}),
		...Object.fromEntries(
			tasks.map(({key, title, component, dependsOn, parameters}) => [
				key,
				task(title, component, [...first, ...dependsOn], parameters),
			]),
		),
	};
}

/** Caching is off: KFP does not see Kedro's data, so its cache would skip tasks that must run. */
export function task(title: string, componentName: string, dependsOn: readonly string[], parameters: object): object {
	return {
		taskInfo: {name: title},
		componentRef: {name: componentName},
		...(Object.keys(parameters).length === 0 ? {} : {inputs: {parameters}}),
		...(dependsOn.length === 0 ? {} : {dependentTasks: dependsOn}),
		cachingOptions: {enableCache: false},
	};
}
