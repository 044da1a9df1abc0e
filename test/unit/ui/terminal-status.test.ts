// The progress of the tab, the bell after long work, and the total time.
import {describe, expect, it} from 'vitest';
import type {Event} from '../../../src/schema/event.ts';
import {withTerminalStatus} from '../../../src/ui/terminal-status.ts';
import type {Ui} from '../../../src/ui/ui.ts';
import {active, done, success} from '../../support/ui/events.ts';
import {build} from '../../support/ui/questions.ts';

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

describe('the terminal status', () => {
	it('the progress of the tab follows the work, and is cleared during questions and at the end', async () => {
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

	it('the progress of the tab counts the tasks of a rehearsal', () => {
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

	it('the result has the seconds of the work, without the time of open questions', async () => {
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
	])('the terminal status rings after work of %d ms (on a terminal: %s)', async (time, isTTY, rung) => {
		const {ui, written, pass} = stage({}, isTTY);
		ui.begin(header);
		await ui.ask(build);
		pass(time);
		ui.emit(success);
		await ui.close();
		expect(written()).toBe(rung);
	});

	it('the terminal status rings before a question that comes after long work, and once', async () => {
		const {ui, written, pass} = stage({});
		ui.begin(header);
		pass(31_000);
		await ui.ask(build);
		expect(written()).toBe('!');
		pass(1000);
		await ui.ask(build);
		await ui.close();
		expect(written()).toBe('!');
	});
});
