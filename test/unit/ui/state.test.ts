// The Ink face without Ink: how events, questions and keys change its state.
import {describe, expect, it} from 'vitest';
import type {Event} from '../../../src/schema/event.ts';
import {keysOf} from '../../../src/ui/ink/key-names.ts';
import {roomFor} from '../../../src/ui/ink/layout.ts';
import {hintsFor} from '../../../src/ui/ink/questions/open-question.ts';
import {planHeight, planOverflow} from '../../../src/ui/ink/questions/plan/layout.ts';
import {openPlan} from '../../../src/ui/ink/questions/plan/state.ts';
import {reduce} from '../../../src/ui/ink/state/reduce.ts';
import {initialState, type State} from '../../../src/ui/ink/state/state.ts';
import {historyRows} from '../../../src/ui/ink/work/view.ts';
import {planRows} from '../../../src/ui/views/plan.ts';
import {textOf} from '../../../src/ui/text/rows.ts';
import type {Question} from '../../../src/ui/ui.ts';
import {active, done, log, header} from '../../support/ui/events.ts';
import {build, consent, extras, image, pipeline, plan} from '../../support/ui/questions.ts';
import {look} from '../../support/ui/look.ts';

const fresh = initialState({columns: 80, rows: 24}, undefined);
const asked = (question: Question, state: State = fresh): State => reduce(state, {type: 'ask', question});
const press = (state: State, ...keys: readonly string[]): State =>
	keys.reduce((before, key) => reduce(before, {type: 'key', key}), state);
const after = (...events: readonly Event[]): State =>
	events.reduce(
		(state, event, index) => reduce(state, {type: 'event', event, now: index * 1000}),
		reduce(fresh, {type: 'begin', header}),
	);
const answer = (question: Question, ...keys: readonly string[]): unknown =>
	press(asked(question), ...keys).answered?.value;

const many: Question = {
	...pipeline,
	choices: Array.from({length: 25}, (_, index) => ({
		value: `pipeline-${index}`,
		...(index % 10 === 9 ? {disabled: 'has no nodes'} : {}),
	})),
	initial: 'pipeline-3',
};

describe('a list', () => {
	it.each([
		[['enter'], '__default__'],
		[['down', 'enter'], 'harmonics'],
		[['j', 'j', 'enter'], 'ports'],
		[['down', 'down', 'down', 'enter'], '__default__'],
		[['up', 'enter'], 'ports'],
		[['k', 'k', 'enter'], 'harmonics'],
		[['end', 'enter'], 'ports'],
		[['end', 'home', 'enter'], '__default__'],
		[['pagedown', 'enter'], 'ports'],
		[['x', '/', 'space', 'tab', 'meta-x', 'enter'], '__default__'],
	])('by %o gives %s, and skips what cannot be taken', (keys, value) => {
		expect(answer(pipeline, ...keys)).toBe(value);
	});

	it.each([
		[['enter'], 'pipeline-3'],
		[['pagedown', 'enter'], 'pipeline-14'],
		[['pagedown', 'pagedown', 'pagedown', 'enter'], 'pipeline-24'],
		[['home', 'pageup', 'enter'], 'pipeline-0'],
		[['/', '1', '2', 'enter'], 'pipeline-12'],
		[['/', '1', '2', 'backspace', 'backspace', 'backspace', 'j', 'enter'], 'pipeline-13'],
		[['/', '1', '2', 'escape', 'j', 'enter'], 'pipeline-13'],
		[['/', 'P', 'space', '2', '0', 'enter'], 'pipeline-20'],
		[['/', '1', 'down', 'down', 'enter'], 'pipeline-11'],
	])('of many by %o gives %s', (keys, value) => {
		expect(answer(many, ...keys)).toBe(value);
	});

	it('gives nothing where nothing matches, until the filter lets something through', () => {
		const none = press(asked(many), '/', 'z', 'enter');
		expect(none.answered).toBeUndefined();
		expect(press(none, 'down', 'up', 'backspace', 'enter').answered?.value).toBe('pipeline-0');
	});

	it('cannot be answered where every choice is disabled', () => {
		const question: Question = {...pipeline, choices: [{value: 'empty', disabled: 'has no nodes'}]};
		expect(press(asked(question), 'down', 'up', 'home', 'end', 'enter').answered).toBeUndefined();
	});

	it('starts at the first choice that can be taken where its default cannot', () => {
		expect(answer({...pipeline, initial: 'empty'}, 'enter')).toBe('__default__');
		expect(answer({...pipeline, initial: 'nowhere'}, 'enter')).toBe('__default__');
	});

	it.each([
		[['enter'], ['seed']],
		[
			['space', 'enter'],
			['limits.height', 'seed'],
		],
		[['end', 'space', 'enter'], []],
		[
			['a', 'enter'],
			['limits.height', 'limits.depth', 'seed'],
		],
		[['a', 'a', 'enter'], []],
		[['down', 'down', 'space', 'home', 'space', 'enter'], ['limits.height']],
	])('with marks by %o gives %o, in the order of the choices', (keys, value) => {
		expect(answer(extras, ...keys)).toEqual(value);
	});
});

