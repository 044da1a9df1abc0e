// The pseudo-terminal that the tests of the UI modes and of the built program use.
import {afterEach, describe, expect, it} from 'vitest';
import {openTerminal, type Terminal} from '../../bed/pty.ts';

const open: Terminal[] = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map(async terminal => terminal.close()));
});

async function node(script: string, size: {columns?: number; rows?: number} = {}): Promise<Terminal> {
	const terminal = await openTerminal({command: process.execPath, args: ['-e', script], ...size});
	open.push(terminal);
	return terminal;
}

describe('the pseudo-terminal of the tests', () => {
	it('the pseudo-terminal shows what a user would see, takes keys and gives the exit code', async () => {
		const terminal = await node(
			`process.stdin.setRawMode(true);
			process.stdout.write('a\\r\\u001B[31mready\\u001B[0m');
			process.stdin.once('data', data => { console.log('\\ngot ' + JSON.stringify(String(data))); process.exit(7); });`,
		);
		expect(await terminal.waitFor('ready')).toBe('ready');
		terminal.press('down', 'enter', 'x', 'ctrl-c');
		expect(await terminal.exit).toBe(7);
		expect(terminal.screen()).toContain(String.raw`got "\u001b[B\rx\u0003"`);
		expect(terminal.raw()).toContain('\u001B[31m');
	});

	it('the pseudo-terminal reports its screen when a text does not come', async () => {
		const terminal = await node(`console.log('here'); setInterval(() => {}, 1000)`);
		await terminal.waitFor('here');
		await expect(terminal.waitFor('elsewhere', 50)).rejects.toThrow(/Not seen in 50 ms: elsewhere[\s\S]*here/);
	});

	it('the pseudo-terminal does not wait for a program that has ended', async () => {
		const terminal = await node(`console.log('short'); process.exitCode = 3`);
		await expect(terminal.waitFor('long')).rejects.toThrow(/ended with 3[\s\S]*short/);
	});

	it('the pseudo-terminal knows how the terminal was left', async () => {
		const messy = await node(`process.stdout.write('\\u001B[?25l\\u001B[?1049h\\u001B[?2004hmess')`);
		await messy.exit;
		expect(messy.restored()).toMatchObject({cursorShown: false, alternateScreen: true, bracketedPaste: true});
		const tidy = await node(`process.stdout.write('\\u001B[?25l\\u001B[?2004h\\u001B[?25h\\u001B[?2004ltidy')`);
		await tidy.exit;
		expect(tidy.restored()).toEqual({
			cursorShown: true,
			alternateScreen: false,
			bracketedPaste: false,
			mouse: false,
			focusEvents: false,
			kittyKeyboard: false,
		});
	});

	it('the pseudo-terminal resizes', async () => {
		const terminal = await node(
			`process.stdout.on('resize', () => console.log(process.stdout.columns + 'x' + process.stdout.rows)); console.log('up'); setInterval(() => {}, 1000)`,
		);
		await terminal.waitFor('up');
		terminal.resize(40, 12);
		await terminal.waitFor('40x12');
		terminal.kill('SIGTERM');
		expect(await terminal.exit).toBe(143);
	});
});
