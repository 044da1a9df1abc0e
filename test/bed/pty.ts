// A real pseudo-terminal with a terminal emulator behind it: tests wait for what a user would see, and press keys.
import {setTimeout as wait} from 'node:timers/promises';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';

export type TerminalOptions = {
	readonly command: string;
	readonly args: readonly string[];
	readonly cwd?: string;
	/** On top of this process's own environment, from which all that speaks of CI and colours is taken away first. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** Default 80 columns, 24 rows. */
	readonly columns?: number;
	readonly rows?: number;
};

/** How the program left the terminal. All false but `cursorShown` is a terminal as it was. */
export type Restored = {
	readonly cursorShown: boolean;
	readonly alternateScreen: boolean;
	readonly bracketedPaste: boolean;
	readonly mouse: boolean;
	readonly focusEvents: boolean;
	readonly kittyKeyboard: boolean;
};

/** A text, a pattern, or whatever else can be said of a screen. */
export type Wanted = string | RegExp | ((screen: string) => boolean);

export type Terminal = {
	/** Resolves with the screen once it shows the text; fails with the screen drawn when it does not, or the program ends first. */
	waitFor(wanted: Wanted, timeoutMs?: number): Promise<string>;
	/** Names of keys (`down`, `enter`, `ctrl-c`) or single characters, all in one write. */
	press(...keys: readonly string[]): void;
	/** Text as it is, in one write. */
	type(text: string): void;
	/** Text as a terminal sends what is pasted. */
	paste(text: string): void;
	/** What the window shows now: rows without trailing blanks. */
	screen(): string;
	/** The window and everything that has scrolled out of it. */
	scrollback(): string;
	/** Every byte the program wrote, for assertions about escape codes. */
	raw(): string;
	resize(columns: number, rows: number): void;
	kill(signal?: string): void;
	/** Closes the terminal itself, as when its window is closed. */
	hangUp(): void;
	/** The exit code, once the program has ended and its last output is on the screen; 128 + n when a signal ended it. */
	readonly exit: Promise<number>;
	restored(): Restored;
	/** Kills the program if it still runs. To be called in teardown, whatever happened. */
	close(): Promise<void>;
};

const named: Readonly<Record<string, string>> = {
	enter: '\r',
	tab: '\t',
	escape: '\u001B',
	space: ' ',
	backspace: '\u007F',
	delete: '\u001B[3~',
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	home: '\u001B[H',
	end: '\u001B[F',
	pageup: '\u001B[5~',
	pagedown: '\u001B[6~',
};

