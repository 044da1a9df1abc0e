// Lists with numbers beside their choices, and with a graph below them.
import {describe, expect, it} from 'vitest';
import type {TaskGraph} from '../../../src/schema/graph.ts';
import {frame} from '../../../src/ui/ink/frame.ts';
import {reduce} from '../../../src/ui/ink/state/reduce.ts';
import {type Action, initialState, type State} from '../../../src/ui/ink/state/state.ts';
import {rowWidth, textOf} from '../../../src/ui/text/rows.ts';
import {choiceTexts} from '../../../src/ui/views/choices.ts';
import type {SelectQuestion} from '../../../src/ui/ui.ts';
import {before, header} from '../../support/ui/events.ts';
import {tide} from '../../support/ui/tasks.ts';
import {ascii, look} from '../../support/ui/look.ts';

const graphs: Readonly<Record<string, TaskGraph>> = {
	__default__: {
		pipeline: '__default__',
		tasks: tide.tasks.map(({task, title, dependsOn}) => ({key: task, title, nodes: [title], dependsOn})),
	},
	ports: {
		pipeline: 'ports',
		tasks: ['north', 'south'].map(one => ({key: one, title: `${one}.load_port`, nodes: [one], dependsOn: []})),
	},
};

const pipelines: SelectQuestion = {
	kind: 'select',
	name: 'pipeline',
	message: 'Which pipeline?',
	flag: '--pipeline NAME',
	choices: [
		{value: '__default__', columns: ['11 nodes', '5 levels'], hint: 'harmonics + ports'},
		{value: 'ports', columns: ['2 nodes', '1 level']},
		{value: 'empty', disabled: 'has no nodes'},
	],
	preview: name => {
		const graph = graphs[name];
		return graph === undefined
			? undefined
			: {graph, text: 'On the cluster: 11 tasks, 22 pods, 5 levels, about 1 min 40 s of waiting.'};
	},
};

const groupings: SelectQuestion = {
	kind: 'select',
	name: 'group_by',
	message: 'How should nodes share containers?',
	flag: '--group-by WAY',
	choices: [
		{
			value: 'node',
			label: 'one node each',
			columns: ['11 tasks', '22 pods', '5 levels', '~100 s waiting', '2 datasets to fix'],
		},
		{
			value: 'chain',
			label: 'chains in one',
			columns: ['7 tasks', '14 pods', '4 levels', '~80 s waiting', '1 dataset to fix'],
		},
		{
			value: 'memory',
			label: 'what shares memory',
			columns: ['8 tasks', '16 pods', '5 levels', '~100 s waiting', 'nothing to fix'],
		},
		{
			value: 'all',
			label: 'all in one',
			columns: ['1 task', '2 pods', '1 level', '~20 s waiting', 'nothing to fix'],
			hint: 'nothing in parallel',
		},
	],
};

const play = (
	question: SelectQuestion,
	[columns, rows]: readonly [number, number],
	keys: readonly string[] = [],
): State =>
	[
		{type: 'begin', header} as const,
		...before.map(event => ({type: 'event', event, now: 0}) as const),
		{type: 'ask', question} as const,
		...keys.map(key => ({type: 'key', key}) as const),
	].reduce<State>((state, action: Action) => reduce(state, action), initialState({columns, rows}, undefined));

const drawn = (...args: Parameters<typeof play>): string =>
	frame(play(...args), look)
		.rows.map(cells => textOf(cells).trimEnd())
		.join('\n');

