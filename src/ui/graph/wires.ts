// A part of a graph with its lines: columns of names from left to right, joins and forks between them.
import {cutApart, widthOf} from '../text/fit.ts';
import type {Row} from '../text/rows.ts';
import type {Look} from '../text/look.ts';
import {canvas, ways} from './canvas.ts';
import type {Bus, Layers} from './layers.ts';

/** What is known before the width is. */
export type Wiring = Layers & {
	readonly row: readonly number[];
	readonly height: number;
	/** Between each layer and the next, for each bus the lane of its upright line. */
	readonly lanes: readonly (readonly number[])[];
};

/** Names are not cut shorter than this. */
const shortest = 6;

/** Undefined where two lines would have to cross. */
export function wiringOf(layers: Layers, row: readonly number[]): Wiring | undefined {
	const lanes = layers.buses.map(buses => lanesOf(buses, row));
	const height = 1 + Math.max(...row);
	return lanes.every(each => each !== undefined) ? {...layers, row, height, lanes} : undefined;
}

/** Lanes such that no line on its way to its own crosses another's; those that are nowhere side by side share one. */
function lanesOf(buses: readonly Bus[], row: readonly number[]): readonly number[] | undefined {
	const spans = buses.map(({left, right}) => {
		const lefts = left.map(spot => row[spot] ?? 0);
		const rights = right.map(spot => row[spot] ?? 0);
		const all = [...lefts, ...rights];
		return {lefts, rights, top: Math.min(...all), bottom: Math.max(...all)};
	});
	type Span = (typeof spans)[number];
	const meets = ({top, bottom}: Span, rows: readonly number[]): boolean =>
		rows.some(one => one >= top && one <= bottom);
	const lanes = buses.map(() => 0);
	// Each turn moves a lane to the right of one that must be left of it: more turns than lanes are a circle.
	for (let turn = 0; turn <= buses.length; turn++) {
		let moved = false;
		for (const [index, one] of spans.entries()) {
			for (const [other, two] of spans.entries()) {
				if (other <= index || one.bottom < two.top || two.bottom < one.top) continue;
				const forth = !meets(one, two.lefts) && !meets(two, one.rights);
				const back = !meets(two, one.lefts) && !meets(one, two.rights);
				if (!forth && !back) return undefined;
				const [before, after] = forth ? [index, other] : [other, index];
				if ((lanes[after] ?? 0) > (lanes[before] ?? 0)) continue;
				lanes[after] = (lanes[before] ?? 0) + 1;
				moved = true;
			}
		}
		if (!moved) return lanes;
	}
	return undefined;
}

/** Undefined where it is wider than that even with names cut short. */
export function drawWires(
	wiring: Wiring,
	names: readonly string[],
	width: number,
	look: Look,
): readonly Row[] | undefined {
	const cap = widestFitting(wiring, names, width, look.glyphs.lineEnds);
	if (cap === undefined) return undefined;
	const {spots, layers, buses, row, lanes} = wiring;
	const {more} = look.glyphs;
	const columns = columnsFor(wiring, names, cap, look.glyphs.lineEnds);
	const paper = canvas(wiring.height, look.glyphs.lines);
	const across = (at: number, from: number, to: number): void => {
		for (let column = from; column <= to; column++) paper.line(at, column, ways.left | ways.right);
	};
	const led = new Set(buses.flat().flatMap(({right}) => right));
	/** Where a line to a spot ends, and where one from it starts. */
	const ends: number[] = [];
	const starts: number[] = [];
	for (const [layer, inLayer] of layers.entries()) {
		const {x, w} = columns[layer] ?? {x: 0, w: 0};
		for (const spot of inLayer) {
			const task = spots[spot]?.task;
			ends[spot] = task === undefined ? x + w - 1 : x - 2;
			starts[spot] = x + w;
			if (task === undefined) continue;
			const name = cutApart(names, w, more)[task] ?? '';
			// What nothing leads to stands right before its own line, but for the first column.
			const at = layer === 0 || led.has(spot) ? x : x + w - widthOf(name);
			paper.text(row[spot] ?? 0, at, name);
			starts[spot] = at + widthOf(name) + 1;
		}
	}
	for (const [gutter, between] of buses.entries()) {
		for (const [index, {left, right}] of between.entries()) {
			const lane = (columns[gutter]?.lanes ?? 0) + 2 * (lanes[gutter]?.[index] ?? 0);
			const rows = [...left, ...right].map(spot => row[spot] ?? 0);
			const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
			for (let at = top; at <= bottom; at++)
				paper.line(at, lane, (at > top ? ways.up : 0) | (at < bottom ? ways.down : 0));
			for (const spot of left) {
				across(row[spot] ?? 0, starts[spot] ?? 0, lane - 1);
				paper.line(row[spot] ?? 0, lane, ways.left);
			}
			for (const spot of right) {
				across(row[spot] ?? 0, lane + 1, ends[spot] ?? 0);
				paper.line(row[spot] ?? 0, lane, ways.right);
			}
		}
	}
	return paper.rows();
}

type Column = {readonly x: number; readonly w: number; readonly lanes: number; readonly end: number};

/** Where each layer starts, how wide it is, and where the lanes to its right start. */
function columnsFor(
	{spots, layers, lanes}: Wiring,
	names: readonly string[],
	cap: number,
	lineEnds: number,
): readonly Column[] {
	const named = layers.map(layer => layer.some(spot => spots[spot]?.task !== undefined));
	const beside = 1 + lineEnds;
	const columns: Column[] = [];
	for (const [layer, inLayer] of layers.entries()) {
		const before = columns[layer - 1];
		const count = Math.max(0, ...(lanes[layer - 1] ?? [])) + 1;
		const x = before === undefined ? 0 : before.lanes + 2 * count - 1 + (named[layer] === true ? beside : 0);
		const widths = inLayer.map(spot => widthOf(names[spots[spot]?.task ?? -1] ?? ' '));
		const w = Math.min(cap, Math.max(...widths));
		columns.push({x, w, lanes: x + w + (named[layer] === true ? beside : 0), end: x + w});
	}
	return columns;
}

/** The longest that a name may be: the names that are longer are cut, the others are not. */
function widestFitting(wiring: Wiring, names: readonly string[], width: number, lineEnds: number): number | undefined {
	const fits = (cap: number): boolean => (columnsFor(wiring, names, cap, lineEnds).at(-1)?.end ?? 0) <= width;
	const tasks = wiring.spots.flatMap(({task}) => (task === undefined ? [] : [task]));
	const longest = Math.max(shortest, ...tasks.map(task => widthOf(names[task] ?? '')));
	let [least, most] = [shortest, longest];
	if (fits(most)) return most;
	if (!fits(least)) return undefined;
	while (most - least > 1) {
		const middle = Math.floor((least + most) / 2);
		if (fits(middle)) least = middle;
		else most = middle;
	}
	return least;
}
