// The screen while something is being worked on, and the one at the end.
import {describe, expect, it} from 'vitest';
import type {Event} from '../../../../../src/schema/event.ts';
import {frame} from '../../../../../src/ui/ink/frame.ts';
import {reduce} from '../../../../../src/ui/ink/state/reduce.ts';
import {type Action, initialState, type State} from '../../../../../src/ui/ink/state/state.ts';
import {rowWidth, textOf} from '../../../../../src/ui/text/rows.ts';
import type {Look} from '../../../../../src/ui/text/look.ts';
import {active, before, done, failure, log, header, success} from '../../../../support/ui/events.ts';
import {ascii, look} from '../../../../support/ui/look.ts';

const progress = (what: string, done: number, total: number, unit: 'steps' | 'layers'): Event => ({
	event: 'progress',
	step: 'image',
	what,
	done,
	total,
	unit,
});
const building: readonly Event[] = [
	...before,
	done('pipeline', '__default__, 11 nodes'),
	done('checks', '16 checks passed'),
	active('image', 'building with docker'),
	...Array.from({length: 4}, (_, index) => log('image', `#${index + 5} [${index + 1}/9] RUN a step of the build`)),
	log('image', '#9 ERROR: 日本語 '.repeat(20)),
	progress('build', 4, 9, 'steps'),
];

const play = (
	events: readonly Event[],
	[columns, rows]: readonly [number, number],
	more: readonly Action[] = [],
): State =>
	[
		{type: 'begin', header} as const,
		...events.map(event => ({type: 'event', event, now: 0}) as const),
		...more,
	].reduce<State>(
		(state, action: Action) => reduce(state, action),
		initialState({columns, rows}, 'kind-dev / kubeflow'),
	);

const drawn = (state: State, one: Look = look): string =>
	frame(state, one)
		.rows.map(cells => textOf(cells).trimEnd())
		.join('\n');

const minute: Action = {type: 'tick', now: 75_000};
const v: Action = {type: 'key', key: 'v'};

describe('work', () => {
	it('a step that has said nothing yet shows what it begins with', () => {
		const silent: Event = {event: 'step', step: 'secret', state: 'active'};
		expect(drawn(play([...before, silent], [90, 24]))).toMatch(/Secret +looking for Kubeflow and the Secret/);
	});

	it('the work shows what was done, the progress of the tool, and its last lines in a box', () => {
		expect(drawn(play(building, [90, 24], [minute]))).toMatchInlineSnapshot(`
			" kfp-wizard                                                           kind-dev / kubeflow
			 ● Project  ● Pipeline  ● Checks  ◐ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project   Tide Tables, Kedro 1.7.0, ~/tide
			 ✓ Pipeline  __default__, 11 nodes
			 ✓ Checks    16 checks passed

			 ⠋ Image     building with docker  1 min 15 s
			   ▰▰▰▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱  build: 4 of 9 steps
			   ╭─ log ──────────────────────────────────────────────────────────────────────────────╮
			   │ #5 [1/9] RUN a step of the build                                                   │
			   │ #6 [2/9] RUN a step of the build                                                   │
			   │ #7 [3/9] RUN a step of the build                                                   │
			   │ #8 [4/9] RUN a step of the build                                                   │
			   │ #9 ERROR: 日本語 #9 ERROR: 日本語 #9 ERROR: 日本語 #9 ERROR: 日本語 #9 ERROR:…     │
			   ╰────────────────────────────────────────────────────────────────────────────────────╯

			 v hide the log · ctrl-c stop"
		`);
	});

	it('v hides the box of the log and shows it again, and the hints say so', () => {
		expect(drawn(play(building, [80, 24], [minute, v]))).toMatchInlineSnapshot(`
			" kfp-wizard                                                 kind-dev / kubeflow
			 ● Project  ● Pipeline  ● Checks  ◐ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project   Tide Tables, Kedro 1.7.0, ~/tide
			 ✓ Pipeline  __default__, 11 nodes
			 ✓ Checks    16 checks passed

			 ⠋ Image     building with docker  1 min 15 s
			   ▰▰▰▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱  build: 4 of 9 steps
			   [4/9] RUN a step of the build

			 v show the log · ctrl-c stop"
		`);
		expect(drawn(play(building, [80, 24], [minute, v, v]))).toBe(drawn(play(building, [80, 24], [minute])));
	});

	it('the work is right in a small window, and in ASCII', () => {
		expect(drawn(play(building, [60, 15], [minute]))).toMatchInlineSnapshot(`
			" kfp-wizard                             kind-dev / kubeflow
			 ●●●◐○○○○ 4/8 Image

			 ✓ Checks    16 checks passed

			 ⠋ Image     building with docker  1 min 15 s
			   ▰▰▰▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱  build: 4 of 9 steps
			   ╭─ log ────────────────────────────────────────────────╮
			   │ #7 [3/9] RUN a step of the build                     │
			   │ #8 [4/9] RUN a step of the build                     │
			   │ #9 ERROR: 日本語 #9 ERROR: 日本語 #9 ERROR: 日本語…  │
			   ╰──────────────────────────────────────────────────────╯

			 v hide the log · ctrl-c stop"
		`);
		expect(drawn(play(building, [60, 10], [minute]))).toMatchInlineSnapshot(`
			" ●●●◐○○○○ 4/8 Image                     kind-dev / kubeflow
			 ⠋ Image     building with docker  1 min 15 s
			   ▰▰▰▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱  build: 4 of 9 steps
			   ╭─ log ────────────────────────────────────────────────╮
			   │ #7 [3/9] RUN a step of the build                     │
			   │ #8 [4/9] RUN a step of the build                     │
			   │ #9 ERROR: 日本語 #9 ERROR: 日本語 #9 ERROR: 日本語…  │
			   ╰──────────────────────────────────────────────────────╯
			 v hide the log · ctrl-c stop"
		`);
		const text = drawn(play(building.slice(0, -2).concat(building.slice(-1)), [60, 15], [minute]), ascii);
		expect(text).toMatchInlineSnapshot(`
			" kfp-wizard                             kind-dev / kubeflow
			 ***>oooo 4/8 Image

			 + Checks    16 checks passed

			 - Image     building with docker  1 min 15 s
			   #############-----------------  build: 4 of 9 steps
			   +- log ------------------------------------------------+
			   | #6 [2/9] RUN a step of the build                     |
			   | #7 [3/9] RUN a step of the build                     |
			   | #8 [4/9] RUN a step of the build                     |
			   +------------------------------------------------------+

			 v hide the log - ctrl-c stop"
		`);
	});

	it('the progress of a build is not that of the push or of the next step', () => {
		const pushing = [...building, active('image', 'built in 48 s, pushing to ghcr.io')];
		expect(drawn(play(pushing, [80, 24]))).not.toContain('▰');
		expect(drawn(play([...pushing, progress('push', 3, 7, 'layers')], [80, 24]))).toContain('push: 3 of 7 layers');
		expect(
			drawn(play([...pushing, progress('push', 7, 7, 'layers'), done('image'), active('spec')], [80, 24])),
		).not.toContain('layers');
	});

	it('the bar is full only at the end', () => {
		const bar = (done: number, total: number): string =>
			/[▰▱]+/.exec(drawn(play([...building, progress('build', done, total, 'steps')], [80, 24])))?.[0] ?? '';
		expect(bar(0, 9)).toBe('▱'.repeat(30));
		expect(bar(999, 1000)).toBe(`${'▰'.repeat(29)}▱`);
		expect(bar(9, 9)).toBe('▰'.repeat(30));
	});

	it('v does nothing without a log', () => {
		const state = play(before, [80, 24], [v]);
		expect(state.logHidden).toBe(false);
		expect(drawn(state)).not.toContain('v hide');
	});
});

