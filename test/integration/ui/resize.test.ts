// The window changes its size while the wizard is on it: one whole frame, and nothing of the frames before.
import {describe, expect, it} from 'vitest';
import type {Terminal} from '../../bed/pty.ts';
import {fixtureProgram} from '../../support/ui/fixture-program.ts';

const start = fixtureProgram('deploy');

async function play(args: readonly string[], columns: number, rows: number): Promise<Terminal> {
	const terminal = await start(args, {
		starter: ['sh', '-c', 'echo what was there before; exec "$0" "$@"', process.execPath],
		columns,
		rows,
	});
	await terminal.waitFor('Which pipeline?');
	return terminal;
}

const times = (text: string, part: string): number => text.split(part).length - 1;

describe('a window that changes its size', () => {
	it('a window that changes its size shows one frame each time', async () => {
		const terminal = await play(['ink'], 100, 30);
		for (const [columns, rows] of [
			[70, 30],
			[50, 20],
			[41, 12],
			[60, 15],
			[120, 40],
			[44, 40],
			[80, 11],
		] as const) {
			terminal.resize(columns, rows);
			const whole = (): string => {
				const screen = terminal.screen();
				const once = ['Which pipeline?', 'Pipeline', '❯ __default__', '↑↓ move'].map(part => times(screen, part));
				const cut = screen.split('\n').some(line => line.length > columns - 1);
				return once.every(number => number === 1) && !cut ? 'one frame' : `${columns}x${rows}\n${screen}`;
			};
			await expect.poll(whole, {timeout: 5000}).toBe('one frame');
			// Whatever was still to come has come when the next key has been answered.
			terminal.press('down');
			await terminal.waitFor('❯ harmonics');
			terminal.press('up');
			await terminal.waitFor('❯ __default__');
			await expect.poll(whole, {timeout: 5000}).toBe('one frame');
		}
		terminal.press('ctrl-c');
		expect(await terminal.exit).toBe(130);
		expect(times(terminal.scrollback(), 'Which pipeline?')).toBe(0);
		expect(times(terminal.scrollback(), 'what was there before')).toBe(1);
	});
});