describe('columns beside choices', () => {
	it('are lined up, numbers at their last digit', () => {
		expect(drawn(groupings, [110, 24])).toMatchInlineSnapshot(`
			" kfp-wizard
			 ● Project  ◐ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 How should nodes share containers?
			 ❯ one node each       11 tasks  22 pods  5 levels  ~100 s waiting  2 datasets to fix
			   chains in one        7 tasks  14 pods  4 levels   ~80 s waiting  1 dataset to fix
			   what shares memory   8 tasks  16 pods  5 levels  ~100 s waiting  nothing to fix
			   all in one           1 task    2 pods  1 level    ~20 s waiting  nothing to fix     nothing in parallel

			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
	});

	it('go from the right where it is narrow, after the hints', () => {
		expect(drawn(groupings, [80, 24])).toMatchInlineSnapshot(`
			" kfp-wizard
			 ● Project  ◐ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 How should nodes share containers?
			 ❯ one node each       11 tasks  22 pods  5 levels  ~100 s waiting
			   chains in one        7 tasks  14 pods  4 levels   ~80 s waiting
			   what shares memory   8 tasks  16 pods  5 levels  ~100 s waiting
			   all in one           1 task    2 pods  1 level    ~20 s waiting

			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
		expect(drawn(groupings, [60, 15])).toMatchInlineSnapshot(`
			" kfp-wizard
			 ●◐○○○○○○ 2/8 Pipeline

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 How should nodes share containers?
			 ❯ one node each       11 tasks  22 pods  5 levels
			   chains in one        7 tasks  14 pods  4 levels
			   what shares memory   8 tasks  16 pods  5 levels
			   all in one           1 task    2 pods  1 level

			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
		expect(drawn(groupings, [40, 12])).toMatchInlineSnapshot(`
			" ●◐○○○○○○ 2/8 Pipeline
			 ✓ Project  Tide Tables, Kedro 1.7.0, …

			 How should nodes share containers?
			 ❯ one node each    11 tasks  22 pods
			   chains in one     7 tasks  14 pods
			   what s…s memory   8 tasks  16 pods
			   all in one        1 task    2 pods
			 ↑↓ move · enter select · ? keys"
		`);
	});
});

describe('a graph below the list', () => {
	it('is that of the choice under the cursor', () => {
		expect(drawn(pipelines, [90, 24])).toMatchInlineSnapshot(`
			" kfp-wizard
			 ● Project  ◐ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 Which pipeline?
			 ❯ __default__  11 nodes  5 levels  harmonics + ports
			   ports         2 nodes  1 level
			   empty                            (has no nodes)

			 split_by_height ┬ clean_data ─────┬ anpassa_modell_å ┬ Clean.Data ───┬ audit.final
			                 └ clean-data ─────┘                  │ seed-stations ┘
			                   north.load_port ─ north.rank_port ─┘
			 south.load_port ─ south.rank_port

			 On the cluster: 11 tasks, 22 pods, 5 levels, about 1 min 40 s of waiting.

			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
		expect(drawn(pipelines, [90, 24], ['down'])).toMatchInlineSnapshot(`
			" kfp-wizard
			 ● Project  ◐ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 Which pipeline?
			   __default__  11 nodes  5 levels  harmonics + ports
			 ❯ ports         2 nodes  1 level
			   empty                            (has no nodes)

			 north.load_port   south.load_port

			 On the cluster: 11 tasks, 22 pods, 5 levels, about 1 min 40 s of waiting.

			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
	});

	it('takes what room is left, and the text stays last', () => {
		expect(drawn(pipelines, [60, 15])).toMatchInlineSnapshot(`
			" kfp-wizard
			 ●◐○○○○○○ 2/8 Pipeline

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 Which pipeline?
			 ❯ __default__  11 nodes  5 levels  harmonics + ports
			   ports         2 nodes  1 level
			   empty                            (has no nodes)

			 On the cluster: 11 tasks, 22 pods, 5 levels, about 1 min
			 40 s of waiting.

			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
		expect(drawn(pipelines, [60, 12])).toMatchInlineSnapshot(`
			" ●◐○○○○○○ 2/8 Pipeline
			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 Which pipeline?
			 ❯ __default__  11 nodes  5 levels  harmonics + ports
			   ports         2 nodes  1 level
			   empty                            (has no nodes)

			 On the cluster: 11 tasks, 22 pods, 5 levels, about 1 min
			 40 s of waiting.
			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
	});

	it('does not move the list when the cursor moves', () => {
		const place = (screen: string): number => screen.split('\n').findIndex(line => line.includes('Which pipeline?'));
		for (const size of [
			[90, 24],
			[80, 20],
			[200, 60],
			[60, 15],
		] as const)
			expect(place(drawn(pipelines, size, ['down']))).toBe(place(drawn(pipelines, size)));
	});

	it('is as wide as the window allows', () => {
		const long = tide.tasks.map(({task, title, dependsOn}) => ({
			key: task,
			title: `${title}_${'x'.repeat(20)}`,
			nodes: [title],
			dependsOn,
		}));
		const question = {...pipelines, preview: () => ({graph: {pipeline: 'long', tasks: long}, text: 'text'})};
		expect(Math.max(...frame(play(question, [200, 60]), look).rows.map(rowWidth))).toBeGreaterThan(150);
	});

	it('is made once for each choice', () => {
		let made = 0;
		const question = {
			...pipelines,
			preview: (name: string) => {
				made++;
				return pipelines.preview?.(name);
			},
		};
		for (const keys of [[], ['down'], ['down', 'up'], ['down', 'down']]) drawn(question, [90, 24], keys);
		expect(made).toBe(2);
	});
});

describe('in windows of any size', () => {
	it('stays in its room, with the choice under the cursor in sight', () => {
		for (const question of [pipelines, groupings]) {
			for (let columns = 40; columns <= 200; columns += 7) {
				for (let rows = 10; rows <= 60; rows += 3) {
					for (const one of [look, ascii]) {
						const {rows: lines} = frame(play(question, [columns, rows]), one);
						expect(lines.length).toBeLessThanOrEqual(rows - 1);
						for (const cells of lines) expect(rowWidth(cells)).toBeLessThanOrEqual(columns - 1);
						expect(lines.map(textOf).join('\n')).toContain(
							`${one.glyphs.pointer} ${question === pipelines ? '__default__' : ''}`,
						);
					}
				}
			}
		}
	});
});

it('the plain face leaves out whole columns where the window is narrow, never the words of those it shows', () => {
	const narrow = choiceTexts(
		[
			{value: 'node', label: 'one node each', columns: ['11 tasks', '2 datasets to fix', '5 levels'], hint: 'usual'},
			{value: 'all', label: 'all in one', columns: ['1 task', 'nothing to fix', '1 level']},
		],
		34,
		look,
	);
	expect(narrow.map(text => text.trimEnd())).toEqual(['one node each  11 tasks', 'all in one      1 task']);
});
