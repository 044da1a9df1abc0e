// The graph as text: what is drawn is read back, and is what is in the graph.
import {describe, expect, it} from 'vitest';
import type {TaskGraph} from '../../../../src/schema/graph.ts';
import {graphRows} from '../../../../src/ui/graph/graph.ts';
import {rowWidth, textOf} from '../../../../src/ui/text/rows.ts';
import {randomInteger} from '../../../support/random.ts';
import {readWires} from '../../../support/ui/wires.ts';
import {ascii, look} from '../../../support/ui/look.ts';

type Tasks = Readonly<Record<string, readonly string[]>>;

/** A graph of tasks with what each waits for, in topological order. */
function graph(tasks: Tasks): TaskGraph {
	return {
		pipeline: 'test',
		tasks: Object.entries(tasks).map(([key, dependsOn]) => ({
			key,
			title: key,
			nodes: [key],
			dependsOn: [...dependsOn],
		})),
	};
}

const drawn = (tasks: Tasks, width = 100, height = 20, one = look): string =>
	graphRows(graph(tasks), width, height, one)
		.map(cells => textOf(cells).trimEnd())
		.join('\n');

const tide: Tasks = {
	split_by_height: [],
	'seed-stations': [],
	'north.load_port': [],
	'south.load_port': [],
	clean_data: ['split_by_height'],
	'clean-data': ['split_by_height'],
	'north.rank_port': ['north.load_port'],
	'south.rank_port': ['south.load_port'],
	anpassa_modell_å: ['clean_data', 'clean-data'],
	'Clean.Data': ['anpassa_modell_å'],
	'audit.final': ['Clean.Data', 'seed-stations'],
};

describe('small shapes', () => {
	it('small graphs are drawn as on paper', () => {
		expect(drawn({a: [], b: ['a'], c: ['b']})).toBe('a ─ b ─ c');
		expect(drawn({a: [], b: ['a'], c: ['a'], d: ['b', 'c']})).toMatchInlineSnapshot(`
			"a ┬ b ┬ d
			  └ c ┘"
		`);
		expect(drawn({load: [], x: ['load'], yyyy: ['load'], z: ['load']})).toMatchInlineSnapshot(`
			"load ┬ x
			     ├ yyyy
			     └ z"
		`);
		expect(drawn({a: [], b: [], c: ['a', 'b'], d: ['a', 'b']})).toMatchInlineSnapshot(`
			"a ┬ c
			b ┴ d"
		`);
		expect(drawn({s: [], other: [], one: ['s'], two: ['s', 'other']})).toMatchInlineSnapshot(`
			"s ────┬── one
			      └─┬ two
			other ──┘"
		`);
		expect(drawn({one: [], two: [], three: ['one'], four: ['two'], alone: [], also: []})).toMatchInlineSnapshot(`
			"one ─ three
			two ─ four
			alone   also"
		`);
		expect(drawn({})).toBe('');
	});

	it('a dependency that skips a column is a line past it', () => {
		const tasks = {split: [], train: ['split'], tune: ['train'], evaluate: ['split', 'tune']};
		expect(drawn(tasks)).toMatchInlineSnapshot(`
			"split ┬ train ─ tune ┬ evaluate
			      └──────────────┘"
		`);
	});

	it('a graph with wide characters keeps its columns', () => {
		expect(drawn({日本語のノード: [], x: ['日本語のノード'], yyyy: ['日本語のノード'], z: ['x', 'yyyy']}))
			.toMatchInlineSnapshot(`
			"日本語のノード ┬ x ───┬ z
			               └ yyyy ┘"
		`);
	});
});

