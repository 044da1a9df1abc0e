// The built wizard in a pseudo-terminal, with a terminal emulator that knows what a user would see, colours included.
import {setTimeout as wait} from 'node:timers/promises';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {Stop} from '../demo/processes.js';

/** Milliseconds that a screen has to show what is waited for, or to end. */
const patience = 60_000;

const keys = {enter: '\r', down: '\u001B[B', up: '\u001B[A', right: '\u001B[C', escape: '\u001B', 'ctrl-c': '\u0003'};

export function openScreen(command, args, {columns, rows, cwd, env}) {
	const emulator = new xterm.Terminal({cols: columns, rows, scrollback: 1000, allowProposedApi: true});
	const child = pty.spawn(command, args, {name: 'xterm-256color', cols: columns, rows, cwd, env});
	let ended = false;
	let last = performance.now();
	child.onData(data => {
		last = performance.now();
		emulator.write(data);
	});
	emulator.onData(answer => ended || child.write(answer));
	const exit = new Promise(resolve => {
		child.onExit(({exitCode}) => {
			ended = true;
			resolve(exitCode);
		});
	});
	const textOf = row => emulator.buffer.active.getLine(row)?.translateToString(true) ?? '';
	const text = () => Array.from({length: emulator.buffer.active.length}, (_, row) => textOf(row)).join('\n');
	return {
		/** Its exit code. */
		exited: async () => {
			const late = performance.now() + patience;
			while (!ended) {
				if (performance.now() > late) throw new Stop(1, [`The wizard never ended:\n${text()}`]);
				await wait(30);
			}
			return exit;
		},
		press: (...names) => child.write(names.map(name => keys[name] ?? name).join('')),
		/** Until the text is there and, where it comes to rest, nothing has come for a moment. */
		waitFor: async (wanted, {still = true} = {}) => {
			const late = performance.now() + patience;
			const isThere = () => (typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text()));
			while (!isThere() || (still && !ended && performance.now() - last < 250)) {
				if (performance.now() > late || (ended && !isThere()))
					throw new Stop(1, [`The wizard never showed ${String(wanted)}:\n${text()}`]);
				await wait(30);
			}
		},
		/** What is on the screen as runs of one look; `mask` makes each line say the same on every machine. */
		rows: mask => {
			const all = linesOf(emulator)
				.flatMap(line => masked(line, mask, columns))
				.map(runsOf);
			return all.slice(0, 1 + all.findLastIndex(runs => runs.length > 0));
		},
		close: async () => {
			if (!ended) child.kill('SIGKILL');
			await exit;
			emulator.dispose();
		},
	};
}

/** The cells of each line, however many rows it has been wrapped into. */
function linesOf(emulator) {
	const lines = [];
	for (let row = 0; row < emulator.buffer.active.length; row++) {
		const line = emulator.buffer.active.getLine(row);
		const cells = cellsOf(line, emulator.cols);
		if (line.isWrapped) lines.at(-1).push(...cells);
		else lines.push(cells);
	}
	return lines;
}

function cellsOf(line, columns) {
	const cells = [];
	for (let x = 0; x < columns; x++) {
		const cell = line.getCell(x);
		if (cell === undefined || cell.getWidth() === 0) continue;
		const colour = cell.isFgPalette() ? 30 + cell.getFgColor() : undefined;
		cells.push({
			x,
			text: cell.getChars() || ' ',
			width: cell.getWidth(),
			look: `${colour ?? ''} ${cell.isBold()} ${cell.isDim()}`,
			colour,
			bold: cell.isBold() !== 0,
			dim: cell.isDim() !== 0,
		});
	}
	return cells;
}

/** The line in rows, with its masked text in its cells. */
function masked(cells, mask, columns) {
	const text = [...mask(cells.map(({text: own}) => own).join('')).trimEnd()];
	for (const [index, cell] of cells.entries()) cell.text = text[index] ?? ' ';
	const rows = [[]];
	for (const cell of cells) {
		if (cell.x === 0 && rows.at(-1).length > 0) rows.push([]);
		if (cell.x < columns) rows.at(-1).push(cell);
	}
	return rows;
}

/** Cells side by side of one look; more than one blank belongs to none. */
function runsOf(cells) {
	const runs = [];
	for (const cell of cells) {
		const before = runs.at(-1);
		const follows = before?.look === cell.look && before.x + before.width === cell.x;
		if (follows && (cell.text !== ' ' || !before.text.endsWith(' '))) {
			before.text += cell.text;
			before.width += cell.width;
		} else if (cell.text !== ' ') runs.push({...cell});
	}
	for (const run of runs) {
		run.width -= run.text.length - run.text.trimEnd().length;
		run.text = run.text.trimEnd();
	}
	return runs;
}
