// What was shown is not shown again when the interview runs once more.
import {expect, it} from 'vitest';
import {emitOnce} from '../../../../src/deploy/interview/emit-once.ts';
import type {Event, StepId} from '../../../../src/schema/event.ts';

const active = (step: StepId): Event => ({event: 'step', step, state: 'active'});
const done = (step: StepId, detail = ''): Event => ({event: 'step', step, state: 'done', detail});

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
