// The large questions without Ink: going back, the list of keys, the checks, the plan, secrets and differences.
import {describe, expect, it} from 'vitest';
import type {Event} from '../../../src/schema/event.ts';
import {scrollbackRows} from '../../../src/ui/ink/scrollback.ts';
import {frame} from '../../../src/ui/ink/frame.ts';
import {hintsFor} from '../../../src/ui/ink/questions/open-question.ts';
import {reduce} from '../../../src/ui/ink/state/reduce.ts';
import {type Action, initialState, type State} from '../../../src/ui/ink/state/state.ts';
import {historyRows} from '../../../src/ui/ink/work/view.ts';
import {paint, rowWidth, textOf} from '../../../src/ui/text/rows.ts';
import type {Question} from '../../../src/ui/ui.ts';
import {active, done, header} from '../../support/ui/events.ts';
import {found, inMemory, manyDatasets, open, overlay, saving, secret} from '../../support/ui/large-questions.ts';
import {build, consent, extras, image, pipeline, plan} from '../../support/ui/questions.ts';
import {ascii, look} from '../../support/ui/look.ts';

const sized = (columns: number, rows: number): State =>
	reduce(initialState({columns, rows}, undefined), {
		type: 'begin',
		header: {...header, about: 'Tide Tables · Kedro 1.7.0 · ~/tide', cluster: 'kind-dev / kubeflow'},
	});
const fresh = sized(90, 30);
const ask = (question: Question, state: State = fresh): State => reduce(state, {type: 'ask', question});
const press = (state: State, ...keys: readonly string[]): State =>
	keys.reduce((before, key) => reduce(before, {type: 'key', key}), state);
const emit = (state: State, ...events: readonly Event[]): State =>
	events.reduce((before, event) => reduce(before, {type: 'event', event, now: 0}), state);
const paste = (state: State, text: string): State => reduce(state, {type: 'paste', text});
const lines = (state: State, glyphs = look): readonly string[] =>
	frame(state, glyphs).rows.map(cells => textOf(cells).trimEnd());
const drawn = (state: State): string => lines(state).join('\n');
const history = (state: State): readonly string[] => historyRows(state, look).map(cells => textOf(cells));
const hints = (state: State): readonly string[] =>
	state.asking === undefined ? [] : hintsFor(state.asking, state.size).map(({keys, label}) => `${keys} ${label}`);

const withBack = <Q extends Question>(question: Q): Q => ({...question, back: true});
const manyChoices: Question = {
	...pipeline,
	back: true,
	choices: Array.from({length: 25}, (_, index) => ({value: `pipeline-${index}`})),
	initial: 'pipeline-3',
};

