// The graph below a list.
import {describe, expect, it} from 'vitest';
import {frame} from '../../../../../../src/ui/ink/frame.ts';
import {rowWidth} from '../../../../../../src/ui/text/rows.ts';
import {drawn, pipelines, play} from '../../../../../support/ui/lists.ts';
import {look} from '../../../../../support/ui/look.ts';
import {tide} from '../../../../../support/ui/tasks.ts';

describe('a graph below the list', () => {
	it('a graph below the list is that of the choice under the cursor', () => {
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

	it('a graph below the list takes what room is left, and the text stays last', () => {
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

	it('a graph below the list does not move the list when the cursor moves', () => {
		const place = (screen: string): number => screen.split('\n').findIndex(line => line.includes('Which pipeline?'));
		for (const size of [
			[90, 24],
			[80, 20],
			[200, 60],
			[60, 15],
		] as const)
			expect(place(drawn(pipelines, size, ['down']))).toBe(place(drawn(pipelines, size)));
	});

	it('a graph below the list is as wide as the window allows', () => {
		const long = tide.tasks.map(({task, title, dependsOn}) => ({
			key: task,
			title: `${title}_${'x'.repeat(20)}`,
			nodes: [title],
			dependsOn,
		}));
		const question = {...pipelines, preview: () => ({graph: {pipeline: 'long', tasks: long}, text: 'text'})};
		expect(Math.max(...frame(play(question, [200, 60]), look).rows.map(rowWidth))).toBeGreaterThan(150);
	});

	it('a graph below the list is made once for each choice', () => {
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
