// Where the boxes and lines of a task graph stand on the page: a column for each level, lines led around boxes.
import {levelsOf, type Shape} from '../graph/shape.ts';

export const box = {width: 186, height: 46, right: 30, below: 14} as const;

/** Room that a line takes in a column that it passes. */
const lane = 10;
const sweeps = 8;

export type Point = {readonly x: number; readonly y: number};

export type Layout = {
	readonly width: number;
	readonly height: number;
	/** The upper left corner of each task. */
	readonly boxes: readonly Point[];
	/** `points`: where it passes between boxes, as places at the left of each column. */
	readonly lines: readonly {readonly from: number; readonly to: number; readonly through: readonly Point[]}[];
};

/** A task in its column, or a line that passes. */
type Spot = {
	readonly column: number;
	readonly task: number | undefined;
	readonly before: number[];
	readonly after: number[];
};

type Line = {readonly from: number; readonly to: number; readonly spots: readonly number[]};

export function layOut(shape: Shape): Layout {
	const {spots, lines} = spotsOf(shape);
	const columns = columnsOf(spots);
	for (let sweep = 0; sweep < sweeps; sweep++) sortColumns(spots, columns, sweep % 2 === 0);
	const middles = middlesOf(spots, columns);
	const top = Math.min(0, ...spots.map((spot, id) => (middles[id] ?? 0) - heightOf(spot) / 2));
	const xOf = (column: number): number => column * (box.width + box.right);
	const place = (id: number, up: number): Point => ({x: xOf(spots[id]?.column ?? 0), y: (middles[id] ?? 0) - top - up});
	return {
		width: Math.max(0, xOf(columns.length) - box.right),
		height: Math.max(0, ...spots.map((spot, id) => (middles[id] ?? 0) - top + heightOf(spot) / 2)),
		boxes: shape.names.map((_, task) => place(task, box.height / 2)),
		lines: lines.map(({from, to, spots: passed}) => ({from, to, through: passed.map(id => place(id, 0))})),
	};
}

const heightOf = ({task}: Spot): number => (task === undefined ? lane : box.height);

/** The tasks, and for each column that a line passes on its way a spot; the lines of one task share them. */
function spotsOf(shape: Shape): {readonly spots: readonly Spot[]; readonly lines: readonly Line[]} {
	const levels = closeToNext(shape);
	const spots: Spot[] = shape.names.map((_, task) => ({column: levels[task] ?? 0, task, before: [], after: []}));
	const lines: Line[] = [];
	const join = (from: number, to: number): void => {
		spots[from]?.after.push(to);
		spots[to]?.before.push(from);
	};
	for (const [from, targets] of shape.after.entries()) {
		const passed: number[] = [];
		for (const to of targets.toSorted((a, b) => (levels[a] ?? 0) - (levels[b] ?? 0))) {
			const between = (levels[to] ?? 0) - (levels[from] ?? 0) - 1;
			while (passed.length < between) {
				const id = spots.push({
					column: (levels[from] ?? 0) + passed.length + 1,
					task: undefined,
					before: [],
					after: [],
				});
				join(passed.at(-1) ?? from, id - 1);
				passed.push(id - 1);
			}
			join(passed[between - 1] ?? from, to);
			lines.push({from, to, spots: passed.slice(0, between)});
		}
	}
	return {spots, lines};
}

/** The level of each task; what waits for nothing stands right before the first that waits for it. */
function closeToNext(shape: Shape): readonly number[] {
	const levels = levelsOf(shape);
	return levels.map((level, task) => {
		const next = (shape.after[task] ?? []).map(other => levels[other] ?? 0);
		return level > 0 || next.length === 0 ? level : Math.min(...next) - 1;
	});
}

function columnsOf(spots: readonly Spot[]): number[][] {
	const columns: number[][] = [];
	for (const [id, {column}] of spots.entries()) (columns[column] ??= []).push(id);
	return Array.from(columns, column => column ?? []);
}

/** Each column in the order of the means of its neighbours. */
function sortColumns(spots: readonly Spot[], columns: number[][], forth: boolean): void {
	const order = forth ? [...columns.keys()] : [...columns.keys()].toReversed();
	for (const column of order) {
		const place = new Map(columns.flatMap(ids => ids.map((id, index) => [id, index] as const)));
		const keyed = (columns[column] ?? []).map((id, index) => {
			const others = (forth ? spots[id]?.before : spots[id]?.after) ?? [];
			return {id, key: mean(others.map(other => place.get(other) ?? 0)) ?? index};
		});
		columns[column] = keyed.sort((a, b) => a.key - b.key).map(({id}) => id);
	}
}

/** The height of the middle of each spot: near those of its neighbours, none over another. */
function middlesOf(spots: readonly Spot[], columns: readonly (readonly number[])[]): readonly number[] {
	const middles: number[] = [];
	const put = (ids: readonly number[], wanted: readonly number[]): void => {
		let bottom = Number.NEGATIVE_INFINITY;
		const placed = ids.map((id, index) => {
			const height = heightOf(spots[id] ?? {column: 0, task: undefined, before: [], after: []});
			const middle = Math.max(wanted[index] ?? 0, bottom + height / 2);
			bottom = middle + height / 2 + box.below;
			return middle;
		});
		// What had to go down pulls the whole column up by half.
		const shift = mean(placed.map((middle, index) => middle - (wanted[index] ?? 0))) ?? 0;
		for (const [index, id] of ids.entries()) middles[id] = (placed[index] ?? 0) - shift;
	};
	for (const ids of columns)
		put(
			ids,
			ids.map(() => 0),
		);
	for (let sweep = 0; sweep < sweeps; sweep++)
		for (const ids of sweep % 2 === 0 ? columns : columns.toReversed())
			put(
				ids,
				ids.map(id => {
					const {before = [], after = []} = spots[id] ?? {};
					return mean([...before, ...after].map(other => middles[other] ?? 0)) ?? middles[id] ?? 0;
				}),
			);
	return middles;
}

const mean = (values: readonly number[]): number | undefined =>
	values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
