// Writing as fast as the reader reads.
import {Writable} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {readerGone, writeDrained} from '../../../src/system/drained.ts';

it('F26: what the reader has not taken yet never grows beyond one text more than its buffer', async () => {
	let taken = 0;
	const slow = new Writable({
		highWaterMark: 1000,
		write: (piece: Buffer, _, done) => {
			taken += piece.length;
			setTimeout(done, 0);
		},
	});
	for (let round = 0; round < 200; round++) {
		const waiting = writeDrained(slow, 'x'.repeat(100));
		expect(slow.writableLength).toBeLessThanOrEqual(1100);
		if (waiting !== undefined) await waiting;
	}
	expect(taken).toBeGreaterThan(18_000);
	expect(slow.listenerCount('drain')).toBe(0);
});

it('a reader that is gone is not waited for', async () => {
	const stuck = new Writable({highWaterMark: 1, write: () => {}});
	const waiting = writeDrained(stuck, 'text');
	stuck.destroy();
	await waiting;
	await setImmediate();
	expect(stuck.listenerCount('error')).toBe(0);
});

it('a stream without events is only written to', () => {
	const texts: string[] = [];
	expect(writeDrained({write: text => texts.push(text) < 0}, 'text')).toBeUndefined();
	expect(texts).toEqual(['text']);
});

it('tells when the reader is gone', async () => {
	const closed = new Writable({write: (_, __, done) => done(Object.assign(new Error('closed'), {code: 'EPIPE'}))});
	const gone = readerGone(closed);
	expect(gone.aborted).toBe(false);
	closed.write('text');
	await setImmediate();
	expect(gone.aborted).toBe(true);
});