describe('going back', () => {
	it.each([pipeline, extras, image, build, consent, found(['high_raw'])].map(withBack))(
		'%# is Esc or Shift-Tab, and named in the hint bar',
		question => {
			for (const key of ['escape', 'shift-tab']) {
				const state = press(ask(question), key);
				expect(state.wentBack).toEqual({kind: 'back'});
				expect(state.asking).toBeUndefined();
				expect(state.answered).toBeUndefined();
				expect(state.entries).toEqual([]);
			}
			expect(hints(ask(question))).toContain('esc back');
		},
	);

	it('is in the hint bar however narrow that is', () => {
		for (const question of [withBack(extras), manyChoices, open, found(manyDatasets), saving])
			expect(lines(ask(question, sized(60, 15))).at(-1)).toMatch(/esc back.* \? keys/);
	});

	it.each([pipeline, extras, image, build, consent, {...found(['high_raw']), back: false}])(
		'%# is not there where nothing came before',
		question => {
			expect(press(ask(question), 'escape', 'shift-tab').wentBack).toBeUndefined();
			expect(hints(ask(question))).not.toContain('esc back');
		},
	);

	it('clears a filter first', () => {
		const filtered = press(ask(manyChoices), '/', '1', '2');
		const cleared = press(filtered, 'escape');
		expect(cleared.wentBack).toBeUndefined();
		expect(cleared.asking).toMatchObject({filter: '', filtering: false});
		expect(press(cleared, 'escape').wentBack).toBeDefined();
		expect(press(filtered, 'shift-tab').wentBack).toBeDefined();
	});

	it.each([
		[withBack(image), ['ctrl-u', 'a', 'b'], 'ab'],
		[withBack(image), ['left'], undefined],
		[withBack(pipeline), ['down'], 'harmonics'],
		[withBack(pipeline), ['down', 'up'], undefined],
		[withBack(extras), ['a'], ['limits.height', 'limits.depth', 'seed']],
		[withBack(extras), ['a', 'a', 'end', 'space'], undefined],
		[secret, ['x', 'y'], undefined],
	] as const)('%# hands over what was done so far, a secret never', (question, keys, unfinished) => {
		expect(press(ask(question), ...keys, 'escape').wentBack?.unfinished).toEqual(unfinished);
	});

	/** Two answers in one step, the step, and an answer in the next one. */
	const text = (): State => {
		let state = emit(fresh, done('project', 'Tide Tables'), active('pipeline'));
		state = press(ask({...pipeline, name: 'env', choices: [{value: 'prod'}], initial: 'prod'}, state), 'enter');
		state = press(ask(withBack(pipeline), state), 'enter');
		state = emit(state, done('pipeline', 'all of it'), active('image'));
		return press(ask(withBack(image), state), 'enter');
	};

	it('takes the answers back that come after the question', () => {
		expect(history(text())).toEqual([
			'✓ Project   Tide Tables',
			'✓ Pipeline  all of it',
			'✓ Image     ghcr.io/nordsjo/tide',
		]);
		// The conversation is run again up to the question before, and says its steps again.
		const rerun = emit(
			press(ask(withBack(build), text()), 'escape'),
			done('project', 'Tide Tables'),
			active('pipeline'),
		);
		const again = ask(withBack(pipeline), rerun);
		expect(history(again)).toEqual(['✓ Project  Tide Tables', '✓ Env      prod']);
		expect(again.steps).toMatchObject({project: 'done', pipeline: 'active', image: 'coming'});
		expect(history(press(again, 'down', 'enter'))).toEqual([
			'✓ Project   Tide Tables',
			'✓ Env       prod',
			'✓ Pipeline  harmonics',
		]);
	});

	it('leaves what was written where it was', () => {
		const wrote = emit(text(), {event: 'written', step: 'checks', files: [overlay('high_raw')]});
		const again = ask(withBack(pipeline), emit(wrote, active('pipeline')));
		expect(history(again)).toContain('✓ Wrote conf/prod/catalog.yml  +3 -1');
	});

	it('says a note once, however often it is said', () => {
		const note: Event = {event: 'note', level: 'info', message: 'kind-dev is the current context'};
		expect(history(emit(fresh, note, done('project'), note))).toEqual(['· kind-dev is the current context']);
	});
});

describe('the list of all keys', () => {
	it.each([pipeline, extras, build, consent, open, found(['high_raw']), saving])(
		'%# is shown by ? and by F1, and goes with any key',
		question => {
			for (const key of ['?', 'f1']) {
				const asked = ask(question);
				const help = press(asked, key);
				expect(drawn(help)).toContain(' Keys\n');
				expect(drawn(help)).not.toContain(question.message);
				for (const hint of hints(asked))
					expect(drawn(help).replaceAll(/ +/g, ' ')).toContain(hint.replace('upDown', '↑↓'));
				for (const any of ['x', 'enter', 'escape', 'y', '?']) {
					const closed = press(help, any);
					expect(closed.asking).toEqual(asked.asking);
					expect(closed.answered).toBeUndefined();
				}
			}
		},
	);

	it('is no text: a ? goes into a field, a filter and a row of the plan', () => {
		expect(press(ask({...image, initial: 'a'}), '?').asking).toMatchObject({before: 'a?'});
		expect(press(ask(manyChoices), '/', '?').asking).toMatchObject({filter: '?'});
		expect(press(ask(open), 'up', 'up', 'up', 'enter', '?').asking).toMatchObject({edit: {before: 'kubeflow?'}});
		for (const state of [ask(image), press(ask(manyChoices), '/')]) {
			expect(lines(state).at(-1)).toContain('f1 keys');
			expect(drawn(press(state, 'f1'))).toContain(' Keys\n');
		}
	});

	it('closes when something is pasted, which is not lost', () => {
		const state = paste(press(ask(image), 'ctrl-u', 'f1'), 'quay.io/tide');
		expect(state.help).toBe(false);
		expect(press(state, 'enter').answered?.value).toBe('quay.io/tide');
	});

	it.each([
		[90, 30],
		[60, 15],
	])('has every key in a window of %d by %d', (columns, rows) => {
		for (const question of [found(['high_raw', 'low_raw']), open, manyChoices, withBack(image)]) {
			const state = ask(question, sized(columns, rows));
			if (state.asking === undefined) throw new Error('not asked');
			const screen = drawn(press(state, 'f1')).replaceAll(/ +/g, ' ');
			for (const {keys, label} of hintsFor(state.asking, state.size, 'all'))
				expect(screen).toContain(`${keys.replace('upDown', '↑↓')} ${label}`);
		}
	});
});