describe('a text', () => {
	it.each([
		[['enter'], 'ghcr.io/nordsjo/tide'],
		[['-', '2', 'enter'], 'ghcr.io/nordsjo/tide-2'],
		[['ctrl-u', 'a', 'b', 'enter'], 'ab'],
		[['ctrl-u', 'a', 'b', 'c', 'left', 'left', 'x', 'right', 'y', 'enter'], 'axbyc'],
		[['ctrl-u', 'a', 'b', 'c', 'home', 'delete', 'end', 'backspace', 'enter'], 'b'],
		[['ctrl-a', 'ctrl-k', 'q', 'enter'], 'q'],
		[['ctrl-w', 'n', 'enter'], 'n'],
		[['left', 'right', 'right', 'up', 'tab', 'escape', 'enter'], 'ghcr.io/nordsjo/tide'],
	])('by %o gives %s', (keys, value) => {
		expect(answer(image, ...keys)).toBe(value);
	});

	it('goes over characters, not code points', () => {
		const {validate: _, ...free} = image;
		expect(answer({...free, initial: 'é👩‍🔬'}, 'backspace', 'backspace', 'å', 'enter')).toBe('å');
	});

	it('is refused while it will not do, and taken once it will', () => {
		const refused = press(asked(image), 'É', 'enter');
		expect(refused.answered).toBeUndefined();
		expect(refused.asking).toMatchObject({refused: true});
		expect(press(refused, 'backspace', 'enter').answered?.value).toBe('ghcr.io/nordsjo/tide');
	});

	it.each([
		['quay.io/tide\n', 'quay.io/tide'],
		['\r\nquay.io/tide\r\n', 'quay.io/tide'],
		['one\ntwo\tthree', 'one two three'],
		['\u001B[31mred\u001B[0m\u0007', 'red'],
	])('takes the paste %j as %j', (pasted, value) => {
		const {validate: _, ...free} = image;
		const state = reduce(asked({...free, initial: ''}), {type: 'paste', text: pasted});
		expect(state.answered).toBeUndefined();
		expect(press(state, 'enter').answered?.value).toBe(value);
	});

	it('is bounded, whatever is pasted', () => {
		const {validate: _, ...free} = image;
		const state = reduce(asked(free), {type: 'paste', text: 'x'.repeat(2_000_000)});
		expect(press(state, 'enter').answered?.value).toHaveLength(4096);
	});
});

describe('yes or no', () => {
	it.each([
		[build, ['enter'], true],
		[{...build, initial: false}, ['enter'], false],
		[build, ['n'], false],
		[{...build, initial: false}, ['Y'], true],
		[build, ['x', 'up', 'N'], false],
	] as const)('%# is what was pressed', (question, keys, value) => {
		expect(answer(question, ...keys)).toBe(value);
	});

	it.each([
		[['enter'], 'go'],
		[['down', 'enter'], 'cancel'],
		[['down', 'up', 'enter'], 'go'],
		[['pagedown', 'end', 'enter'], 'go'],
	])('to the plan by %o', (keys, value) => {
		expect(answer(consent, ...keys)).toEqual({do: value});
	});

	it('scrolls a plan that is taller than the window, and no further than its end', () => {
		const low = reduce(fresh, {type: 'resize', size: {columns: 60, rows: 15}});
		const overflow = planOverflow(openPlan(consent), roomFor(low.size));
		expect(overflow).toBeGreaterThan(0);
		const bottom = press(asked(consent, low), ...Array.from({length: 50}, () => 'pagedown'));
		expect(bottom.asking).toMatchObject({top: overflow});
		expect(press(bottom, 'home').asking).toMatchObject({top: 0});
	});

	it('knows the height of a plan', () => {
		for (const one of [plan, {...plan, values: []}, {...plan, changes: []}, {changes: [], values: []}])
			expect(planRows(one, look)).toHaveLength(planHeight(one));
	});
});

describe('hints', () => {
	it('name only what works now', () => {
		const labels = (state: State): readonly string[] =>
			state.asking === undefined ? [] : hintsFor(state.asking, state.size).map(({keys, label}) => `${keys} ${label}`);
		expect(labels(asked(pipeline))).toEqual(['upDown move', 'enter select']);
		expect(labels(asked(many))).toEqual(['upDown move', 'enter select', '/ filter']);
		expect(labels(press(asked(many), '/'))).toEqual(['upDown move', 'enter select', 'esc show all']);
		expect(labels(asked(extras))).toEqual(['upDown move', 'space mark', 'a all', 'enter continue']);
		expect(labels(asked(image))).toEqual(['enter accept', 'ctrl-u clear']);
		expect(labels(press(asked(image), 'ctrl-u'))).toEqual(['enter accept']);
		expect(labels(asked({...build, initial: false}))).toEqual(['y yes', 'n no', 'enter no']);
		expect(labels(press(asked(consent), 'down'))).toEqual(['upDown move', 'enter cancel']);
	});
});

