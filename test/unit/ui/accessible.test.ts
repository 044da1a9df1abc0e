// Parts of the accessible face: the line every half minute, what stands in a field without an echo, and its words.
import {PassThrough} from 'node:stream';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {heartbeat} from '../../../src/ui/accessible/heartbeat.ts';
import {readHidden} from '../../../src/ui/accessible/typed.ts';
import {openTranscript} from '../../../src/ui/transcript/transcript.ts';
import {spokenLook} from '../../../src/ui/text/look.ts';
import {active, before, done, failure, findings, planEvent, header, success, work} from '../../support/ui/events.ts';
import {middle, rest, tide} from '../../support/ui/tasks.ts';

describe('the line every half minute', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	it('comes while something is being worked on, with how far it is, and at no other time', async () => {
		const said: string[] = [];
		const pulse = heartbeat(text => said.push(text));
		pulse.begin({title: 'kfp-wizard', steps: [{id: 'image', title: 'Container image'}]});
		vi.advanceTimersByTime(60_000);
		pulse.observe(active('image', 'building with docker'));
		vi.advanceTimersByTime(29_000);
		expect(said).toEqual([]);
		// What the step says of itself in the meantime does not start it anew.
		pulse.observe(active('image', 'pushing'));
		pulse.observe({event: 'progress', step: 'image', what: 'build', done: 3, total: 9, unit: 'steps'});
		vi.advanceTimersByTime(121_000);
		expect(said).toEqual([
			'still working on Container image, 30 seconds, build: 3 of 9 steps',
			'still working on Container image, 1 minute, build: 3 of 9 steps',
			'still working on Container image, 1 minute 30 seconds, build: 3 of 9 steps',
			'still working on Container image, 2 minutes, build: 3 of 9 steps',
			'still working on Container image, 2 minutes 30 seconds, build: 3 of 9 steps',
		]);
		said.length = 0;
		await pulse.quietDuring(async () => vi.advanceTimersByTime(300_000));
		expect(said).toEqual([]);
		vi.advanceTimersByTime(30_000);
		expect(said).toHaveLength(1);
		pulse.observe(done('image'));
		vi.advanceTimersByTime(300_000);
		expect(said).toHaveLength(1);
	});
});

describe('a field without an echo', () => {
	it.each([
		['', 'abc', {text: 'abc'}],
		['ab', 'c\r', {text: 'abc', end: 'enter'}],
		['ab', 'c\ntyped too early', {text: 'abc', end: 'enter'}],
		['abc', '\u007F', {text: 'ab'}],
		['pass👩‍🔬', '\b', {text: 'pass'}],
		['abc', '\u0015x', {text: 'x'}],
		['abc', '\u001B[D\u001B[1;5C\u001BOP\u0001d', {text: 'abcd'}],
		['', '\u001B[200~pasted\u001B[201~', {text: 'pasted'}],
		['abc', '\u0003', {text: '', end: 'ctrl-c'}],
		['', '\u0004', {text: '', end: 'ctrl-d'}],
		['a', '\u0004b', {text: 'ab'}],
	] as const)('%j and then %j', (text, data, expected) => {
		expect(readHidden(text, data)).toEqual(expected);
	});
});

it('tells a whole story in words, without an escape code or a sign', () => {
	const stream = Object.assign(new PassThrough(), {isTTY: true});
	const transcript = openTranscript({to: stream, quiet: false, verbose: true, look: spokenLook});
	transcript.begin({...header, about: 'Tide Tables · Kedro 1.7.0', cluster: 'kind-dev / kubeflow'});
	transcript.begin({...header, about: 'Tide Tables · Kedro 1.7.0', cluster: 'kind-dev / kubeflow'});
	const events = [...before, findings, ...work, planEvent(false), tide, ...middle, ...rest, failure, success];
	for (const event of events) transcript.report(event);
	const said = String(stream.read());
	const left = said.replaceAll(/anpassa_modell_å/g, '');
	expect(left).not.toMatch(/[^\n\u0020-\u007E]/);
	expect(said.match(/Tide Tables, Kedro 1\.7\.0, kind-dev/g)).toHaveLength(1);
	expect(said).toContain('error: high_raw lives only in memory');
	expect(said).toContain('create image');
	expect(said).toMatch(/^failed: ghcr\.io refused the push/m);
});
