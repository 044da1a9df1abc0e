// The context of a command in a test: a UI, and nothing of this process but what a test gives.
import {Readable} from 'node:stream';
import type {Context} from '../../src/ui/context.ts';
import type {Ui} from '../../src/ui/ui.ts';

export type TestContext = Context & {
	/** What was written to stdout. */
	readonly printed: () => string;
};

/** A Linux machine without environment variables, at a fixed time. */
export function testContext(ui: Ui, more: Partial<Context> = {}): TestContext {
	let printed = '';
	return {
		ui,
		env: {},
		cwd: '/nowhere',
		platform: 'linux',
		isTerminal: false,
		stdin: Readable.from([]),
		stdout: {write: text => (printed += text)},
		stderr: {write: () => {}},
		commands: {command: line => line, complete: line => line, text: line => line},
		version: '1.2.3',
		remember: async () => {},
		kept: async () => ({find: () => undefined, keep: async () => {}}),
		knownHosts: {list: async () => [], add: async () => {}},
		now: () => new Date('2026-11-23T14:02:00Z'),
		...more,
		printed: () => printed,
	};
}
