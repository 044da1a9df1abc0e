// What a question, a key and an answer change in the state.
import {describe, expect, it} from 'vitest';
import type {Event} from '../../../../../src/schema/event.ts';
import {frame} from '../../../../../src/ui/ink/frame.ts';
import {scrollbackRows} from '../../../../../src/ui/ink/scrollback.ts';
import {reduce} from '../../../../../src/ui/ink/state/reduce.ts';
import type {State} from '../../../../../src/ui/ink/state/state.ts';
import {textOf} from '../../../../../src/ui/text/rows.ts';
import type {Question} from '../../../../../src/ui/ui.ts';
import {active, done} from '../../../../support/ui/events.ts';
import {found, open, overlay, secret} from '../../../../support/ui/large-questions.ts';
import {look} from '../../../../support/ui/look.ts';
import {build, consent, extras, image, pipeline} from '../../../../support/ui/questions.ts';
import {ask, emit, fresh, hints, history, manyChoices, paste, press, withBack} from '../../../../support/ui/screen.ts';

describe('going back', () => {
	/** Two answers in one step, the step, and an answer in the next one. */
	const text = (): State => {
		let state = emit(fresh, done('project', 'Tide Tables'), active('pipeline'));
		state = press(ask({...pipeline, name: 'env', choices: [{value: 'prod'}], initial: 'prod'}, state), 'enter');
		state = press(ask(withBack(pipeline), state), 'enter');
		state = emit(state, done('pipeline', 'all of it'), active('image'));
		return press(ask(withBack(image), state), 'enter');
	};

	it.each([pipeline, extras, image, build, consent, found(['high_raw', 'low_raw'])].map(withBack))(
		'going back %# is Esc or Shift-Tab, and named in the hint bar',
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

	it.each([pipeline, extras, image, build, consent, {...found(['high_raw']), back: false}])(
		'going back %# is not offered without a question before',
		question => {
			expect(press(ask(question), 'escape', 'shift-tab').wentBack).toBeUndefined();
			expect(hints(ask(question))).not.toContain('esc back');
		},
	);

	it('going back clears a filter first', () => {
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
	] as const)('going back %# hands over what was done so far, a secret never', (question, keys, unfinished) => {
		expect(press(ask(question), ...keys, 'escape').wentBack?.unfinished).toEqual(unfinished);
	});

	it('going back removes the answers that come after the question', () => {
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
		expect(history(again)).toEqual(['✓ Project      Tide Tables', '✓ Environment  prod']);
		expect(again.steps).toMatchObject({project: 'done', pipeline: 'active', image: 'coming'});
		expect(history(press(again, 'down', 'enter'))).toEqual([
			'✓ Project      Tide Tables',
			'✓ Environment  prod',
			'✓ Pipeline     harmonics',
		]);
	});

	it('going back keeps the files that were written', () => {
		const wrote = emit(text(), {event: 'written', step: 'checks', files: [overlay('high_raw')]});
		const again = ask(withBack(pipeline), emit(wrote, active('pipeline')));
		expect(history(again)).toContain('✓ Wrote conf/prod/catalog.yml  +3 -1');
	});

	it('coming back to the plan from a rehearsal keeps its result', () => {
		const detail = '9 tasks in 2 min 21 s';
		const rehearsed = emit(text(), active('rehearsal'), {event: 'step', step: 'rehearsal', state: 'done', detail});
		const again = ask(withBack(pipeline), emit(rehearsed, active('pipeline')));
		expect(history(again)).toEqual(
			expect.arrayContaining([expect.stringMatching(/^✓ Rehearsal .*9 tasks in 2 min 21 s$/)]),
		);
	});

	it('the history has a note once, however often it is emitted', () => {
		const note: Event = {event: 'note', level: 'info', message: 'kind-dev is the current context'};
		expect(history(emit(fresh, note, done('project'), note))).toEqual(['· kind-dev is the current context']);
	});
});

describe('the checks', () => {
	const three = found(['high_raw', 'low_raw']);

	it('the findings are no answer in the history, but the files they wrote are', () => {
		const fixed = emit(press(ask(three), 'f'), {event: 'written', step: 'checks', files: [overlay('high_raw')]});
		expect(history(fixed)).toEqual(['✓ Wrote conf/prod/catalog.yml  +3 -1']);
		expect(scrollbackRows(fixed, look).map(textOf)).toContain('✓ Wrote conf/prod/catalog.yml  +3 -1');
	});
});

describe('the plan', () => {
	it('the history shows the current values of the plan, changed or taken back', () => {
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
});

describe('a secret', () => {
	const typed = paste(press(ask(secret), 'h', 'u', 'n', 't', 'e', 'r', '2', '日'), 'wJalrXUtnFEMI\n');

	it('a secret is handed over once, and kept nowhere', () => {
		const answered = press(typed, 'enter');
		expect(answered.answered?.value).toBe('hunter2日wJalrXUtnFEMI');
		const after = reduce(answered, {type: 'taken', now: 0});
		expect(JSON.stringify(after)).not.toMatch(/hunter|wJal/);
		expect(history(after)).toEqual(['✓ Secret key  entered']);
		expect(scrollbackRows(after, look).map(textOf).join('\n')).not.toMatch(/hunter|wJal/);
		expect(JSON.stringify(press(typed, 'escape'))).not.toMatch(/hunter|wJal/);
	});
});

it('a choice that leads to another question is not listed as an answer; that question is', () => {
	const choices = [{value: 'build'}, {value: 'show', label: 'look at them first', isDetour: true}] as const;
	const looked = press(ask({...pipeline, name: 'build_files', choices, initial: 'show'}), 'enter');
	expect(history(looked)).toEqual([]);
	const decided: Question = {kind: 'confirm', name: 'files_in_project', message: 'x', flag: '--fix', initial: false};
	expect(history(press(ask(decided, looked), 'enter'))).toEqual(['✓ Files in project  no']);
});

it('on a screen without steps a note wraps, and goes with the next choice', () => {
	const header = {title: 'kfp-wizard', steps: []};
	const message = 'The log of the last run is not there any more: Kubeflow keeps logs of pods for a day and no longer';
	const home = reduce(fresh, {type: 'begin', header});
	const told = ask(
		{...pipeline, name: 'home', aside: true},
		emit({...home, size: {columns: 60, rows: 24}}, {event: 'note', level: 'warning', message}),
	);
	expect(told.entries).toMatchObject([{kind: 'note'}]);
	expect(frame(told, look).rows.map(textOf).join(' ')).toContain('for a day and no longer');
	expect(press(told, 'enter').entries).toEqual([]);
});
