// From a part of a graph to layers: each task in a column; a line that passes through a column has a spot in it.
import type {Shape} from './shape.ts';

/** A task in its column, or a line that passes through. */
export type Spot = {readonly task: number | undefined};

/** Everything on the left is connected with everything on the right, by one upright line. */
export type Bus = {readonly left: readonly number[]; readonly right: readonly number[]};

export type Layers = {
	readonly spots: readonly Spot[];
	/** Indices in `spots`; the first layer is the leftmost column. */
	readonly layers: readonly (readonly number[])[];
	/** Between each layer and the next. */
	readonly buses: readonly (readonly Bus[])[];
};

type Edge = readonly [from: number, to: number];

/** More lines than this cannot be followed. */
const mostLines = 400;

/** Undefined where the part is too dense, or has more in one column than there are rows. */
export function layersOf(shape: Shape, part: readonly number[], height: number): Layers | undefined {
	// A part holds together by a dependency less than it has tasks.
	if (part.length > mostLines) return undefined;
	const columns = columnsOf(shape, part);
	const spots: {task: number | undefined}[] = [];
	const layers: number[][] = [];
	const edges: Edge[][] = [];
	const add = (column: number, task: number | undefined): number => {
		(layers[column] ??= []).push(spots.length);
		return spots.push({task}) - 1;
	};
	// What nothing leads to comes below the others of its column, where no line has to pass it.
	const isLed = (task: number): boolean => (shape.before[task] ?? []).length > 0;
	const inOrder = [...part.filter(isLed), ...part.filter(task => !isLed(task))];
	const places = new Map(inOrder.map(task => [task, add(columns.get(task) ?? 0, task)]));
	for (const task of part) {
		// One line for all that are farther away than the next column; it is left where one of them is.
		let line = places.get(task) ?? 0;
		const targets = (shape.after[task] ?? []).toSorted((a, b) => (columns.get(a) ?? 0) - (columns.get(b) ?? 0));
		let column = columns.get(task) ?? 0;
		for (const target of targets) {
			for (; column < (columns.get(target) ?? 0) - 1; column++) {
				const next = add(column + 1, undefined);
				(edges[column] ??= []).push([line, next]);
				line = next;
			}
			(edges[column] ??= []).push([line, places.get(target) ?? 0]);
		}
	}
	if (edges.reduce((sum, {length}) => sum + length, 0) > mostLines) return undefined;
	const all = {spots, layers: [] as number[][], buses: [] as Bus[][]};
	for (const [column, layer] of layers.entries()) {
		all.layers.push(layer);
		const between = edges[column];
		if (between === undefined) continue;
		const buses = busesOf(between);
		if (buses.every(bus => bus.complete)) {
			all.buses.push(buses);
			continue;
		}
		// Not everything on the left leads to everything on the right: each connection of its own gets a line.
		const split = splitBuses(between, () => spots.push({task: undefined}) - 1);
		all.layers.push(split.lines);
		all.buses.push(split.left, split.right);
	}
	return all.layers.every(({length}) => length <= height) ? all : undefined;
}

/** As early as possible; but what waits for nothing stands right before what waits for it. */
function columnsOf({before, after}: Shape, part: readonly number[]): ReadonlyMap<number, number> {
	const early = new Map<number, number>();
	for (const task of part)
		early.set(task, 1 + Math.max(-1, ...(before[task] ?? []).map(other => early.get(other) ?? 0)));
	const late = new Map<number, number>();
	for (const task of part.toReversed()) {
		const next = (after[task] ?? []).map(other => late.get(other) ?? 0);
		late.set(task, next.length === 0 ? (early.get(task) ?? 0) : Math.min(...next) - 1);
	}
	const columns = new Map<number, number>();
	for (const task of part) {
		const others = before[task] ?? [];
		const place = 1 + Math.max(...others.map(other => columns.get(other) ?? 0));
		columns.set(task, others.length === 0 ? (late.get(task) ?? 0) : place);
	}
	const first = Math.min(...columns.values());
	return new Map([...columns].map(([task, column]) => [task, column - first]));
}

/** What is connected between two layers, however far around. */
function busesOf(edges: readonly Edge[]): (Bus & {readonly complete: boolean})[] {
	const groups: {left: Set<number>; right: Set<number>; edges: number}[] = [];
	for (const [from, to] of edges) {
		const touched = groups.filter(({left, right}) => left.has(from) || right.has(to));
		const group = {
			left: new Set([from, ...touched.flatMap(({left}) => [...left])]),
			right: new Set([to, ...touched.flatMap(({right}) => [...right])]),
			edges: touched.reduce((sum, one) => sum + one.edges, 1),
		};
		for (const one of touched) groups.splice(groups.indexOf(one), 1);
		groups.push(group);
	}
	return groups.map(group => ({
		left: [...group.left],
		right: [...group.right],
		complete: group.edges === group.left.size * group.right.size,
	}));
}

/** Two steps instead of one: those with the same targets share their lines, and those with the same sources. */
function splitBuses(
	edges: readonly Edge[],
	newLine: () => number,
): {readonly lines: number[]; readonly left: Bus[]; readonly right: Bus[]} {
	const froms = alike(edges, ([from, to]) => [from, to]);
	const tos = alike(edges, ([from, to]) => [to, from]);
	const lines = new Map<string, number>();
	const left = new Map<string, {left: number[]; right: number[]}>();
	const right = new Map<string, {left: number[]; right: number[]}>();
	for (const [from, to] of edges) {
		const [one, two] = [froms.get(from) ?? '', tos.get(to) ?? ''];
		const before = left.get(one) ?? {left: [], right: []};
		const after = right.get(two) ?? {left: [], right: []};
		left.set(one, before);
		right.set(two, after);
		if (!before.left.includes(from)) before.left.push(from);
		if (!after.right.includes(to)) after.right.push(to);
		if (lines.has(`${one} ${two}`)) continue;
		const line = newLine();
		lines.set(`${one} ${two}`, line);
		before.right.push(line);
		after.left.push(line);
	}
	return {lines: [...lines.values()], left: [...left.values()], right: [...right.values()]};
}

/** For each end its others, as one word: equal where they are the same. */
function alike(edges: readonly Edge[], ends: (edge: Edge) => Edge): ReadonlyMap<number, string> {
	const others = new Map<number, number[]>();
	for (const edge of edges) {
		const [one, other] = ends(edge);
		others.set(one, [...(others.get(one) ?? []), other]);
	}
	return new Map([...others].map(([one, list]) => [one, list.toSorted((a, b) => a - b).join(',')]));
}