describe('the checks', () => {
	const answer = (question: Question, ...keys: readonly string[]): unknown =>
		press(ask(question), ...keys).answered?.value;
	const three = found(['high_raw', 'low_raw']);

	it('are listed by rule, the worst first, and a single finding is open', () => {
		expect(drawn(ask(three))).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide                      kind-dev / kubeflow
			 ○ Project  ○ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 What the checks found                            3 errors · 1 warning · 14 checks passed
			 ❯ ✗ ▸ A dataset that lives only in memory is passed from one …  2 findings, 2 with a fix
			   ✗ A node has no name: note([model]) -> [summary]  src/tide_tables/pi…s/harmonics.py:24
			   ! s3fs is not among the requirements                                  requirements.txt

			 3 errors left: 2 with a fix (press F), 1 to fix yourself (then press r)

			 f fix these 2 · F fix all 3 · g group · i ignore · r rerun checks · esc back · ? keys"
		`);
		expect(drawn(ask(found(['high_raw'])))).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide                      kind-dev / kubeflow
			 ○ Project  ○ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 What the checks found                            2 errors · 1 warning · 14 checks passed
			 ❯ ✗ high_raw lives only in memory, from split_by_height to clean-data
			     A task is a process of its own: the next one cannot see what this one kept in
			     memory.
			     conf/prod/catalog.yml · catalog/memory-dataset
			       conf/prod/catalog.yml  +3 -1
			         …
			           low_raw:
			             type: pandas.CSVDataset
			         - # nothing below
			         + high_raw:
			         +   type: pandas.CSVDataset
			         +   filepath: s3://tide-prod/v1/02/high_raw.csv
			   ✗ A node has no name: note([model]) -> [summary]  src/tide_tables/pi…s/harmonics.py:24
			   ! s3fs is not among the requirements                                  requirements.txt

			 2 errors left: 1 with a fix (press F), 1 to fix yourself (then press r)

			 f fix · F fix all 2 · g group · i ignore · r rerun checks · esc back · ? keys"
		`);
	});

	it.each([
		[['f'], {do: 'fix', findings: [0, 1], seen: false}],
		[['F'], {do: 'fix', findings: [0, 1, 3], seen: false}],
		[['enter', 'down', 'f'], {do: 'fix', findings: [0], seen: false}],
		[['right', 'down', 'down', 'f'], {do: 'fix', findings: [1], seen: false}],
		[['down', 'down', 'f'], {do: 'fix', findings: [3], seen: false}],
		[['down', 'down', 'enter', 'f'], {do: 'fix', findings: [3], seen: true}],
		[['down', 'down', 'enter', 'F'], {do: 'fix', findings: [0, 1, 3], seen: false}],
		[['up', 'f'], {do: 'fix', findings: [3], seen: false}],
		[['down', 'f'], undefined],
		[['g'], {do: 'group'}],
		[['r'], {do: 'check'}],
		[['i', 'y'], {do: 'ignore', rule: 'catalog/memory-dataset'}],
		[['down', 'i', 'Y'], {do: 'ignore', rule: 'pipeline/unnamed-node'}],
		[['i', 'n'], undefined],
		[['i', 'enter'], undefined],
		[['i', 'f'], undefined],
		[['end', 'i', 'y'], undefined],
		[['enter', 'enter', 'left', 'right', 'home', 'pageup', 'pagedown'], undefined],
	])('by %o give %o', (keys, value) => {
		expect(answer(three, ...keys)).toEqual(value);
	});

	it('can be left where only warnings are: going on is under the cursor and always in sight', () => {
		const fine = found([], {unnamed: false, requirements: true});
		expect(answer(fine, 'enter')).toEqual({do: 'go'});
		expect(answer(fine, 'up', 'enter')).toBeUndefined();
		expect(answer(fine, 'up', 'down', 'enter')).toEqual({do: 'go'});
		expect(answer(fine, 'g')).toBeUndefined();
		expect(lines(ask(fine))).toContain(' ❯ Continue');
		const all: Question = {...found(manyDatasets), canGoOn: true};
		const opened = press(ask(all, sized(60, 15)), 'down', 'enter', 'end', 'up', 'up');
		expect(lines(opened)).toContain('   Continue');
		expect(lines(opened).some(line => line.startsWith(' ❯   ✗ north.level_691'))).toBe(false);
		expect(lines(press(opened, 'up')).some(line => line.startsWith(' ❯   ✗ north.level_691'))).toBe(true);
	});

	it('ask before a rule is ignored, and Esc then leads back to the list only', () => {
		const asked = press(ask(three), 'i');
		expect(drawn(asked)).toContain('Ignore 2 findings of catalog/memory-dataset? (y/N)');
		expect(hints(asked)).toEqual(['y ignore', 'n cancel']);
		const left = press(asked, 'escape');
		expect(left.wentBack).toBeUndefined();
		expect(drawn(left)).toEqual(drawn(ask(three)));
	});

	it('say what is left to do where they cannot be left', () => {
		expect(drawn(ask(three))).toContain('3 errors left: 2 with a fix (press F), 1 to fix yourself (then press r)');
		expect(drawn(ask(found([])))).toContain('1 error left: 1 to fix yourself (then press r)');
		const one = found(['high_raw'], {unnamed: false, requirements: false});
		expect(drawn(ask(one))).toContain('1 error left: 1 with a fix (press f)');
	});

	it('keep the cursor near where it was when they are asked again', () => {
		const line = (state: State): string | undefined => lines(state).find(row => row.startsWith(' ❯'));
		const many = press(ask(found(['a', 'b', 'c', 'd'])), 'enter', 'down', 'down', 'enter', 'f');
		expect(many.answered?.value).toMatchObject({do: 'fix', findings: [1]});
		const again = ask(found(['a', 'c', 'd']), many);
		expect(line(again)).toContain('c lives only in memory');
		expect(drawn(again)).toContain('+ c:');
		expect(line(ask(found(['a', 'c', 'd'], {unnamed: false, requirements: false}), press(again, 'r')))).toContain(
			'c lives',
		);
		expect(line(ask(found([]), press(again, 'F')))).toContain('s3fs is not among');
		const allFixed = ask(found([], {unnamed: false, requirements: false}), press(again, 'F'));
		expect(line(allFixed)).toBe(' ❯ Continue');
	});

	it('are no answer in the history, but what they wrote is', () => {
		const fixed = emit(press(ask(three), 'f'), {event: 'written', step: 'checks', files: [overlay('high_raw')]});
		expect(history(fixed)).toEqual(['✓ Wrote conf/prod/catalog.yml  +3 -1']);
		expect(scrollbackRows(fixed, look).map(textOf)).toContain('✓ Wrote conf/prod/catalog.yml  +3 -1');
	});

	it('scroll through a difference that is taller than the window, then go on', () => {
		const long: Question = {
			...found(['high_raw']),
			findings: [
				{
					...inMemory('high_raw'),
					diff: [
						{
							...overlay('x'),
							lines: Array.from({length: 40}, (_, index) => ({sign: '+' as const, text: `line ${index}`})),
						},
					],
				},
				inMemory('low_raw'),
			].map((one, index) => ({...one, finding: {...one.finding, rule: `rule/${index}`}})),
		};
		let state = ask(long, sized(60, 15));
		const seen = new Set<string>();
		for (let turn = 0; turn < 60; turn++) {
			for (const line of lines(state)) seen.add(line.trim());
			state = press(state, 'pagedown');
		}
		for (let index = 0; index < 40; index++) expect(seen).toContain(`+ line ${index}`);
		expect(lines(state).some(line => line.startsWith(' ❯ ✗ low_raw'))).toBe(true);
	});

	it('are filtered where there are many; what is fixed is what is in sight', () => {
		const many = press(ask(found(manyDatasets)), '/', 'l', 'e', 'v', 'e', 'l', '_', '6', '9', 'space');
		expect(lines(many)).toContain(' / level_69');
		expect(lines(many).filter(line => line.includes('✗ north.level_69'))).toHaveLength(3);
		expect(hints(many)).toEqual(['upDown move', 'enter keep the filter', 'esc show all']);
		const {rows, cursor} = frame(many, look);
		expect(textOf(rows[cursor?.y ?? 0] ?? [])).toBe(' / level_69 ');
		expect(press(many, 'enter', 'F').answered?.value).toEqual({do: 'fix', findings: [69, 690, 691], seen: false});
		expect(press(many, 'down', 'down', 'enter', 'f').answered?.value).toMatchObject({do: 'fix', findings: [690]});
		expect(drawn(press(many, 'x', 'y'))).toContain('No matches');
		const nothing = hints(press(many, 'x', 'y', 'enter'));
		expect(nothing, 'what a key does first is said, and nothing of keys that do nothing').toContain('esc show all');
		expect(nothing.filter(hint => /^(?:enter|esc back)/.test(hint))).toEqual([]);
		const left = press(many, 'enter', 'escape');
		expect(left.wentBack).toBeUndefined();
		expect(drawn(left)).not.toContain('/ level_69');
		expect(press(left, 'escape').wentBack).toBeDefined();
		expect(press(ask(three), '/').asking).toMatchObject({filtering: false});
		expect(paste(press(ask(found(manyDatasets)), '/'), 'requirements\n').asking).toMatchObject({
			filter: 'requirements',
		});
	});
});