/** Starts a program in a pseudo-terminal of its own. */
export async function openTerminal(options: TerminalOptions): Promise<Terminal> {
	const {command, args, cwd = process.cwd(), env = {}, columns = 80, rows = 24} = options;
	const emulator = new xterm.Terminal({cols: columns, rows, scrollback: 10_000, allowProposedApi: true});
	const child = pty.spawn(command, [...args], {
		name: 'xterm-256color',
		cols: columns,
		rows,
		cwd,
		env: {...plainEnvironment(), ...env},
	});
	const waiting = new Set<() => void>();
	const check = (): void => {
		for (const look of waiting) look();
	};
	let written = '';
	let ended: number | undefined;
	child.onData(data => {
		written += data;
		emulator.write(data, check);
	});
	// The emulator answers what a program asks of a terminal, such as the place of the cursor.
	emulator.onData(answer => {
		if (ended === undefined) child.write(answer);
	});
	const exit = new Promise<number>(resolve => {
		child.onExit(({exitCode, signal}) => {
			void drain(() => written.length, emulator).then(() => {
				ended = signal === undefined || signal === 0 ? exitCode : 128 + signal;
				resolve(ended);
				check();
			});
		});
	});
	const send = (text: string): void => {
		if (ended === undefined) child.write(text);
	};
	const screen = (): string => drawn(emulator, emulator.buffer.active.viewportY);

	return {
		waitFor: async (wanted, timeoutMs = 15_000) =>
			new Promise((resolve, reject) => {
				const settle = (finish: () => void): void => {
					clearTimeout(timer);
					waiting.delete(look);
					finish();
				};
				const complain = (why: string): void =>
					settle(() => reject(new Error(`${why}\n${framed(drawn(emulator, 0), columns)}`)));
				const look = (): void => {
					const seen = screen();
					if (shows(seen, wanted)) settle(() => resolve(seen));
					else if (ended !== undefined) complain(`The program ended with ${ended} and never showed ${String(wanted)}`);
				};
				const timer = setTimeout(() => complain(`Not seen in ${timeoutMs} ms: ${String(wanted)}`), timeoutMs);
				waiting.add(look);
				look();
			}),
		press: (...keys) => send(keys.map(bytesOf).join('')),
		type: send,
		paste: text => send(`\u001B[200~${text}\u001B[201~`),
		screen,
		scrollback: () => drawn(emulator, 0),
		raw: () => written,
		resize: (newColumns, newRows) => {
			emulator.resize(newColumns, newRows);
			child.resize(newColumns, newRows);
		},
		kill: signal => child.kill(signal),
		hangUp: () => hangUp(child),
		exit,
		restored: () => ({
			cursorShown: lastMode(written, '25') ?? true,
			alternateScreen: emulator.buffer.active.type === 'alternate',
			bracketedPaste: emulator.modes.bracketedPasteMode,
			mouse: emulator.modes.mouseTrackingMode !== 'none',
			focusEvents: emulator.modes.sendFocusMode,
			kittyKeyboard: (written.match(/\u001B\[>\d*u/g) ?? []).length > (written.match(/\u001B\[<\d*u/g) ?? []).length,
		}),
		close: async () => {
			if (ended === undefined) {
				child.kill('SIGKILL');
				await exit;
			}
			emulator.dispose();
		},
	};
}

/** This process's environment as a person's terminal would have it, with a UTF-8 locale. */
function plainEnvironment(): Record<string, string | undefined> {
	const gone = ['CI', 'CONTINUOUS_INTEGRATION', 'GITHUB_ACTIONS', 'NO_COLOR', 'FORCE_COLOR', 'NODE_ENV', 'VITEST'];
	const left = Object.entries(process.env).filter(([name]) => !gone.includes(name) && !name.startsWith('KFP_WIZARD_'));
	return {...Object.fromEntries(left), TERM: 'xterm-256color', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8'};
}

/** node-pty's `destroy` also sends a signal to the program itself; the kernel's own is what is wanted. */
function hangUp(child: pty.IPty): void {
	(child as unknown as {readonly _socket: {destroy(): void}})._socket.destroy();
}

function bytesOf(key: string): string {
	const control = /^ctrl-([a-z])$/.exec(key)?.[1];
	if (control !== undefined) return String.fromCodePoint((control.codePointAt(0) ?? 96) - 96);
	const bytes = named[key] ?? (/^.$/u.test(key) ? key : undefined);
	if (bytes === undefined) throw new Error(`No key is called ${key}`);
	return bytes;
}

/** A program's last bytes may come after the news of its end: waits until none has come for a moment, at most a second. */
async function drain(length: () => number, emulator: InstanceType<typeof xterm.Terminal>): Promise<void> {
	let before = -1;
	for (let turn = 0; turn < 20 && before !== length(); turn++) {
		before = length();
		await wait(50);
	}
	await new Promise<void>(resolve => emulator.write('', resolve));
}

/** The rows of the emulator's buffer from the given one on, as far as the window is wide, without blanks at the end. */
function drawn(emulator: InstanceType<typeof xterm.Terminal>, from: number): string {
	const buffer = emulator.buffer.active;
	const rows = Array.from(
		{length: buffer.length - from},
		(_, index) =>
			buffer
				.getLine(from + index)
				?.translateToString(false, 0, emulator.cols)
				.trimEnd() ?? '',
	);
	return rows.join('\n').trimEnd();
}

function shows(screen: string, wanted: Wanted): boolean {
	if (typeof wanted === 'function') return wanted(screen);
	return typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen);
}

function framed(text: string, columns: number): string {
	const rule = '─'.repeat(columns);
	return [rule, text, rule].join('\n');
}

/** Whether a private mode was last set (true) or reset (false); undefined when it was never touched. */
function lastMode(written: string, mode: string): boolean | undefined {
	const last = [...written.matchAll(/\u001B\[\?([\d;]+)([hl])/g)]
		.filter(([, modes = '']) => modes.split(';').includes(mode))
		.at(-1);
	return last === undefined ? undefined : last[2] === 'h';
}
