// The timeline of a run that has ended: its critical path, and what another grouping would have saved with the same times.
import type {RunTimeline} from '../schema/outcome.ts';

/** A task with its times in milliseconds since the epoch. */
type Timed = {
	readonly task: string;
	readonly dependsOn: readonly string[];
	/** When all that it waits for had ended. */
	readonly ready: number | undefined;
	readonly started: number | undefined;
	/** When its own code began to run. */
	readonly running: number | undefined;
	readonly ended: number | undefined;
};

/** Smaller savings are within what one run differs from the next. */
const worthSaying = 5000;

/** `undefined` where no task has run. */
export function timelineOf(tasks: readonly Timed[]): RunTimeline | undefined {
	const ran = tasks.filter(({started, ended}) => started !== undefined && ended !== undefined);
	if (ran.length === 0) return undefined;
	const begun = Math.min(...ran.map(task => task.ready ?? task.started ?? Number.POSITIVE_INFINITY));
	const ended = Math.max(...ran.map(task => task.ended ?? 0));
	return {
		started: new Date(begun).toISOString(),
		seconds: toSeconds(ended - begun),
		critical: criticalPath(ran),
		savings: savingsOf(ran),
	};
}

/** From the first to the last task of the chain that each waited for: the end of the run is the end of the last one. */
function criticalPath(tasks: readonly Timed[]): string[] {
	const byKey = new Map(tasks.map(task => [task.task, task]));
	const path: string[] = [];
	let current = latest(tasks);
	while (current !== undefined && !path.includes(current.task)) {
		path.unshift(current.task);
		current = latest(current.dependsOn.flatMap(key => byKey.get(key) ?? []));
	}
	return path;
}

const latest = (tasks: readonly Timed[]): Timed | undefined =>
	tasks.reduce<Timed | undefined>((best, task) => ((task.ended ?? 0) > (best?.ended ?? -1) ? task : best), undefined);

type Group = {readonly tasks: readonly Timed[]};

/** What a run would have taken whose tasks share containers like this: the first of a group waits and starts, all of them work. */
function savingsOf(tasks: readonly Timed[]): RunTimeline['savings'] {
	const now = length(tasks.map(task => ({tasks: [task]})));
	const groupings = [
		['chain', chains(tasks)],
		['all', [{tasks}]],
	] as const;
	return groupings
		.map(([groupBy, groups]) => ({groupBy, saved: now - length(groups)}))
		.filter(({saved}) => saved >= worthSaying && saved >= now * 0.05)
		.map(({groupBy, saved}) => ({groupBy, seconds: toSeconds(saved)}));
}

/** Tasks in a line: each is the only one that waits for the one before, and waits for nothing else. */
function chains(tasks: readonly Timed[]): readonly Group[] {
	const dependants = new Map<string, number>();
	for (const {dependsOn} of tasks) for (const key of dependsOn) dependants.set(key, (dependants.get(key) ?? 0) + 1);
	const chainOf = new Map<string, Timed[]>();
	const all: Timed[][] = [];
	for (const task of tasks) {
		const [only, ...others] = task.dependsOn;
		const before =
			only !== undefined && others.length === 0 && dependants.get(only) === 1 ? chainOf.get(only) : undefined;
		const chain = before ?? [];
		if (before === undefined) all.push(chain);
		chain.push(task);
		chainOf.set(task.task, chain);
	}
	return all.map(chain => ({tasks: chain}));
}

/** How long the groups take when each starts as soon as what it waits for has ended. They are in topological order. */
function length(groups: readonly Group[]): number {
	const ends = new Map<string, number>();
	for (const {tasks} of groups) {
		const own = new Set(tasks.map(({task}) => task));
		const waits = tasks.flatMap(({dependsOn}) => dependsOn.filter(key => !own.has(key)).map(key => ends.get(key) ?? 0));
		const overhead = overheadOf(tasks[0]);
		const end = Math.max(0, ...waits) + overhead + tasks.reduce((sum, task) => sum + workOf(task), 0);
		for (const key of own) ends.set(key, end);
	}
	return Math.max(0, ...ends.values());
}

/** Between the moment when the task could start and the start of its own code. */
const overheadOf = (task: Timed | undefined): number => {
	const from = task?.ready ?? task?.started;
	const to = task?.running ?? task?.started;
	return from === undefined || to === undefined ? 0 : Math.max(0, to - from);
};

const workOf = ({running, started, ended}: Timed): number =>
	Math.max(0, (ended ?? 0) - (running ?? started ?? ended ?? 0));

/** The ends and starts of tasks are times of different machines. */
const toSeconds = (milliseconds: number): number => Math.max(0, Math.round(milliseconds / 100) / 10);
