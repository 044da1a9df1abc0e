// Pods by the task that they work for, and the ids of pods that are gone.
import type {Run} from '../kfp/schemas.ts';
import type {Pod} from '../kubernetes/pods.ts';
import {type IsTask, nodeId, podPlace, withoutTry} from './argo-names.ts';

/** The key of what belongs to the run as a whole: the driver that comes before its first task. */
export const wholeRun = '';

/** By the names of these tasks. */
export function isTaskOf(tasks: readonly {readonly task: string}[]): IsTask {
	const names = new Set(tasks.map(({task}) => task));
	return name => names.has(name);
}

/** The task of a node by its full name. */
export const ownerOf = (node: string, isTask: IsTask): string | undefined =>
	podPlace(node, isTask)?.task ?? (/\.root-driver(?:\(\d+\))?$/.test(node) ? wholeRun : undefined);

/** Those of each task, its last try first, executors before drivers. */
export function podsByTask(pods: readonly Pod[], isTask: IsTask): ReadonlyMap<string, readonly Pod[]> {
	const byTask = new Map<string, {readonly pod: Pod; readonly order: number}[]>();
	for (const pod of pods) {
		const owner = ownerOf(pod.node, isTask);
		if (owner === undefined) continue;
		const place = podPlace(pod.node, isTask);
		const order = (place?.attempt ?? 0) + (place?.part === 'executor' ? 1000 : 0);
		byTask.set(owner, [...(byTask.get(owner) ?? []), {pod, order}]);
	}
	return new Map(
		[...byTask].map(([task, list]) => [task, list.toSorted((a, b) => b.order - a.order).map(({pod}) => pod)]),
	);
}

/** The pods in which the task's own code runs, its last try first. */
export const executorPods = (pods: readonly Pod[], isTask: IsTask): readonly Pod[] =>
	pods.filter(({node}) => podPlace(node, isTask)?.part === 'executor');

export type ArchivedNode = {
	/** Argo's id of the node, which the API takes for its log. */
	readonly id: string;
	/** The name that its pod had. */
	readonly pod: string;
};

/**
 * The nodes in which the code of a task ran, its last try first: computed from names, since the API has no names of pods.
 * @param workflow name of the Argo Workflow
 */
export function archivedNodes({run_details}: Run, workflow: string, task: string): readonly ArchivedNode[] {
	const rows = run_details?.task_details ?? [];
	const names = new Set(rows.map(({display_name}) => withoutTry(display_name)));
	const groups = [...names].filter(name => name !== task && name !== 'root' && names.has(`${name}-driver`));
	const children = new Set(rows.flatMap(({child_tasks}) => child_tasks.flatMap(({pod_name}) => pod_name ?? [])));
	const tries = [2, 1, 0];
	const isV1 = !names.has('root');
	const places = isV1
		? [`${workflow}(0)`]
		: [`${workflow}(0).root(0)`, ...groups.map(group => `${workflow}(0).root(0).${group}(0)`)];
	// A Workflow without KFP's retry defaults has no numbers in its names.
	const numbered = places.flatMap(place =>
		tries.map(number => (isV1 ? `${place}.${task}(${number})` : `${place}.${task}(0).executor(${number})`)),
	);
	const plain = places.map(place => `${place.replaceAll('(0)', '')}.${task}${isV1 ? '' : '.executor'}`);
	return [...numbered, ...plain]
		.map(name => nodeId(workflow, name))
		.filter(id => children.has(id))
		.map(id => ({id, pod: `${workflow}-${isV1 ? task : 'system-container-impl'}${id.slice(workflow.length)}`}));
}
