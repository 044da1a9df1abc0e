// What an event changes in the state.
import {describe, expect, it} from 'vitest';
import type {Event} from '../../../../../src/schema/event.ts';
import {reduce} from '../../../../../src/ui/ink/state/reduce.ts';
import type {State} from '../../../../../src/ui/ink/state/state.ts';
import {historyRows} from '../../../../../src/ui/ink/progress/view.ts';
import {textOf} from '../../../../../src/ui/text/rows.ts';
import type {Question} from '../../../../../src/ui/ui.ts';
import {active, done, header, log} from '../../../../support/ui/events.ts';
import {look} from '../../../../support/ui/look.ts';
import {build, pipeline} from '../../../../support/ui/questions.ts';
import {asked, small} from '../../../../support/ui/small-screen.ts';
import {press} from '../../../../support/ui/screen.ts';

const after = (...events: readonly Event[]): State =>
	events.reduce(
		(state, event, index) => reduce(state, {type: 'event', event, now: index * 1000}),
		reduce(small, {type: 'begin', header}),
	);

describe('events', () => {
	it('step events move the steps; a step that was only asked about is still to come', () => {
		const state = after(active('project'), done('project', 'x'), active('image'), active('secret'));
		expect(state.steps).toEqual({project: 'done', image: 'coming', secret: 'active'});
		expect(state.active).toMatchObject({id: 'secret', since: 3000});
	});

	it('a step whose detail changes keeps its clock', () => {
		expect(after(active('image'), active('image', 'pushing')).active).toEqual({
			id: 'image',
			detail: 'pushing',
			since: 0,
		});
	});

	it('a note about work that goes on is gone once it has ended: the step, or what was read before a question', () => {
		const slow: Event = {event: 'note', level: 'info', step: 'project', message: 'has taken 10 s', passing: true};
		const shown = (state: State): string => historyRows(state, look).map(textOf).join('\n');
		expect(shown(after(active('project'), slow))).toContain('has taken 10 s');
		expect(shown(after(active('project'), slow, done('project', 'x')))).not.toContain('has taken');
		expect(shown(asked(pipeline, after(active('pipeline'), slow)))).not.toContain('has taken');
		expect(shown(after(active('project'), {...slow, passing: undefined}, done('project', 'x')))).toContain('has taken');
	});

	it('the clock of a step restarts when a question in it is answered', () => {
		const thought = press(asked(pipeline, after(active('pipeline'))), 'enter');
		expect(reduce(thought, {type: 'taken', now: 36_000}).active).toMatchObject({id: 'pipeline', since: 36_000});
	});

	it('the last lines of a tool stay until the next step', () => {
		const lines = Array.from({length: 200}, (_, index) => log('image', String(index)));
		expect(after(active('image'), ...lines).log).toHaveLength(50);
		expect(after(active('image'), ...lines, done('image')).log.at(-1)).toBe('199');
		expect(after(active('image'), ...lines, active('secret')).log).toEqual([]);
	});

	it('short names are written in capitals in the history', () => {
		const keys: Question = {kind: 'text', name: 'aws_keys', message: 'Which?', flag: '--x', initial: 'typed'};
		expect(historyRows(press(asked(keys), 'enter'), look).map(textOf)).toMatchObject([
			expect.stringMatching(/ AWS keys {2}typed$/),
		]);
	});

	it('an empty answer is none in the history', () => {
		const empty: Question = {kind: 'text', name: 'data', message: 'Where?', flag: '--data URL'};
		expect(press(asked(empty), 'enter').entries).toMatchObject([{kind: 'answer', name: 'data', value: 'none'}]);
	});

	it('the history has one entry for a step and for an answer, the last', () => {
		const state = after(done('image', 'built'), done('image', 'pushed'), done('spec'));
		expect(state.entries).toEqual([{kind: 'step', id: 'image', state: 'done', detail: 'pushed'}]);
		const twice = press(asked(pipeline, press(asked(pipeline), 'enter')), 'up', 'enter');
		expect(twice.entries).toEqual([
			{kind: 'answer', name: 'pipeline', value: 'ports (north and south)', step: undefined},
		]);
	});

	it('the result of a step replaces its answers in the history', () => {
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

	it('of a history that is longer than the screen only the last rows are made', () => {
		const notes = Array.from({length: 300}, (_, index) => ({
			event: 'note' as const,
			level: 'info' as const,
			message: `${index} ${'word '.repeat(10)}`,
		}));
		const state = after(...notes, done('image', 'pushed'));
		const all = historyRows(state, look, {columns: 30});
		const last = historyRows(state, look, {columns: 30, room: 5});
		expect(last.length).toBeLessThan(10);
		expect(last.slice(-5)).toEqual(all.slice(-5));
	});

	it('a screen without steps ends those of the command before, and keeps the history', () => {
		const state = reduce(after(done('image', 'built'), active('spec')), {
			type: 'begin',
			header: {title: 'x', steps: []},
		});
		expect([state.steps, state.active, state.entries.length]).toEqual([{}, undefined, 1]);
	});

	it('keys without a question do not stop events', () => {
		expect(press(after(active('image')), 'enter', 'down', 'q')).toEqual(after(active('image')));
	});
});