describe('the end', () => {
	it('the end shows what exists, how to rerun it, how long it took and what to run next', () => {
		if (success.event !== 'result') throw new Error('a result is expected');
		expect(drawn(play([...before, {...success, seconds: 124.2}], [90, 30]))).toMatchInlineSnapshot(`
			" kfp-wizard                                                           kind-dev / kubeflow
			 ● Project  ◐ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 ✓ Run tide-tables-prod 14:02 started  done in 2 min 4 s
			     Image     ghcr.io/nordsjo/tide@sha256:61e7f7aa85dd…  built, pushed
			     Secret    kubeflow/aws-secrets  unchanged
			     Spec      tide-tables.yaml  11 tasks, updated
			     Pipeline  tide-tables-prod
			     Version   4be1c09a77f2  uploaded
			     Run       http://localhost:8080/#/runs/details/0f3c4be1-6a3f-4a4e-9a51-2b4a7f0f7d10
			     Rerun     npx kfp-wizard deploy --yes -e prod -p __default__ --image
			       ghcr.io/nordsjo/tide --param 'limits.height=120.5'

			   Next
			     npx kfp-wizard teardown  to remove what this deploy made

			"
		`);
	});
});

const screens: readonly (readonly [string, readonly Event[], readonly Action[]])[] = [
	['work', building, [minute]],
	['work without its log', building, [minute, v]],
	['a push', [...building, active('image', 'pushing'), progress('push', 3, 1200, 'layers')], [minute]],
	['the end', [...building, done('image', 'built'), success], []],
	['a failure', [...building, failure], []],
];

describe('in windows of any size', () => {
	it.each(screens)('the screen of %s stays in its room', (_, events, more) => {
		const state = play(events, [80, 24], more);
		for (let columns = 40; columns <= 200; columns += columns < 80 ? 4 : 15) {
			for (let rows = 10; rows <= 60; rows += rows < 26 ? 2 : 8) {
				for (const one of [look, ascii]) {
					const sized = reduce(state, {type: 'resize', size: {columns, rows}});
					const {rows: lines} = frame(sized, one);
					expect(lines.length).toBeLessThanOrEqual(rows - 1);
					for (const cells of lines) expect(rowWidth(cells)).toBeLessThanOrEqual(columns - 1);
				}
			}
		}
	});
});
