// The running account that the plain and the silent face give: each event as lines, appended and never redrawn.
import type {Event, Plan, StepId} from '../schema.ts';
import {now} from '../system/clock.ts';
import {widthOf} from './fit.ts';
import {bySeverity, findingRows, noteRow, planRows, stepRow, tally, titleOf, titleWidth} from './lines.ts';
import {resultRows} from './result-rows.ts';
import {blank, paint, type Row, row, segment} from './rows.ts';
import {taskRows} from './task-lines.ts';
import {lookOf} from './theme.ts';
import type {Story} from './ui.ts';

export type TalkOptions = {
	readonly to: NodeJS.WritableStream;
	/** Warnings, errors and the result only. */
	readonly quiet: boolean;
	/** Also what outside tools say, line by line. */
	readonly verbose: boolean;
};

export type Talk = {
	readonly begin: (story: Story) => void;
	readonly tell: (event: Event) => void;
	/** The plan, unless it has just been told. */
	readonly plan: (plan: Plan) => void;
	readonly say: (...rows: readonly Row[]) => void;
};

const remembered = 20;

export function talk({to, quiet, verbose}: TalkOptions): Talk {
	const look = lookOf(to);
	let story: Story | undefined;
	let toldPlan: string | undefined;
	const announced = new Set<StepId>();
	let lastWords: readonly string[] = [];
	let titleColumns = 0;
	const started = new Set<string>();
	/** Milliseconds: since the epoch, and from the first task of a rehearsal to the last. */
	let rehearsing: number | undefined;
	let rehearsal: number | undefined;

	const say = (...rows: readonly Row[]): void => {
		if (rows.length > 0) to.write(rows.map(cells => `${paint(cells, look)}\n`).join(''));
	};

	const plan = (wanted: Plan): void => {
		const key = JSON.stringify([wanted.changes, wanted.values]);
		if (toldPlan === key) return;
		toldPlan = key;
		say(blank, row(segment('What will happen', 'strong')), ...indent(planRows(wanted, look)), blank);
	};

	const step = (event: Extract<Event, {event: 'step'}>): void => {
		if (event.state === 'active') {
			// Work that may take minutes is announced once, in its own words; what else happens in its course is for --verbose.
			if (event.detail === undefined || (announced.has(event.step) && !verbose)) return;
			if (!announced.has(event.step)) lastWords = [];
			announced.add(event.step);
		}
		if (quiet && event.state !== 'failed') return;
		say(stepRow(event, titleOf(event.step, story), titleWidth(story), look));
	};

	/** One row when it ended; when it starts for --verbose only, however often it says that it runs. */
	const task = (event: Extract<Event, {event: 'task'}>): void => {
		const key = `${event.step} ${event.task}`;
		if (event.state === 'waiting') return;
		if (event.state === 'running') {
			if (!verbose || quiet || started.has(key)) return;
			started.add(key);
			return say(...indent(taskRows({title: event.title, state: 'running'}, 0, look)));
		}
		if (rehearsing !== undefined) rehearsal = now().getTime() - rehearsing;
		if (!quiet || event.state === 'failed') say(...indent(taskRows(event, titleColumns, look)));
	};

	const tell = (event: Event): void => {
		switch (event.event) {
			case 'step':
				return step(event);
			case 'note':
				return quiet && event.level === 'info' ? undefined : say(noteRow(event, look));
			case 'log':
				lastWords = [...lastWords.slice(1 - remembered), event.line];
				return verbose && !quiet ? say(logRow(event.line, look.glyphs.bar)) : undefined;
			case 'tasks':
				titleColumns = Math.max(0, ...event.tasks.map(({title}) => widthOf(title)));
				if (event.step === 'rehearsal') rehearsing = now().getTime();
				return;
			case 'task':
				return task(event);
			case 'findings': {
				const wanted = bySeverity(event.findings).filter(({severity}) => !quiet || severity !== 'info');
				const total = quiet && wanted.length === 0 ? [] : [row('  ', ...tally(event, look))];
				return say(...indent(wanted.flatMap(finding => findingRows(finding, look))), ...total);
			}
			case 'plan':
				return quiet && !event.dryRun ? undefined : plan(event);
			case 'result': {
				// An error without words of its own is explained by what the tool said last.
				const unexplained = event.error !== undefined && event.error.detail === undefined && !verbose;
				if (unexplained) say(...lastWords.map(line => logRow(line, look.glyphs.bar)));
				return say(...(quiet ? [] : [blank]), ...resultRows(event, look, rehearsal));
			}
		}
	};

	return {
		begin: begun => {
			story = begun;
			if (!quiet) say(row(segment(begun.title, 'title')));
		},
		tell,
		plan,
		say,
	};
}

const indent = (rows: readonly Row[]): readonly Row[] =>
	rows.map(cells => (cells.length === 0 ? cells : [{text: '  '}, ...cells]));

const logRow = (line: string, bar: string): Row => row('  ', segment(`${bar} ${line}`, 'faint'));
