// What was shown is not shown again when the interview runs once more.
import {afterEach, expect, it, vi} from 'vitest';
import {emitOnce} from '../../../../src/deploy/interview/emit-once.ts';
import type {Event, StepId} from '../../../../src/schema/event.ts';

const active = (step: StepId): Event => ({event: 'step', step, state: 'active'});
const done = (step: StepId, detail = ''): Event => ({event: 'step', step, state: 'done', detail});

afterEach(() => vi.useRealTimers());

function shown() {
	const words: string[] = [];
	const once = emitOnce(event =>
		words.push(event.event === 'step' ? `${event.step} ${event.state} ${event.detail ?? ''}`.trim() : event.event),
	);
	return {once, words};
}

it('the same events as before are not shown after a rewind; the first other one and all after it are', () => {
	const {once, words} = shown();
	for (const event of [active('project'), done('project', 'Tide'), active('image')]) once.emit(event);
	once.rewind();
	for (const event of [active('project'), done('project', 'Harbour'), active('image')]) once.emit(event);
	expect(words).toEqual([
		'project active',
		'project done Tide',
		'image active',
		'project done Harbour',
		'image active',
	]);
});

it('before a question its step is marked as active, where another one was shown last', () => {
	const {once, words} = shown();
	once.emit(active('pipeline'));
	once.emit(done('pipeline'));
	once.emit(active('image'));
	once.rewind();
	once.emit(active('pipeline'));
	once.catchUp();
	once.catchUp();
	expect(words).toEqual(['pipeline active', 'pipeline done', 'image active', 'pipeline active']);
	once.emit(done('pipeline'));
	expect(words.at(-1), 'what follows the question is shown again').toBe('pipeline done');
});

it('everything is shown again after files have changed', () => {
	const {once, words} = shown();
	once.emit(active('project'));
	once.forget();
	once.rewind();
	once.emit(active('project'));
	expect(words).toEqual(['project active', 'project active']);
});

it('a step that was shown before is shown again, with its detail, when its work takes long', () => {
	vi.useFakeTimers();
	const {once, words} = shown();
	const reading: Event = {event: 'step', step: 'project', state: 'active', detail: 'reading it for prod'};
	for (const event of [reading, done('project'), active('image')]) once.emit(event);
	once.rewind();
	once.emit(reading);
	vi.advanceTimersByTime(300);
	expect(words, 'what is known already is silent').toHaveLength(3);
	vi.advanceTimersByTime(300);
	expect(words.at(-1)).toBe('project active reading it for prod');
	once.emit(done('project'));
	expect(words.at(-1), 'so is what follows').toBe('project done');
});

it('nothing is emitted later by itself once it has stopped, or a question is in sight', () => {
	vi.useFakeTimers();
	const {once, words} = shown();
	once.emit(active('project'));
	once.emit(active('image'));
	for (const end of [once.stop, once.catchUp]) {
		once.rewind();
		once.emit(active('project'));
		end();
		const {length} = words;
		vi.advanceTimersByTime(60_000);
		expect(words).toHaveLength(length);
	}
});
