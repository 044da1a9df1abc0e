// The predicted time of a run on a cluster, from its tasks and the seconds that their nodes take.
import type {TaskGraph} from '../schema/graph.ts';

/** What a cluster adds to the work of the tasks, in seconds. */
export type ClusterTimes = {
	/** Until the first task starts. */
	readonly begin: number;
	/** For each task: its pods, the start of Python with a small project, and the wait for what comes next. */
	readonly task: number;
	/** Between the starts of two tasks that could start at the same time. */
	readonly next: number;
};

/**
 * Measured on KFP 2.17 with Argo 4.1, on one node of two cores: runs of 11 Kedro nodes on five levels took 131 to 152 s,
 * 30 tasks side by side 164 s. KFP v2 runs a driver for the run, and a driver and an executor for each task; Argo looks
 * every ten seconds for what comes next.
 */
export const kfpTimes: ClusterTimes = {begin: 10, task: 20, next: 4};

/** The same for an Argo Workflow, which has no drivers: 11 nodes on five levels took 102 s. */
export const argoTimes: ClusterTimes = {begin: 0, task: 13, next: 4};

/** Of a node whose time is not known. */
export const assumedSeconds = 1;

/** The seconds that each node takes by itself, by its name. */
export type SecondsOf = (node: string) => number;

/** Seconds from the creation of a run to its end. The cluster has room for all tasks that can run at the same time. */
export function predictedTime({tasks}: TaskGraph, secondsOf: SecondsOf, cluster: ClusterTimes): number {
	const named = tasks.map(task => ({...task, name: task.nodes.reduce((a, b) => (b < a ? b : a), '\uffff')}));
	const sorted = named.sort((a, b) => (a.name < b.name ? -1 : 1));
	const position = new Map(sorted.map(({key}, index) => [key, index]));
	return runTime(
		sorted.map(({nodes}) => nodes.reduce((sum, node) => sum + secondsOf(node), 0)),
		sorted.map(({dependsOn}) => dependsOn.flatMap(key => position.get(key) ?? [])),
		cluster,
	);
}

/**
 * The same for tasks by their indices; `Infinity` where they form a cycle. Of tasks that can start at the same time the
 * first one starts first.
 * @param work seconds that the nodes of each task take, one after the other
 * @param before the tasks that each one waits for; one may stand there twice
 */
export function runTime(
	work: readonly number[],
	before: readonly (readonly number[])[],
	{begin, task, next}: ClusterTimes,
): number {
	if (work.length === 0) return 0;
	const open = before.map(({length}) => length);
	const after: number[][] = work.map(() => []);
	for (const [index, awaited] of before.entries()) for (const other of awaited) after[other]?.push(index);
	const ready = work.map(() => begin);
	const queue = new ReadyQueue(ready);
	for (const [index, count] of open.entries()) if (count === 0) queue.add(index);
	let free = begin;
	let last = begin;
	let started = 0;
	for (let current = queue.take(); current !== undefined; current = queue.take()) {
		started += 1;
		const start = Math.max(ready[current] ?? begin, free);
		free = start + next;
		const end = start + task + (work[current] ?? 0);
		if (end > last) last = end;
		for (const follower of after[current] ?? []) {
			if (end > (ready[follower] ?? begin)) ready[follower] = end;
			const left = (open[follower] ?? 0) - 1;
			open[follower] = left;
			if (left === 0) queue.add(follower);
		}
	}
	return started < work.length ? Number.POSITIVE_INFINITY : last;
}

/** Tasks that can start, the earliest first: a binary heap. */
class ReadyQueue {
	readonly #ready: readonly number[];
	readonly #heap: number[] = [];

	constructor(ready: readonly number[]) {
		this.#ready = ready;
	}

	add(index: number): void {
		const heap = this.#heap;
		let place = heap.length;
		heap.push(index);
		while (place > 0) {
			const up = (place - 1) >> 1;
			const other = heap[up] ?? 0;
			if (!this.#isEarlier(index, other)) break;
			heap[place] = other;
			place = up;
		}
		heap[place] = index;
	}

	take(): number | undefined {
		const heap = this.#heap;
		const [first] = heap;
		const last = heap.pop();
		if (last === undefined || heap.length === 0) return first;
		let place = 0;
		for (;;) {
			let down = 2 * place + 1;
			if (down >= heap.length) break;
			if (down + 1 < heap.length && this.#isEarlier(heap[down + 1] ?? 0, heap[down] ?? 0)) down += 1;
			const other = heap[down] ?? 0;
			if (!this.#isEarlier(other, last)) break;
			heap[place] = other;
			place = down;
		}
		heap[place] = last;
		return first;
	}

	#isEarlier(a: number, b: number): boolean {
		const difference = (this.#ready[a] ?? 0) - (this.#ready[b] ?? 0);
		return difference < 0 || (difference === 0 && a < b);
	}
}
