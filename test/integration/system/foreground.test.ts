// Programs in the foreground: their exit codes, their pipe, and the signals of this process after them.
import {expect, it} from 'vitest';
import {runInForeground} from '../../../src/system/foreground.ts';
import {errorOf} from '../../support/error-of.ts';

const run = (...programs: readonly (readonly string[])[]): Promise<number> => runInForeground(programs, process.env);

it('ends with the exit code of the first program that failed', async () => {
	expect(await run(['true'])).toBe(0);
	expect(await run(['/bin/sh', '-c', 'exit 4'])).toBe(4);
	expect(await run(['sh', '-c', 'exit 3'], ['true'])).toBe(3);
	expect(await run(['sh', '-c', 'kill -INT $$'])).toBe(130);
});

it('pipes the output of one program into the next', async () => {
	expect(await run(['echo', 'a b'], ['sh', '-c', 'read -r line && [ "$line" = "a b" ]'])).toBe(0);
});

it('starts nothing where a program is not installed', async () => {
	expect(await errorOf(run(['true'], ['no-such-program-here']))).toMatchObject({kind: 'outside', code: 'TOOL_MISSING'});
});

it('leaves Ctrl-C to the program, and handles it again afterwards', async () => {
	let times = 0;
	const listener = (): void => void times++;
	process.on('SIGINT', listener);
	try {
		expect(await run(['sh', '-c', `kill -INT ${process.pid}; sleep 0.1`])).toBe(0);
		expect([times, process.listeners('SIGINT').includes(listener)]).toEqual([0, true]);
	} finally {
		process.off('SIGINT', listener);
	}
});
