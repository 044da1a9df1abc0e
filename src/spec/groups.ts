// Divides a large pipeline into groups of tasks, each a DAG of its own, since one DAG beyond some 350 tasks is refused.
import type {Task} from '../schema.ts';

export type Group = {
	readonly key: string;
	readonly tasks: readonly Task[];
	/** Keys of the groups that hold a dependency of one of these tasks. */
	readonly dependsOn: readonly string[];
};

/**
 * Consecutive slices of a topological order, at most `size` tasks each: a group waits for earlier slices only, so groups
 * never wait for each other in a circle, and since a whole group waits for whole groups every dependency holds. The
 * price is that a task may also wait for tasks it does not need; following each path as far as it goes before the next
 * one (last in, first out) keeps what belongs together in one slice and that price low.
 */
export function divide(tasks: readonly Task[], size: number): readonly Group[] {
	const order = depthFirst(tasks);
	const count = Math.ceil(order.length / size);
	const groupOf = new Map<string, string>();
	return Array.from({length: count}, (_, index) => {
		const slice = order.slice(
			Math.floor((index * order.length) / count),
			Math.floor(((index + 1) * order.length) / count),
		);
		const key = `group-${index + 1}`;
		for (const task of slice) groupOf.set(task.key, key);
		const dependsOn = new Set(slice.flatMap(task => task.dependsOn.map(dependency => groupOf.get(dependency) ?? key)));
		dependsOn.delete(key);
		return {key, tasks: slice, dependsOn: [...dependsOn].sort(byNumber)};
	});
}

function depthFirst(tasks: readonly Task[]): readonly Task[] {
	const followers = new Map<string, Task[]>();
	const waiting = new Map<string, number>();
	for (const task of tasks) {
		waiting.set(task.key, task.dependsOn.length);
		for (const key of task.dependsOn) followers.set(key, [...(followers.get(key) ?? []), task]);
	}
	const stack = tasks.filter(task => task.dependsOn.length === 0).reverse();
	const order: Task[] = [];
	for (let task = stack.pop(); task !== undefined; task = stack.pop()) {
		order.push(task);
		for (const follower of (followers.get(task.key) ?? []).toReversed()) {
			const left = (waiting.get(follower.key) ?? 0) - 1;
			waiting.set(follower.key, left);
			if (left === 0) stack.push(follower);
		}
	}
	return order;
}

function byNumber(a: string, b: string): number {
	return Number(a.slice('group-'.length)) - Number(b.slice('group-'.length));
}