describe('the plan', () => {
	const answer = (...keys: readonly string[]): unknown => press(ask(open), ...keys).answered?.value;

	it.each([
		[['enter'], {do: 'go'}],
		[['down', 'enter'], {do: 'rehearse'}],
		[['down', 'down', 'enter'], {do: 'save'}],
		[['down', 'down', 'j', 'enter'], {do: 'cancel'}],
		[['up', 'down', 'enter'], {do: 'go'}],
		[['up', 'enter', 'down', 'enter'], {do: 'change', name: 'group-by', value: 'memory'}],
		[['up', 'up', 'enter', 'n'], {do: 'change', name: 'host', value: false}],
		[['up', 'k', 'up', 'e', '-', '2', 'enter'], {do: 'change', name: 'namespace', value: 'kubeflow-2'}],
		[['up', 'up', 'up', 'up', 'enter', 'É', 'enter'], undefined],
		[
			['up', 'up', 'up', 'up', 'enter', 'É', 'enter', 'backspace', '2', 'enter'],
			{do: 'change', name: 'image', value: 'ghcr.io/nordsjo/tide2'},
		],
		[['up', 'enter', 'escape', 'down', 'enter'], {do: 'go'}],
		[['up', 'enter', 'enter'], undefined],
		[['up', 'up', 'enter', 'y', 'down', 'down', 'enter'], {do: 'go'}],
		[['up', 'up', 'up', 'enter', 'q', 'shift-tab', 'down', 'down', 'down', 'enter'], {do: 'go'}],
	])('by %o gives %o', (keys, value) => {
		expect(answer(...keys)).toEqual(value);
	});

	it('takes a paste into the row that is being changed', () => {
		const state = paste(press(ask(open), 'up', 'up', 'up', 'enter', 'ctrl-u'), 'team-a\n');
		expect(press(state, 'enter').answered?.value).toEqual({do: 'change', name: 'namespace', value: 'team-a'});
		expect(paste(ask(open), 'enter\n').answered).toBeUndefined();
	});

	it('leaves the row as it was on Esc, and goes back only from outside of it', () => {
		const changing = press(ask(open), 'up', 'up', 'up', 'enter', 'x');
		expect(hints(changing)).toContain('esc cancel');
		const left = press(changing, 'escape');
		expect(left.wentBack).toBeUndefined();
		expect(drawn(left)).toEqual(drawn(press(ask(open), 'up', 'up', 'up')));
		expect(press(left, 'escape').wentBack).toEqual({kind: 'back'});
	});

	it('is drawn with its rows, the field of the one that is changed, and the actions', () => {
		expect(drawn(ask(open))).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide                      kind-dev / kubeflow
			 ○ Project  ○ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

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
			   Rehearse first                     runs these 11 tasks here, about 25 s
			   Save answers to conf/prod/kfp.yml
			   Cancel

			 ↑↓ rows and actions · enter go ahead · esc back · ? keys · ctrl-c stop"
		`);
		expect(drawn(press(ask(open), 'up', 'up', 'up', 'up', 'enter', 'É'))).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide                      kind-dev / kubeflow
			 ○ Project  ○ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 What will happen                                            nothing has been changed yet
			   + image    ghcr.io/nordsjo/tide:3f9a1c7e22d0  312 files, 4.1 MB, linux/amd64
			   + push     digest known after the build       you may push (checked)
			   = secret   kubeflow/aws-secrets               same keys, ours
			   ~ spec     tide-tables.yaml                   11 tasks
			   + version  tide-tables-prod                   third version
			   + run      Default, limits.height=120.5       deployment 9c41f0

			   pipeline   __default__            (asked)
			 ❯ image      ghcr.io/nordsjo/tideÉ
			              ✗ a reference has lower-case letters, digits and ./:_- only
			              Registry and repository, as you would push it
			   namespace  kubeflow               (default)
			   context    kind-dev               (detected: current context)
			   host       http://localhost:8080  (KFP_WIZARD_HOST)
			   group-by   node                   (default)
			   kfp-name   tide-tables-prod       (--kfp-name)

			 enter accept · ctrl-u clear · esc cancel · f1 keys · ctrl-c stop"
		`);
		expect(drawn(press(ask(open), 'up', 'enter', 'down'))).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide                      kind-dev / kubeflow
			 ○ Project  ○ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

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
			 ❯ group-by   How should nodes share containers?
			                node    one node each
			              ❯ memory  what shares memory
			                all
			              About 20 seconds of waiting for each level
			   kfp-name   tide-tables-prod       (--kfp-name)

			 ↑↓ move · enter select · esc cancel · ? keys · ctrl-c stop"
		`);
	});

	it('has the terminal cursor in the field', () => {
		const {rows, cursor} = frame(press(ask(open), 'up', 'up', 'up', 'enter', 'left', 'left'), look);
		const line = textOf(rows[cursor?.y ?? 0] ?? []);
		expect(line).toBe(' ❯ namespace  kubeflow');
		expect(line.slice(0, cursor?.x)).toBe(' ❯ namespace  kubefl');
	});

	it('is asked again with the cursor on the row that was changed, else on going ahead', () => {
		const line = (state: State): string | undefined => lines(state).find(row => row.startsWith(' ❯'));
		const changed = press(ask(open), 'up', 'up', 'up', 'enter', '-', '2', 'enter');
		expect(line(ask(open, changed))).toMatch(/^ ❯ namespace/);
		expect(line(ask(open, press(ask(open, changed), 'down', 'down', 'down', 'down', 'enter')))).toBe(' ❯ Go ahead');
		expect(line(ask(consent, changed))).toBe(' ❯ Go ahead');
	});

	it('tells in the history what holds: what was changed, and what was taken back', () => {
		const edited = (ref: string, way: string): Question => {
			const {image: ofImage, 'group-by': ofGroups, ...others} = open.edits ?? {};
			if (ofImage?.kind !== 'text' || ofGroups?.kind !== 'select') throw new Error('edits are missing');
			return {...open, edits: {...others, image: {...ofImage, initial: ref}, 'group-by': {...ofGroups, initial: way}}};
		};
		const grouping: Question = {...pipeline, name: 'group_by', choices: [{value: 'node'}], initial: 'node'};
		const answered = press(ask(grouping, press(ask(image), 'enter')), 'enter');
		const asked = ask(edited('ghcr.io/nordsjo/tide', 'node'), answered);
		expect(history(asked)).toEqual(['✓ Image     ghcr.io/nordsjo/tide', '✓ Group by  node']);
		const changed = press(asked, 'up', 'up', 'up', 'up', 'enter', '-', '2', 'enter');
		const again = ask(edited('ghcr.io/nordsjo/tide-2', 'all'), changed);
		expect(history(again)).toEqual(['✓ Image     ghcr.io/nordsjo/tide-2', '✓ Group by  all']);
		expect(history(ask(edited('ghcr.io/nordsjo/tide', 'all'), press(again, 'escape')))[0]).toMatch(/tide$/);
		expect(history(press(ask(open, answered), 'enter')).at(-1)).toBe('✓ Plan      go ahead');
	});

	it('shows every row in a low window as the cursor goes over it', () => {
		let state = ask(open, sized(60, 15));
		expect(drawn(state)).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide
			 ○○○○○○○○ 1/8 Project

			 What will happen              nothing has been changed yet
			   + image    ghcr.io/nor…9a1c7e22d0  312 files, 4.1 MB, l…
			   + push     digest know… the build  you may push (checke…
			   = secret   kubeflow/aws-secrets    same keys, ours
			   … 11 rows below
			 ❯ Go ahead
			   Rehearse first                     runs these 11 tasks …
			   Save answers to conf/prod/kfp.yml
			   Cancel

			 ↑↓ rows and actions · enter go ahead · esc back · ? keys"
		`);
		for (const name of ['group-by', 'host', 'namespace', 'image']) {
			state = press(state, 'up');
			expect(lines(state).find(line => line.startsWith(' ❯'))).toContain(name);
			expect(drawn(press(state, 'enter'))).toContain(` ❯ ${name}`);
		}
		for (const label of ['Cancel', 'Save answers', 'Rehearse first', 'Go ahead']) {
			state = press(state, 'up');
			expect(lines(state).find(line => line.startsWith(' ❯'))).toContain(label);
		}
	});

	it('does not say that nothing was changed where fixes were made on the way', () => {
		expect(drawn(ask(open))).toContain('nothing has been changed yet');
		const wrote = emit(fresh, {event: 'written', step: 'checks', files: [overlay('high_raw')]});
		expect(drawn(ask(open, wrote))).toContain('nothing else has been changed yet');
	});

	it('without edits or actions is gone ahead with or cancelled', () => {
		expect(hints(ask(consent))).toEqual(['upDown move', 'enter go ahead']);
		const {edits: _, ...noEdits} = open;
		expect(press(ask(noEdits), 'up', 'enter').answered?.value).toEqual({do: 'cancel'});
	});
});

