// A task graph as text: with its lines if they can be drawn without crossing, else as a list, else level by level.
import type {TaskGraph} from '../../schema/graph.ts';
import {count} from '../../system/text.ts';
import {cutMiddle, widthOf} from '../text/fit.ts';
import {layersOf} from './layers.ts';
import {levelList, taskList} from './lists.ts';
import {rowsOf} from './order.ts';
import {partsOf, reduced, type Shape, shapeOf} from './shape.ts';
import {drawWires, wiringOf, type Wiring} from './wires.ts';
import {blank, row, type Row, segment} from '../text/rows.ts';
import {fitRow} from '../text/wrap.ts';
import type {Look} from '../text/look.ts';

/** The drawings of a graph, by size and look. */
const drawings = new WeakMap<TaskGraph, Map<string, readonly Row[]>>();
/** A window has few sizes, but dragging it goes through many. */
const mostDrawings = 16;

/**
 * At most `height` rows of at most `width` columns. Levels go from left to right, each task after what it waits for;
 * lines are read from left to right, and two lines never cross. Where that is not possible each task names what it waits
 * for, or each level what it holds; whatever is not drawn is counted. The rows are remembered with the graph.
 */
export function graphRows(graph: TaskGraph, width: number, height: number, look: Look): readonly Row[] {
	if (width <= 0 || height <= 0) return [];
	const key = `${width} ${height} ${look.glyphs.more}`;
	const known = drawings.get(graph) ?? new Map<string, readonly Row[]>();
	drawings.set(graph, known);
	const before = known.get(key);
	if (before !== undefined) return before;
	const rows = draw(shapeOf(graph), width, height, look).map(cells => fitRow(cells, width, look));
	if (known.size >= mostDrawings) known.clear();
	known.set(key, rows);
	return rows;
}

/** More tasks than these are not drawn with lines: they could not be followed. */
const mostLined = 300;

function draw(shape: Shape, width: number, height: number, look: Look): readonly Row[] {
	const lined = shape.names.length <= mostLined ? linedRows(shape, width, height, look) : undefined;
	if (lined !== undefined) return lined;
	if (shape.names.length <= height) return taskList(shape, width, look);
	return levelList(shape, width, height, look);
}

function linedRows(shape: Shape, width: number, height: number, look: Look): readonly Row[] | undefined {
	const whole = wired(shape, width, height, look);
	if (whole !== undefined) return whole;
	const less = reduced(shape);
	const dropped = shape.edges - less.edges;
	const rest = dropped === 0 ? undefined : wired(less, width, height - 1, look);
	return rest === undefined ? undefined : [...rest, row(segment(impliedWords(dropped, width), 'faint'))];
}

/** Part by part, those of one task side by side; undefined where one of them cannot be drawn, or there is no room for all. */
function wired(shape: Shape, width: number, height: number, look: Look): readonly Row[] | undefined {
	const parts = partsOf(shape);
	const single = parts.flatMap(part => (part.length === 1 ? part : []));
	const rows = sideBySide(
		single.map(task => shape.names[task] ?? ''),
		width,
		look,
	);
	const drawn: (readonly Row[])[] = [];
	let left = height - rows.length;
	for (const part of parts) {
		if (part.length === 1) continue;
		const wiring = left < 1 ? undefined : wiringFor(shape, part, left);
		const picture = wiring === undefined ? undefined : drawWires(wiring, shape.names, width, look);
		if (picture === undefined || picture.length > left) return undefined;
		drawn.push(picture);
		left -= picture.length;
	}
	return left < 0 ? undefined : [...drawn.flat(), ...rows];
}

function wiringFor(shape: Shape, part: readonly number[], height: number): Wiring | undefined {
	const layers = layersOf(shape, part, height);
	const places = layers === undefined ? undefined : rowsOf(layers);
	return layers === undefined || places === undefined ? undefined : wiringOf(layers, places);
}

const apart = '   ';

/** Names that nothing connects, as many in a row as fit. */
function sideBySide(names: readonly string[], width: number, {glyphs}: Look): readonly Row[] {
	const lines: string[] = [];
	for (const name of names) {
		const shown = cutMiddle(name, width, glyphs.more);
		const last = lines.at(-1);
		if (last !== undefined && widthOf(last) + apart.length + widthOf(shown) <= width)
			lines[lines.length - 1] = last + apart + shown;
		else lines.push(shown);
	}
	return lines.map(line => (line === '' ? blank : row(line)));
}

/** The dependencies that follow from the drawn ones. */
const impliedWords = (number: number, width: number): string => {
	const long = `not drawn: ${count(number, 'dependency').replace(/ys$/, 'ies')} implied by these`;
	return long.length <= width ? long : `+${number}`.slice(0, width);
};