describe('a pipeline of eleven nodes', () => {
	it('a graph of eleven nodes has its levels from left to right', () => {
		expect(drawn(tide)).toMatchInlineSnapshot(`
			"split_by_height ┬ clean_data ┬ anpassa_modell_å ─ Clean.Data ───┬ audit.final
			                └ clean-data ┘                    seed-stations ┘
			north.load_port ─ north.rank_port
			south.load_port ─ south.rank_port"
		`);
	});

	it('a graph is drawn in ASCII if the locale has no more', () => {
		expect(drawn({...tide, anpassa_modell: [], anpassa_modell_å: []}, 100, 20, ascii).replace('å', 'a')).toMatch(
			/^[ -~\n]*$/,
		);
		expect(drawn({a: [], b: ['a'], c: ['a'], d: ['b', 'c']}, 100, 20, ascii)).toMatchInlineSnapshot(`
			"a -.- b -.- d
			   '- c -'"
		`);
	});

	it('a narrow graph has its long names cut in the middle', () => {
		expect(drawn(tide, 58)).toMatchInlineSnapshot(`
			"spli…ight ┬ cl…_data ─┬ anpa…ll_å ─ Clea…Data ┬ audi…inal
			          └ cl…-data ─┘             seed…ions ┘
			north.load_port ─ north.rank_port
			south.load_port ─ south.rank_port"
		`);
	});

	it('a graph without room for lines names what each task waits for', () => {
		expect(drawn(tide, 40, 12)).toMatchInlineSnapshot(`
			"1  split_by_height
			1  seed-stations
			1  north.load_port
			1  south.load_port
			2  clean_data        ← split_by_height
			2  clean-data        ← split_by_height
			2  north.rank_port   ← north.load_port
			2  south.rank_port   ← south.load_port
			3  anpassa_modell_å  ← 2 tasks
			4  Clean.Data        ← anpassa_modell_å
			5  audit.final       ← 2 tasks"
		`);
	});

	it('a low graph lists what each level holds, and counts what is not drawn', () => {
		expect(drawn(tide, 60, 6)).toMatchInlineSnapshot(`
			"spli…ight ┬ cl…_data ─┬ anpa…ll_å ─ Clea…Data ┬ audi…inal
			          └ cl…-data ─┘             seed…ions ┘
			north.load_port ─ north.rank_port
			south.load_port ─ south.rank_port"
		`);
		expect(drawn(tide, 60, 3)).toMatchInlineSnapshot(`
			"level 1  4 tasks  split_by_height, seed-stations …
			… 4 more levels, 7 tasks
			11 tasks · 5 levels · 9 dependencies not drawn"
		`);
		expect(drawn(tide, 60, 1)).toBe('11 tasks · 5 levels · 9 dependencies not drawn');
	});
});

it('a graph is not drawn with lines that cross', () => {
	const tasks = {a: [], b: [], c: [], x: ['a', 'b'], y: ['b', 'c'], z: ['a', 'c']};
	expect(drawn(tasks)).toMatchInlineSnapshot(`
		"1  a
		1  b
		1  c
		2  x  ← a, b
		2  y  ← b, c
		2  z  ← a, c"
	`);
});

it('a graph leaves out dependencies that follow from others, and says so', () => {
	// As it is, two lines would cross: from a to e, and from b to f.
	const tasks = {
		a: [],
		b: ['a'],
		c: ['a'],
		d: ['b', 'c'],
		e: ['a', 'b', 'c', 'd'],
		f: ['b', 'c', 'd'],
		g: ['a', 'e', 'f'],
	};
	expect(drawn(tasks)).toMatchInlineSnapshot(`
		"a ┬ b ┬ d ┬ e ┬ g
		  └ c ┘   └ f ┘
		not drawn: 6 dependencies implied by these"
	`);
});

function randomTasks(seed: number): Tasks {
	const roll = randomInteger(seed);
	const size = 1 + roll(roll(3) === 0 ? 40 : 12);
	const most = 1 + roll(3);
	return Object.fromEntries(
		Array.from({length: size}, (_, index) => {
			const near = roll(2) === 0 ? 4 : index;
			const before = Array.from({length: roll(most + 1)}, () => index - 1 - roll(Math.min(near, index)));
			return [`t${index}${'x'.repeat(roll(8))}`, before.filter(one => one >= 0)] as const;
		}).map(([name, before], _, all) => [name, [...new Set(before)].map(one => all[one]?.[0] ?? '')]),
	);
}

