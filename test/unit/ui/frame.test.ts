// The screen as a function of the state: never as tall as the window, never wider, and the right things on it.
import {describe, expect, it} from 'vitest';
import type {Event} from '../../../src/schema/event.ts';
import {scrollbackRows} from '../../../src/ui/ink/scrollback.ts';
import {frame} from '../../../src/ui/ink/frame.ts';
import {reduce} from '../../../src/ui/ink/state/reduce.ts';
import {type Action, initialState, type State} from '../../../src/ui/ink/state/state.ts';
import {rowWidth, textOf} from '../../../src/ui/text/rows.ts';
import type {Question} from '../../../src/ui/ui.ts';
import {
	active,
	before,
	done,
	failure,
	findings,
	log,
	planEvent,
	remarks,
	header,
	success,
	work,
} from '../../support/ui/events.ts';
import {build, consent, extras, image, pipeline, plan} from '../../support/ui/questions.ts';
import {ascii, look} from '../../support/ui/look.ts';

const sizes = [
	[60, 15],
	[80, 24],
	[200, 60],
	[40, 10],
	[20, 5],
	[3, 2],
	[1, 1],
] as const;

const key = (name: string): Action => ({type: 'key', key: name});
const event = (one: Event): Action => ({type: 'event', event: one, now: 90_000});
const ask = (question: Question): Action => ({type: 'ask', question});
const long = 'a-name-that-goes-on-and-on-'.repeat(20);
const longQuestion: Question = {
	...pipeline,
	message: `Which of these ${long}?`,
	help: long,
	choices: Array.from({length: 100}, (_, index) => ({value: `${long}${index}`, hint: `日本語 ${long}`})),
};
const longFindings: Event = {
	event: 'findings',
	passed: 3,
	findings: Array.from({length: 40}, (_, index) => ({
		rule: 'catalog/memory-dataset',
		severity: 'error' as const,
		message: `${index} ${long}`,
		file: `conf/${long}.yml`,
		line: index + 1,
		fix: {title: `Change ${long}`},
	})),
};
const longPlan = {
	changes: Array.from({length: 30}, () => ({action: 'create' as const, what: 'file', name: long, detail: long})),
	values: Array.from({length: 30}, () => ({name: 'image', value: long, source: long})),
};

/** Everything that can happen in an order in which it may: the frame after each action is looked at. */
const whole: readonly Action[] = [
	{type: 'begin', header},
	...before.map(event),
	ask(pipeline),
	key('down'),
	key('enter'),
	...[done('pipeline', long), active('checks'), findings].map(event),
	ask(extras),
	key('a'),
	key('enter'),
	event(longFindings),
	ask(longQuestion),
	...Array.from({length: 30}, () => key('down')),
	key('/'),
	key('7'),
	key('enter'),
	event(active('image')),
	ask(image),
	{type: 'paste', text: long},
	key('enter'),
	{type: 'paste', text: 'É 日本語'},
	key('enter'),
	...Array.from({length: 10}, () => key('left')),
	ask(build),
	key('n'),
	event(planEvent(false)),
	ask(consent),
	key('pagedown'),
	key('enter'),
	ask({...consent, plan: longPlan}),
	key('end'),
	key('down'),
	key('enter'),
	...work.map(event),
	event(log('run', long)),
	event(active('run', long)),
	event(log('run', long)),
	...Array.from({length: 60}, (_, index) => event({event: 'note', level: 'warning', message: `${index} ${long}`})),
	{type: 'stop'},
	event(failure),
	event(success),
];

const play = (actions: readonly Action[], [columns, rows]: readonly [number, number]): State =>
	actions.reduce(reduce, initialState({columns, rows}, 'kind-dev / kubeflow'));
const drawn = (actions: readonly Action[], size: readonly [number, number]): string =>
	frame(play(actions, size), look)
		.rows.map(cells => textOf(cells).trimEnd())
		.join('\n');

describe('every frame of a whole story', () => {
	it.each(sizes)('stays within %d columns and %d rows, with a row to spare', (columns, rows) => {
		for (const glyphs of [look, ascii]) {
			let state = initialState({columns, rows}, 'kind-dev / kubeflow');
			for (const action of whole) {
				state = reduce(state, action);
				const {rows: lines, cursor} = frame(state, glyphs);
				expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
				for (const cells of lines) expect(rowWidth(cells)).toBeLessThanOrEqual(Math.max(2, columns - 1));
				if (cursor !== undefined && columns >= 20) expect(cursor.x).toBeLessThan(columns);
			}
		}
	});

	it('is never cut short by the window: what counts is there at 40 columns and 10 rows', () => {
		const at = (count: number): string => drawn(whole.slice(0, count), [40, 10]);
		const asking = whole.findIndex(one => one.type === 'ask' && one.question === pipeline);
		expect(at(asking + 1)).toContain('❯ __default__');
		const consenting = whole.findIndex(one => one.type === 'ask' && one.question === consent);
		expect(at(consenting + 1)).toContain('❯ Go ahead');
	});
});

