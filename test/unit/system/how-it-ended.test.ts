// How a program ended, in words.
import {expect, it} from 'vitest';
import {exitCodeOf, howItEnded, signalOf} from '../../../src/system/how-it-ended.ts';

it.each([
	[0, null, 0, 'exited with code 0'],
	[3, null, 3, 'exited with code 3'],
	[null, 'SIGKILL', 137, 'was killed by SIGKILL, perhaps because memory ran out'],
	[null, 'SIGSEGV', 139, 'was killed by SIGSEGV: it crashed in native code'],
	[143, null, 143, 'was killed by SIGTERM'],
	[255, null, 255, 'exited with code 255'],
] as const)('F25: code %j and signal %j are %i: %s', (code, signal, exitCode, words) => {
	expect(exitCodeOf(code, signal)).toBe(exitCode);
	expect(howItEnded(exitCode)).toBe(words);
});

it('exit codes up to 128 are no signals', () => {
	expect([0, 1, 124, 127, 128].map(signalOf)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});