describe('events', () => {
	it('move the steps; one that was only decided about is still to come', () => {
		const state = after(active('project'), done('project', 'x'), active('image'), active('secret'));
		expect(state.steps).toEqual({project: 'done', image: 'coming', secret: 'active'});
		expect(state.active).toMatchObject({id: 'secret', since: 3000});
	});

	it('keep the clock of a step whose detail changes', () => {
		expect(after(active('image'), active('image', 'pushing')).active).toEqual({
			id: 'image',
			detail: 'pushing',
			since: 0,
		});
	});

	it('start the clock of a step anew when a question in it is answered', () => {
		const thought = press(asked(pipeline, after(active('pipeline'))), 'enter');
		expect(reduce(thought, {type: 'taken', now: 36_000}).active).toMatchObject({id: 'pipeline', since: 36_000});
	});

	it('keep the last lines of a tool until the next step', () => {
		const lines = Array.from({length: 200}, (_, index) => log('image', String(index)));
		expect(after(active('image'), ...lines).log).toHaveLength(50);
		expect(after(active('image'), ...lines, done('image')).log.at(-1)).toBe('199');
		expect(after(active('image'), ...lines, active('secret')).log).toEqual([]);
	});

	it('write short names as they are spoken', () => {
		const keys: Question = {kind: 'text', name: 'aws_keys', message: 'Which?', flag: '--x', initial: 'typed'};
		expect(historyRows(press(asked(keys), 'enter'), look).map(textOf)).toMatchObject([
			expect.stringMatching(/ AWS keys {2}typed$/),
		]);
	});

	it('say of an answer that was left empty that there is none', () => {
		const empty: Question = {kind: 'text', name: 'data', message: 'Where?', flag: '--data URL'};
		expect(press(asked(empty), 'enter').entries).toMatchObject([{kind: 'answer', name: 'data', value: 'none'}]);
	});

	it('leave one entry for a step and for an answer, the last', () => {
		const state = after(done('image', 'built'), done('image', 'pushed'), done('spec'));
		expect(state.entries).toEqual([{kind: 'step', id: 'image', state: 'done', detail: 'pushed'}]);
		const twice = press(asked(pipeline, press(asked(pipeline), 'enter')), 'up', 'enter');
		expect(twice.entries).toEqual([
			{kind: 'answer', name: 'pipeline', value: 'ports (north and south)', step: undefined},
		]);
	});

	it('take the answers of a step away once it says what came of it', () => {
		const answered = press(asked(build, press(asked(pipeline, after(active('pipeline'))), 'enter')), 'n');
		const text = (...events: readonly Event[]): readonly string[] =>
			historyRows(
				events.reduce((state, event) => reduce(state, {type: 'event', event, now: 0}), answered),
				look,
			).map(cells => textOf(cells).split(/\s+/)[1] ?? '');
		expect(text()).toEqual(['Pipeline', 'Rehearse']);
		expect(text(done('pipeline', '__default__ in s3'))).toEqual(['Pipeline']);
		expect(text(done('pipeline'))).toEqual(['Pipeline', 'Rehearse']);
		expect(text(done('project', 'found'), active('image'))).toEqual(['Pipeline', 'Rehearse', 'Project']);
	});

	it('are not held up by keys that nobody asked for', () => {
		expect(press(after(active('image')), 'enter', 'down', 'q')).toEqual(after(active('image')));
	});
});

describe('names of keys', () => {
	const none = {
		upArrow: false,
		downArrow: false,
		leftArrow: false,
		rightArrow: false,
		pageDown: false,
		pageUp: false,
		home: false,
		end: false,
		return: false,
		escape: false,
		ctrl: false,
		shift: false,
		tab: false,
		backspace: false,
		delete: false,
		meta: false,
		super: false,
		hyper: false,
		capsLock: false,
		numLock: false,
	};

	it.each([
		['', {...none, downArrow: true}, ['down']],
		['', {...none, return: true}, ['enter']],
		['c', {...none, ctrl: true}, ['ctrl-c']],
		['b', {...none, meta: true}, ['meta-b']],
		[' ', none, ['space']],
		['ab\r', none, ['a', 'b', 'enter']],
		['\u0015x', none, ['ctrl-u', 'x']],
		['å👩‍🔬', none, ['å', '👩‍🔬']],
		['x', {...none, eventType: 'release' as const}, []],
	])('%j', (input, key, names) => {
		expect(keysOf(input, key)).toEqual(names);
	});
});