describe('the screens', () => {
	const start: readonly Action[] = [{type: 'begin', header}, ...before.map(event)];

	it('asks, with the place in the story and the keys in sight', () => {
		expect(drawn([...start, ask(pipeline)], [90, 24])).toMatchInlineSnapshot(`
			" kfp-wizard                                                           kind-dev / kubeflow
			 ● Project  ◐ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 Which pipeline?
			 Three are registered in this project
			 ❯ __default__              11 nodes   5 levels   harmonics + ports
			   empty                    (has no nodes)
			   harmonics                7 nodes   5 levels
			   ports (north and south)  4 nodes   2 levels

			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
	});

	it('has room for the story in a small window too', () => {
		expect(drawn([...start, ask(pipeline)], [60, 15])).toMatchInlineSnapshot(`
			" kfp-wizard                             kind-dev / kubeflow
			 ●◐○○○○○○ 2/8 Pipeline

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 Which pipeline?
			 Three are registered in this project
			 ❯ __default__              11 nodes   5 levels   harmonic…
			   empty                    (has no nodes)
			   harmonics                7 nodes   5 levels
			   ports (north and south)  4 nodes   2 levels

			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
	});

	it('shows findings, the worst first, above the question they lead to', () => {
		const actions = [...start, event(done('pipeline')), event(active('checks')), event(findings), ask(build)];
		expect(drawn(actions, [80, 24])).toMatchInlineSnapshot(`
			" kfp-wizard                                                 kind-dev / kubeflow
			 ● Project  ● Pipeline  ◐ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 Checks                                 2 errors · 1 warning · 14 checks passed
			 ✗ high_raw lives only in memory, from split_by_height to clean-data
			     catalog/memory-dataset · conf/prod/catalog.yml:12
			     → Add high_raw to conf/prod/catalog.yml as
			     s3://tide-prod/v1/02/high_raw.csv
			 ✗ A node has no name
			     pipeline/unnamed-node · node note([model]) -> [summary]
			 ! s3fs is not among the requirements
			     image/requirements · requirements.txt:24

			 Run it here first? (Y/n)
			 About 25 seconds

			 y yes · n no · enter yes · ? keys · ctrl-c stop"
		`);
	});

	it('counts the findings that do not fit', () => {
		const actions = [...start, event(active('checks')), event(findings), ask(build)];
		expect(drawn(actions, [80, 16])).toContain('… 2 more');
		const next = [...start, event(active('checks')), event(remarks), event(active('image')), ask(image)];
		expect(drawn(next, [80, 24])).not.toContain('s3fs');
	});

	it('shows the plan as a table, whole where it fits', () => {
		expect(drawn([...start, ask(consent)], [90, 30])).toMatchInlineSnapshot(`
			" kfp-wizard                                                           kind-dev / kubeflow
			 ● Project  ◐ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 What will happen                                            nothing has been changed yet
			   + image    ghcr.io/nordsjo/tide:3f9a1c7e22d0  312 files, 4.1 MB, linux/amd64
			   + push     digest known after the build       you may push (checked)
			   = secret   kubeflow/aws-secrets               same keys, ours
			   ~ spec     tide-tables.yaml                   11 tasks
			   + version  tide-tables-prod                   third version
			   + run      Default, limits.height=120.5       deployment 9c41f0

			   pipeline   __default__            (asked)
			   image      ghcr.io/nordsjo/tide   (kfp.yml)
			   namespace  kubeflow               (default)
			   context    kind-dev               (detected: current context)
			   host       http://localhost:8080  (KFP_WIZARD_HOST)
			   group-by   node                   (default)
			   kfp-name   tide-tables-prod       (--kfp-name)

			 ❯ Go ahead
			   Cancel

			 ↑↓ move · enter go ahead · ? keys · ctrl-c stop"
		`);
	});

	it('shows a window on a plan that does not fit, and what is hidden', () => {
		expect(drawn([...start, ask(consent), key('pagedown')], [60, 15])).toMatchInlineSnapshot(`
			" kfp-wizard                             kind-dev / kubeflow
			 ●◐○○○○○○ 2/8 Pipeline

			 What will happen              nothing has been changed yet
			   + version  tide-tables-prod        third version
			   + run      Default, li…ight=120.5  deployment 9c41f0

			   pipeline   __default__            (asked)
			   image      ghcr.io/nordsjo/tide   (kfp.yml)
			   … 4 rows above · 5 rows below
			 ❯ Go ahead
			   Cancel

			 ↑↓ move · enter go ahead · pgup pgdn scroll · ? keys"
		`);
	});

	it('shows the work with its time and the last words of the tool', () => {
		const actions: readonly Action[] = [
			...start,
			{type: 'event', event: active('image', 'building with docker'), now: 0},
			...work.slice(1, 31).map(event),
			{type: 'tick', now: 75_000},
		];
		expect(drawn(actions, [80, 24])).toMatchInlineSnapshot(`
			" kfp-wizard                                                 kind-dev / kubeflow
			 ● Project  ○ Pipeline  ○ Checks  ◐ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 ⠋ Image    building with docker  1 min 15 s
			   ╭─ log ────────────────────────────────────────────────────────────────────╮
			   │ #22 [stage 22/30] RUN pip install --no-cache-dir -r requirements.txt     │
			   │ #23 [stage 23/30] RUN pip install --no-cache-dir -r requirements.txt     │
			   │ #24 [stage 24/30] RUN pip install --no-cache-dir -r requirements.txt     │
			   │ #25 [stage 25/30] RUN pip install --no-cache-dir -r requirements.txt     │
			   │ #26 [stage 26/30] RUN pip install --no-cache-dir -r requirements.txt     │
			   │ #27 [stage 27/30] RUN pip install --no-cache-dir -r requirements.txt     │
			   │ #28 [stage 28/30] RUN pip install --no-cache-dir -r requirements.txt     │
			   │ #29 [stage 29/30] RUN pip install --no-cache-dir -r requirements.txt     │
			   ╰──────────────────────────────────────────────────────────────────────────╯

			 v hide the log · ctrl-c stop"
		`);
		expect(drawn(actions, [60, 12]).split('\n').length).toBeLessThanOrEqual(11);
	});

	it('cuts long names in their middle', () => {
		const choices = [{value: `ghcr.io/${long}/first`}, {value: `ghcr.io/${long}/second`}];
		const screen = drawn([...start, ask({...pipeline, choices})], [60, 24]);
		expect(screen).toMatch(/❯ ghcr\.io\/a-name.*…\S*\/first$/m);
		expect(screen).toMatch(/ghcr\.io\/a-name.*…\S*\/second$/m);
	});

	it('scrolls a text that is longer than its field, and keeps the cursor in it', () => {
		const state = play([...start, ask(image), {type: 'paste', text: `-${'x'.repeat(100)}END`}], [40, 24]);
		const {rows, cursor} = frame(state, look);
		expect(textOf(rows[cursor?.y ?? 0] ?? [])).toMatch(/^ ❯ x+END$/);
		expect(cursor?.x).toBe(38);
	});

	it('says that it is stopping', () => {
		expect(drawn([...start, event(active('image')), {type: 'stop'}], [80, 24])).toContain(
			'Stopping … press ctrl-c once more to end at once',
		);
	});

	it('shows the plan of a dry run', () => {
		expect(drawn([...start, event(planEvent(true))], [100, 30])).toContain('+ image    ghcr.io/nordsjo/tide');
	});
});

describe('what stays when the screen is gone', () => {
	const scrollback = (actions: readonly Action[]): string =>
		scrollbackRows(play(actions, [40, 10]), look)
			.map(textOf)
			.join('\n');

	it('is the whole story, whatever the window', () => {
		expect(scrollback(whole.filter(one => one.type !== 'event' || one.event.event !== 'note'))).toContain(long);
		const text = scrollback([
			{type: 'begin', header},
			...before.map(event),
			ask(pipeline),
			key('enter'),
			...work.map(event),
			event(success),
		]);
		expect(text).toMatchInlineSnapshot(`
			"kfp-wizard
			✓ Project   Tide Tables, Kedro 1.7.0, ~/tide
			✓ Pipeline  __default__
			✓ Image     built in 48 s, pushed 231 MB in 25 s
			✓ Secret    unchanged
			✓ Spec      tide-tables.yaml
			! This pipeline has 12 versions
			✓ Upload    tide-tables-prod, version 4be1c09a77f2
			✓ Run       started

			✓ Run tide-tables-prod 14:02 started
			    Image     ghcr.io/nordsjo/tide@sha256:61e7f7aa85dd…  built, pushed
			    Secret    kubeflow/aws-secrets  unchanged
			    Spec      tide-tables.yaml  11 tasks, updated
			    Pipeline  tide-tables-prod
			    Version   4be1c09a77f2  uploaded
			    Run       http://localhost:8080/#/runs/details/0f3c4be1-6a3f-4a4e-9a51-2b4a7f0f7d10
			    Rerun     npx kfp-wizard deploy --yes -e prod -p __default__ --image ghcr.io/nordsjo/tide --param 'limits.height=120.5'

			  Next
			    npx kfp-wizard teardown  to remove what this deploy made"
		`);
	});

	it('has the plan of a dry run in full', () => {
		const text = scrollback([event(planEvent(true)), event({event: 'result', ok: true, exitCode: 0})]);
		for (const {name} of plan.changes) expect(text).toContain(name);
	});

	it('has what a tool said last when the error does not explain itself', () => {
		const error = {code: 'BUILD_FAILED', message: 'docker failed', changed: [], next: []};
		const lines = Array.from({length: 30}, (_, index) => event(log('image', `line ${index + 1}`)));
		const text = scrollback([
			event(active('image')),
			...lines,
			event({event: 'result', ok: false, exitCode: 5, error}),
		]);
		expect(text).toContain('│ line 30');
		expect(text).not.toContain('│ line 10\n');
	});
});
