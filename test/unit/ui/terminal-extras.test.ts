// What goes to the terminal beside text: links, the progress on its tab, a bell. And where none of it may go.
import {describe, expect, it} from 'vitest';
import type {Event} from '../../../src/schema/event.ts';
import {showsLinks, showsProgress} from '../../../src/ui/text/features.ts';
import {withTerminalStatus} from '../../../src/ui/terminal-status.ts';
import {resultRows} from '../../../src/ui/views/result.ts';
import {paint} from '../../../src/ui/text/rows.ts';
import {lookOf} from '../../../src/ui/text/look.ts';
import type {Ui} from '../../../src/ui/ui.ts';
import {active, done, success} from '../../support/ui/events.ts';
import {build} from '../../support/ui/questions.ts';
import {linux} from '../../support/ui/look.ts';

const tty = {isTTY: true};

describe('links that can be clicked', () => {
	it.each([
		[{TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.1.0'}, true],
		[{TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.9'}, false],
		[{TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22'}, true],
		[{TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.71.2'}, false],
		[{TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.106.0'}, true],
		[{TERM_PROGRAM: 'ghostty'}, true],
		[{TERM_PROGRAM: 'WarpTerminal'}, true],
		[{TERM_PROGRAM: 'Orca'}, true],
		[{TERM_PROGRAM: 'Apple_Terminal'}, false],
		[{VTE_VERSION: '5202'}, true],
		[{VTE_VERSION: '4601'}, false],
		[{VTE_VERSION: '0.50.0'}, false],
		[{TERM: 'xterm-kitty'}, true],
		[{TERM: 'alacritty'}, true],
		[{TERM: 'xterm-256color'}, false],
		[{WT_SESSION: 'x'}, true],
		[{VTE_VERSION: '5202', CI: 'true'}, false],
		[{VTE_VERSION: '5202', NO_COLOR: '1'}, false],
		[{VTE_VERSION: '5202', TERM: 'dumb'}, false],
		[{VTE_VERSION: '5202', FORCE_HYPERLINK: '0'}, false],
		[{TERM: 'xterm-256color', FORCE_HYPERLINK: '1'}, true],
		[{}, false],
	])('with %j: %s', (env, shown) => {
		expect(showsLinks(tty, linux(env))).toBe(shown);
		expect(showsLinks({}, linux(env))).toBe(false);
	});

	it('are around the address of the run, whose text is the address itself', () => {
		const result = success.event === 'result' ? success : undefined;
		const url = result?.run?.url ?? '';
		const painted = (env: Record<string, string>, stream: object): string =>
			(result === undefined ? [] : resultRows(result, lookOf(stream, linux(env))))
				.map(cells => paint(cells, lookOf(stream, linux(env))))
				.join('\n');
		expect(painted({TERM: 'xterm-kitty'}, tty)).toContain(
			`\u001B]8;;${url}\u001B\\\u001B[36m${url}\u001B[39m\u001B]8;;\u001B\\`,
		);
		expect(painted({TERM: 'xterm-256color'}, tty)).not.toContain('\u001B]8');
		expect(painted({TERM: 'xterm-kitty', FORCE_HYPERLINK: '1'}, {})).not.toContain('\u001B');
	});

	it('lead nowhere that is not an address of the web', () => {
		const look = lookOf(tty, linux({TERM: 'xterm-kitty', LANG: 'C.UTF-8'}));
		for (const link of ['javascript:alert(1)', 'http://a\u001B\\b', 'http://a b', ''])
			expect(paint([{text: 'x', link}], look)).toBe('x');
	});
});

describe('the progress on the tab', () => {
	it.each([
		[{WT_SESSION: 'x'}, true],
		[{ConEmuANSI: 'ON'}, true],
		[{TERM_PROGRAM: 'ghostty', TERM_PROGRAM_VERSION: '1.2.0'}, true],
		[{TERM_PROGRAM: 'ghostty', TERM_PROGRAM_VERSION: '1.0.0'}, false],
		[{TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.6.6'}, true],
		[{TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.5.14'}, false],
		[{TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22'}, false],
		[{TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20250301-074212-abcdef01'}, true],
		[{VTE_VERSION: '8002'}, true],
		[{VTE_VERSION: '7603'}, false],
		[{WT_SESSION: 'x', TMUX: '/tmp/tmux-0/default,1,0'}, false],
		[{WT_SESSION: 'x', TERM: 'screen-256color'}, false],
		[{TERM: 'xterm-kitty'}, false],
		[{}, false],
	])('with %j: %s', (env, shown) => {
		expect(showsProgress(tty, env)).toBe(shown);
		expect(showsProgress({}, env)).toBe(false);
	});
});

type Stage = {
	readonly ui: Ui;
	readonly events: Event[];
	readonly written: () => string;
	readonly pass: (ms: number) => void;
};

function stage(env: Record<string, string>, isTTY = true): Stage {
	let time = 0;
	let text = '';
	const events: Event[] = [];
	const ui: Ui = {
		interactive: true,
		signal: new AbortController().signal,
		begin: () => {},
		emit: event => void events.push(event),
		ask: async () => {
			time += 600_000;
			return true as never;
		},
		close: async () => {},
	};
	const terminal = {fd: 1, isTTY, write: (part: string) => (text += part)};
	return {
		ui: withTerminalStatus(ui, terminal, {env, clock: () => time}),
		events,
		written: () => text.replaceAll('\u0007', '!').replaceAll('\u001B]9;4;', '<'),
		pass: milliseconds => (time += milliseconds),
	};
}

const header = {title: 'kfp-wizard', steps: []};
const steps = (done: number, total: number): Event => ({
	event: 'progress',
	step: 'image',
	what: 'build',
	done,
	total,
	unit: 'steps',
});

describe('a face that is attended', () => {
	it('shows how far the work is, is busy without numbers, and clears while it asks and at its end', async () => {
		const {ui, written} = stage({WT_SESSION: 'x'});
		ui.begin(header);
		ui.emit(active('project'));
		ui.emit(done('project'));
		ui.emit(active('image'));
		ui.emit(steps(1, 4));
		ui.emit(steps(1, 4));
		await ui.ask(build);
		ui.emit(active('image'));
		ui.emit(steps(4, 4));
		ui.emit(done('image'));
		ui.emit(success);
		await ui.close();
		expect(written()).toBe('<3;0!<0;0!<3;0!<1;25!<0;0!<3;0!<1;100!<0;0!');
	});

	it('counts the tasks of a rehearsal', () => {
		const {ui, written} = stage({WT_SESSION: 'x'});
		const task = (key: string, state: 'running' | 'succeeded'): Event => ({
			event: 'task',
			step: 'rehearsal',
			task: key,
			title: key,
			state,
		});
		ui.emit({
			event: 'tasks',
			step: 'rehearsal',
			tasks: ['a', 'b'].map(key => ({task: key, title: key, dependsOn: []})),
		});
		ui.emit(task('a', 'running'));
		ui.emit(task('a', 'succeeded'));
		ui.emit(task('b', 'succeeded'));
		expect(written()).toBe('<1;0!<1;50!<1;100!');
	});

	it('tells how long the work took, without the time in which a question was open', async () => {
		const {ui, events, pass} = stage({});
		ui.begin(header);
		pass(1500);
		await ui.ask(build);
		pass(2740);
		ui.emit(success);
		expect(events.at(-1)).toEqual({...success, seconds: 4.2});
	});

	it.each([
		[31_000, true, '!'],
		[29_000, true, ''],
		[31_000, false, ''],
	])('rings after work of %d ms (on a terminal: %s)', async (time, isTTY, rung) => {
		const {ui, written, pass} = stage({}, isTTY);
		ui.begin(header);
		pass(40_000);
		await ui.ask(build);
		pass(time);
		ui.emit(success);
		await ui.close();
		expect(written()).toBe(rung);
	});
});
