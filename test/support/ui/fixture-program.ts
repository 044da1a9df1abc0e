// A fixture program in real terminals: bundled once for the tests of a file; each terminal is closed after its test.
import {rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {afterAll, afterEach, beforeAll} from 'vitest';
import {openTerminal, type Terminal, type TerminalOptions} from '../../bed/pty.ts';
import {bundle} from './bundle.ts';

export type Settings = Omit<TerminalOptions, 'command' | 'args'> & {
	/** The words before the path of the program: `node` unless a shell starts it. */
	readonly starter?: readonly string[];
};

/** To be called at the top of a test file. `name`: that of the program in this folder. */
export function fixtureProgram(name: string): (args: readonly string[], settings?: Settings) => Promise<Terminal> {
	let program = '';
	const open: Terminal[] = [];
	beforeAll(async () => {
		program = await bundle(name);
	});
	afterEach(async () => {
		await Promise.all(open.splice(0).map(async terminal => terminal.close()));
	});
	afterAll(async () => rm(dirname(program), {recursive: true, force: true}));
	return async (args, {starter = [process.execPath], ...settings} = {}) => {
		const [command = '', ...before] = starter;
		const terminal = await openTerminal({command, args: [...before, program, ...args], ...settings});
		open.push(terminal);
		return terminal;
	};
}
