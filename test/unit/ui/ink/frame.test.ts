// The screen as a function of the state: never as tall as the window, never wider, and the right things on it.
import {describe, expect, it} from 'vitest';
import {frame} from '../../../../src/ui/ink/frame.ts';
import {reduce} from '../../../../src/ui/ink/state/reduce.ts';
import {type Action, initialState} from '../../../../src/ui/ink/state/state.ts';
import {rowWidth, textOf} from '../../../../src/ui/text/rows.ts';
import {active, before, done, findings, header, planEvent, remarks, work} from '../../../support/ui/events.ts';
import {ascii, look} from '../../../support/ui/look.ts';
import {build, consent, image, pipeline} from '../../../support/ui/questions.ts';
import {emit, fresh, history, lines, sized} from '../../../support/ui/screen.ts';
import {ask, event, key, long, play, whole} from '../../../support/ui/whole-deploy.ts';

describe('the header', () => {
	const headerAt = (columns: number): string => lines(sized(columns, 24))[0] ?? '';

	it('the header shows the project and the cluster; without room the path goes first, the cluster stays', () => {
		expect(headerAt(90)).toBe(` kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide${' '.repeat(22)}kind-dev / kubeflow`);
		expect(headerAt(60)).toBe(` kfp-wizard   Tide Tables${' '.repeat(15)}kind-dev / kubeflow`);
		expect(headerAt(40)).toBe(` kfp-wizard${' '.repeat(9)}kind-dev / kubeflow`);
		expect(headerAt(24)).toBe(' kind-dev / kubeflow');
		expect(lines(sized(60, 10))[0]).toMatch(/^ ○+ 1\/8 Project +kind-dev \/ kubeflow$/);
	});

	it('a new header keeps what was done', () => {
		const begun = emit(fresh, done('project', 'found'), active('pipeline'));
		const again = reduce(begun, {type: 'begin', header: {...header, cluster: 'kind-prod / team-a'}});
		expect(again.steps).toEqual(begun.steps);
		expect(history(again)).toEqual(history(begun));
		expect(lines(again)[0]).toContain('kind-prod / team-a');
	});
});

const sizes = [
	[60, 15],
	[80, 24],
	[200, 60],
	[40, 10],
	[20, 5],
	[3, 2],
	[1, 1],
] as const;
const drawn = (actions: readonly Action[], size: readonly [number, number]): string =>
	frame(play(actions, size), look)
		.rows.map(cells => textOf(cells).trimEnd())
		.join('\n');

describe('every frame of a whole deploy', () => {
	it.each(sizes)(
		'every frame of a whole deploy stays within %d columns and %d rows, with a row to spare',
		(columns, rows) => {
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
		},
	);

	it('B61: no frame of a whole deploy is cut by the window: the essential is there at 40 columns and 10 rows', () => {
		const at = (count: number): string => drawn(whole.slice(0, count), [40, 10]);
		const asking = whole.findIndex(one => one.type === 'ask' && one.question === pipeline);
		expect(at(asking + 1)).toContain('❯ __default__');
		const consenting = whole.findIndex(one => one.type === 'ask' && one.question === consent);
		expect(at(consenting + 1)).toContain('❯ Go ahead');
	});
});

describe('the screens', () => {
	const start: readonly Action[] = [{type: 'begin', header}, ...before.map(event)];

	it('a question has the step and the keys in sight', () => {
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

	it('a small window has room for the steps too', () => {
		expect(drawn([...start, ask(pipeline)], [60, 15])).toMatchInlineSnapshot(`
			" kfp-wizard                             kind-dev / kubeflow
			 ●◐○○○○○○ 2/8 Pipeline

			 Which pipeline?
			 Three are registered in this project
			 ❯ __default__              11 nodes   5 levels…
			   empty                    (has no nodes)
			   harmonics                7 nodes   5 levels
			   ports (north and south)  4 nodes   2 levels

			 11 nodes   5 levels   harmonics + ports

			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
	});

	it('the findings stand above the question they lead to, the worst first', () => {
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

	it('the screen counts the findings that do not fit', () => {
		const actions = [...start, event(active('checks')), event(findings), ask(build)];
		expect(drawn(actions, [80, 16])).toContain('… 2 more');
		const next = [...start, event(active('checks')), event(remarks), event(active('image')), ask(image)];
		expect(drawn(next, [80, 24])).not.toContain('s3fs');
	});

	it('the screen shows the plan as a table, whole where it fits', () => {
		expect(drawn([...start, ask(consent)], [90, 30])).toMatchInlineSnapshot(`
			" kfp-wizard                                                           kind-dev / kubeflow
			 ● Project  ◐ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 What will happen                                            nothing has been changed yet
			   + image    ghcr.io/nordsjo/tide:3f9a1c7e22d0  312 files, 4.1 MB, linux/amd64
			   + push     digest known after the build       you may push (checked)
			   = secret   kubeflow/aws-secrets               same keys
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

	it('the screen shows a window on a plan that does not fit, and what is hidden', () => {
		expect(drawn([...start, ask(consent), key('pagedown')], [60, 15])).toMatchInlineSnapshot(`
			" kfp-wizard                             kind-dev / kubeflow
			 ●◐○○○○○○ 2/8 Pipeline

			 What will happen              nothing has been changed yet
			   + version  tide-tables-prod        third version
			   + run      Default, li…ight=120.5  deployment 9c41f0
			   = secret   kubeflow/aws-secrets    same keys

			   … 3 rows above · 7 rows below
			   host http://localhost:8080 · context kind-dev · namespa…
			 ❯ Go ahead
			   Cancel

			 ↑↓ move · enter go ahead · pgup pgdn scroll · ? keys"
		`);
	});

	it('the screen shows the work with its time and the last output of the tool', () => {
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

	it('the screen cuts long names in their middle', () => {
		const choices = [{value: `ghcr.io/${long}/first`}, {value: `ghcr.io/${long}/second`}];
		const screen = drawn([...start, ask({...pipeline, choices})], [60, 24]);
		expect(screen).toMatch(/❯ ghcr\.io\/a-name.*…\S*\/first$/m);
		expect(screen).toMatch(/ghcr\.io\/a-name.*…\S*\/second$/m);
	});

	it('the screen scrolls a text that is longer than its field, and keeps the cursor in it', () => {
		const state = play([...start, ask(image), {type: 'paste', text: `-${'x'.repeat(100)}END`}], [40, 24]);
		const {rows, cursor} = frame(state, look);
		expect(textOf(rows[cursor?.y ?? 0] ?? [])).toMatch(/^ ❯ x+END$/);
		expect(cursor?.x).toBe(38);
	});

	it('the screen says that it is stopping', () => {
		expect(drawn([...start, event(active('image')), {type: 'stop'}], [80, 24])).toContain(
			'Stopping … press ctrl-c once more to end at once',
		);
	});

	it('the screen shows the plan of a dry run', () => {
		expect(drawn([...start, event(planEvent(true))], [100, 30])).toContain('+ image    ghcr.io/nordsjo/tide');
	});
});