describe('a secret', () => {
	const typed = paste(press(ask(secret), 'h', 'u', 'n', 't', 'e', 'r', '2', '日'), 'wJalrXUtnFEMI\n');

	it('is a dot for each character, in every frame, also while the cursor moves', () => {
		expect(drawn(typed)).toContain('❯ •••••••••••••••••••••\n');
		for (const state of [typed, press(typed, 'left', 'left'), press(typed, 'f1'), press(typed, 'home', 'enter')])
			expect(drawn(state)).not.toMatch(/hunter|日|wJal/);
		const {cursor} = frame(press(typed, 'left'), look);
		expect(cursor?.x).toBe(1 + 2 + 20);
		expect(lines(typed, ascii).join('\n')).toContain('> *********************');
	});

	it('is handed over once, and kept nowhere', () => {
		const answered = press(typed, 'enter');
		expect(answered.answered?.value).toBe('hunter2日wJalrXUtnFEMI');
		const after = reduce(answered, {type: 'taken', now: 0});
		expect(JSON.stringify(after)).not.toMatch(/hunter|wJal/);
		expect(history(after)).toEqual(['✓ Secret key  entered']);
		expect(scrollbackRows(after, look).map(textOf).join('\n')).not.toMatch(/hunter|wJal/);
		expect(JSON.stringify(press(typed, 'escape'))).not.toMatch(/hunter|wJal/);
	});

	it('is cleared by Ctrl-U, wherever the cursor is', () => {
		expect(press(typed, 'left', 'ctrl-u').asking).toMatchObject({before: '', after: ''});
	});
});