/** What can be reached from what: two drawings with the same of it say the same. */
function reach(edges: readonly (readonly [string, string])[]): ReadonlySet<string> {
	const found = new Set(edges.map(([from, to]) => `${from} ${to}`));
	for (let size = -1; size !== found.size;) {
		size = found.size;
		for (const pair of found) {
			const [from = '', middle] = pair.split(' ');
			for (const [start, to] of edges) if (start === middle) found.add(`${from} ${to}`);
		}
	}
	return found;
}

describe('any graph', () => {
	it('the lines of any graph read back are its dependencies', () => {
		let lined = 0;
		for (let seed = 1; seed <= 1500; seed++) {
			const tasks = randomTasks(seed);
			const edges = Object.entries(tasks).flatMap(([to, before]) => before.map(from => [from, to] as const));
			const rows = graphRows(graph(tasks), 160, 30, look).map(textOf);
			if (rows.some(line => /^(?: *\d+ {2}t\d|level|\d+ tasks? · )/.test(line))) continue;
			lined++;
			const implied = Number(/^not drawn: (\d+) dependenc(?:y|ies) implied/.exec(rows.at(-1) ?? '')?.[1] ?? 0);
			const read = readWires(implied > 0 ? rows.slice(0, -1) : rows, look.glyphs.lines);
			expect(read.names.toSorted(), rows.join('\n')).toEqual(Object.keys(tasks).toSorted());
			const words = (pairs: readonly (readonly [string, string])[]): string[] => pairs.map(String).toSorted();
			if (implied === 0) expect(words(read.edges), rows.join('\n')).toEqual(words(edges));
			expect(read.edges.length, rows.join('\n')).toBe(edges.length - implied);
			expect(reach(read.edges), rows.join('\n')).toEqual(reach(edges));
		}
		expect(lined).toBeGreaterThan(500);
	});

	it('any graph stays in its room, and names or counts every task', () => {
		for (let seed = 1; seed <= 400; seed++) {
			const tasks = randomTasks(seed);
			const names = Object.keys(tasks);
			for (const [width, height] of [
				[160, 30],
				[60, 8],
				[38, 12],
				[20, 3],
				[9, 2],
				[1, 1],
			] as const) {
				for (const one of [look, ascii]) {
					const rows = graphRows(graph(tasks), width, height, one);
					expect(rows.length).toBeLessThanOrEqual(height);
					for (const cells of rows) expect(rowWidth(cells)).toBeLessThanOrEqual(width);
					const text = rows.map(textOf).join('\n');
					const named = names.every(name => text.includes(name)) || text.includes(one.glyphs.more.slice(0, width));
					expect(named || text.includes(String(names.length).slice(0, width)), text).toBe(true);
				}
			}
		}
	});
});

describe('a thousand nodes', () => {
	const layered = Object.fromEntries(
		Array.from({length: 1000}, (_, index) => {
			const layer = Math.floor(index / 10) * 10;
			const before = layer === 0 ? [] : [0, 3, 6].map(step => `node_${layer - 10 + ((index * 7 + step) % 10)}`);
			return [`node_${index}`, before] as const;
		}),
	);

	it('a thousand nodes are summed up, and drawn once for each size', () => {
		const big = graph(layered);
		const rows = graphRows(big, 118, 40, look);
		expect(rows.length).toBe(40);
		expect(textOf(rows.at(-1) ?? [])).toBe('1,000 tasks · 100 levels · 2,970 dependencies not drawn');
		expect(textOf(rows.find(cells => textOf(cells).includes('more levels')) ?? [])).toBe('… 62 more levels, 620 tasks');
		expect(graphRows(big, 118, 40, look)).toBe(rows);
	});
});
