// Where boxes and lines stand: nothing lies over another, and every line goes to the right.
import {expect, it} from 'vitest';
import {shapeOf} from '../../../../src/ui/graph/shape.ts';
import {box, layOut} from '../../../../src/ui/page/graph-layout.ts';

/** `b: a`: b waits for a. */
function layout(tasks: Readonly<Record<string, readonly string[]>>) {
	const listed = Object.entries(tasks).map(([key, dependsOn]) => ({
		key,
		title: key,
		nodes: [],
		dependsOn: [...dependsOn],
	}));
	return layOut(shapeOf({pipeline: '', tasks: listed}));
}

const samples: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
	one: {a: []},
	chain: {a: [], b: ['a'], c: ['b']},
	diamond: {a: [], b: ['a'], c: ['a'], d: ['b', 'c']},
	'a line past two levels': {a: [], b: ['a'], c: ['b'], d: ['a', 'c']},
	'two parts': {a: [], b: ['a'], x: [], y: ['x'], z: []},
	wide: Object.fromEntries([['a', []], ...Array.from({length: 30}, (_, index) => [`t${index}`, ['a']] as const)]),
	dense: Object.fromEntries(
		Array.from({length: 24}, (_, index) => [
			`t${index}`,
			Array.from({length: index}, (_, other) => other)
				.filter(other => (index * 7 + other * 3) % 4 === 0)
				.map(other => `t${other}`),
		]),
	),
};

it.each(Object.keys(samples))('%s', name => {
	const {boxes, lines, width, height} = layout(samples[name] ?? {});
	for (const [index, one] of boxes.entries()) {
		expect(one.x).toBeGreaterThanOrEqual(0);
		expect(one.y).toBeGreaterThanOrEqual(0);
		expect(one.x + box.width).toBeLessThanOrEqual(width);
		expect(one.y + box.height).toBeLessThanOrEqual(height + 0.001);
		for (const other of boxes.slice(index + 1))
			expect(one.x !== other.x || Math.abs(one.y - other.y) >= box.height).toBe(true);
	}
	for (const {from, to, through} of lines) {
		const places = [boxes[from]?.x ?? 0, ...through.map(({x}) => x), boxes[to]?.x ?? 0];
		expect(places).toEqual(places.toSorted((a, b) => a - b));
		// Where it passes a column there is no box.
		for (const point of through)
			for (const one of boxes.filter(({x}) => x === point.x))
				expect(point.y <= one.y || point.y >= one.y + box.height).toBe(true);
	}
});

it('what waits for nothing stands right before the first that waits for it', () => {
	const {boxes} = layout({a: [], b: ['a'], late: [], c: ['b', 'late']});
	expect(boxes[2]?.x).toBe(boxes[1]?.x);
});

it('a graph without tasks has no size', () => {
	expect(layout({})).toMatchObject({width: 0, height: 0, boxes: [], lines: []});
});