describe('a difference to agree to', () => {
	it('stands above its question, all of it in reach', () => {
		let state = ask(saving, sized(60, 15));
		expect(drawn(state)).toContain('conf/prod/kfp.yml  new, +30');
		expect(drawn(state)).toContain('Write conf/prod/kfp.yml? (Y/n)');
		const seen = new Set<string>();
		for (let turn = 0; turn < 20; turn++) {
			for (const line of lines(state)) seen.add(line.trim());
			state = press(state, 'pagedown');
		}
		for (let index = 0; index < 30; index++) expect(seen).toContain(`+ answer_${index}: "日本語 ${index}"`);
		expect(seen).toContain('+   filepath: s3://tide-prod/v1/02/high_raw.csv');
		expect(drawn(press(state, 'home'))).toBe(drawn(ask(saving, sized(60, 15))));
		expect(press(state, 'enter').answered?.value).toBe(true);
	});

	it('has its colours by sign', () => {
		const coloured = {...look, colour: true};
		const rows = frame(press(ask(saving, sized(60, 15)), 'end'), coloured).rows.map(cells => paint(cells, coloured));
		expect(rows.some(row => row.includes('\u001B[32m+ high_raw:\u001B[39m'))).toBe(true);
		expect(rows.some(row => row.includes('\u001B[31m- # nothing below\u001B[39m'))).toBe(true);
	});
});

