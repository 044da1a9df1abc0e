// The end of the process, and a terminal that goes away; a real terminal that is closed is in the tests with a pseudo-terminal.
import {expect, it, vi} from 'vitest';
import {endProcess, onTerminalGone, terminalIsGone} from '../../../src/cli/lost-terminal.ts';

it('no terminal is lost where its streams are still what they were at the start', () => {
	expect(terminalIsGone()).toBe(false);
});

it('the end of stdin is not the loss of a terminal where that is still there', () => {
	const on = vi.spyOn(process.stdin, 'on').mockReturnThis();
	let gone = 0;
	try {
		onTerminalGone(() => (gone += 1));
		expect(on.mock.calls.map(([event]) => event)).toEqual(['end', 'error']);
		for (const [, listener] of on.mock.calls) (listener as () => void)();
	} finally {
		on.mockRestore();
	}
	expect(gone).toBe(0);
});

it('the process ends with its exit code', () => {
	const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
		throw new Error('ended');
	});
	try {
		expect(() => endProcess(5)).toThrow('ended');
		expect(exit).toHaveBeenCalledWith(5);
	} finally {
		exit.mockRestore();
	}
});