describe('the header', () => {
	const headerAt = (columns: number): string => lines(sized(columns, 24))[0] ?? '';

	it('says what it is about and where it will run; the place goes first, then the middle', () => {
		expect(headerAt(90)).toBe(` kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide${' '.repeat(22)}kind-dev / kubeflow`);
		expect(headerAt(60)).toBe(' kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide');
		expect(headerAt(40)).toBe(' kfp-wizard   Tide Tables …7.0 · ~/tide');
	});

	it('may come again, and what was done stays', () => {
		const begun = emit(fresh, done('project', 'found'), active('pipeline'));
		const again = reduce(begun, {type: 'begin', header: {...header, cluster: 'kind-prod / team-a'}});
		expect(again.steps).toEqual(begun.steps);
		expect(history(again)).toEqual(history(begun));
		expect(lines(again)[0]).toContain('kind-prod / team-a');
	});
});

describe('every frame of the large questions', () => {
	const long = 'ein-sehr-langer-name-日本語-'.repeat(12);
	const keys = (...names: readonly string[]): readonly Action[] => names.map(key => ({type: 'key', key}));
	const asks = (question: Question): Action => ({type: 'ask', question});
	const longPlan: Question = {
		...open,
		plan: {
			changes: Array.from({length: 12}, () => ({action: 'create' as const, what: 'file', name: long, detail: long})),
			values: plan.values.map(value => ({...value, value: long, source: long})),
		},
		actions: [
			{do: 'rehearse', label: long, hint: long},
			{do: 'save', label: long},
		],
	};
	const longFindings: Question = {
		...found(manyDatasets.slice(0, 8)),
		message: `What ${long} found`,
		findings: [...manyDatasets.slice(0, 8), long].map(name => ({
			...inMemory(name),
			diff: [overlay(long), overlay(name)],
		})),
	};
	const everyTurn: readonly Action[] = [
		asks(found(['high_raw', 'low_raw'])),
		...keys('enter', 'down', 'enter', 'pagedown', 'pagedown', '?', 'x', 'i', 'n', 'end', 'F'),
		asks(longFindings),
		...keys('enter', 'end', 'enter', 'pagedown', 'pagedown', 'pageup', 'i', '?', 'x', 'y'),
		asks(found([], {unnamed: false, requirements: true})),
		...keys('up', 'enter', 'down', 'enter'),
		asks(open),
		...keys(
			'up',
			'enter',
			'down',
			'escape',
			'up',
			'up',
			'enter',
			'É',
			'left',
			'enter',
			'f1',
			'x',
			'escape',
			'pagedown',
			'end',
		),
		asks(longPlan),
		...keys(
			'up',
			'enter',
			'escape',
			'up',
			'enter',
			'escape',
			'up',
			'enter',
			'x',
			'x',
			'escape',
			'down',
			'pagedown',
			'end',
			'home',
		),
		...keys('up', 'up', 'up', 'up', 'up', 'enter'),
		asks(saving),
		...keys('pagedown', 'end', 'y'),
		asks(secret),
		{type: 'paste', text: 'x'.repeat(300)},
		...keys('left', 'left', 'f1', 'x', 'enter'),
		asks({
			...extras,
			back: true,
			message: long,
			choices: Array.from({length: 40}, (_, index) => ({value: `日本語 ${index} ${long}`, hint: long})),
		}),
		...keys('space', 'end', 'space', '/', '3', '?', 'f1', 'x', 'escape', 'escape'),
	];

	it.each([
		[60, 15],
		[80, 24],
		[200, 60],
		[40, 10],
		[20, 5],
		[3, 2],
		[1, 1],
	])('stays within %d columns and %d rows, with a row to spare', (columns, rows) => {
		for (const glyphs of [look, ascii]) {
			let state = sized(columns, rows);
			for (const action of everyTurn) {
				state = reduce(state, action);
				const {rows: drawnRows, cursor} = frame(state, glyphs);
				expect(drawnRows.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
				for (const cells of drawnRows) expect(rowWidth(cells)).toBeLessThanOrEqual(Math.max(2, columns - 1));
				if (cursor !== undefined && columns >= 20) {
					expect(cursor.x).toBeLessThan(columns);
					expect(cursor.y).toBeLessThan(drawnRows.length);
				}
				if (glyphs === ascii && columns > 3)
					expect(
						drawnRows
							.map(textOf)
							.join('')
							.replaceAll(/[日本語É·]/g, ''),
					).toMatch(/^[\u0020-\u007E]*$/);
			}
		}
	});

	it('counts a line break from outside as no row', () => {
		const lineBreaks: Question = {
			...image,
			message: 'Which\nimage?',
			help: 'one\n\ntwo',
			validate: () => 'Not a reference\nhere\n^',
		};
		const state = press(ask(lineBreaks), 'x');
		for (const cells of frame(state, look).rows) expect(textOf(cells)).not.toContain('\n');
		expect(lines(state).slice(3, 9)).toEqual([
			' Which',
			' image?',
			' one',
			' two',
			' ❯ ghcr.io/nordsjo/tidex',
			'   ✗ Not a reference',
		]);
	});

	it.each([
		[60, 15],
		[40, 10],
	])('has what is under the cursor in sight at %d columns and %d rows', (columns, rows) => {
		let state = sized(columns, rows);
		for (const action of everyTurn) {
			state = reduce(state, action);
			const {asking} = state;
			if (asking === undefined || state.help || drawn(state).includes('No matches')) continue;
			if (asking.kind === 'plan' || asking.kind === 'list' || asking.kind === 'text')
				expect(drawn(state)).toContain(' ❯');
		}
	});
});
