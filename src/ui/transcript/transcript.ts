// The transcript of the plain, accessible and non-interactive modes: each event as lines, appended and never redrawn.
import type {FileDiff} from '../../schema/diff.ts';
import type {Event, EventOf, StepId} from '../../schema/event.ts';
import {isActive} from '../../schema/task-state.ts';
import type {Finding} from '../../schema/finding.ts';
import type {Plan} from '../../schema/plan.ts';
import {diffRows, sizeOf} from '../views/diff.ts';
import {findingsRows, tally} from '../views/findings.ts';
import {widthOf} from '../text/fit.ts';
import {planRows} from '../views/plan.ts';
import {noteRows, stepRow, titleOf, titleWidth} from '../views/step.ts';
import {resultRows} from '../views/result.ts';
import {columnsOf, foldedText} from '../text/fold.ts';
import {blank, indented, type Row, row, segment} from '../text/rows.ts';
import {hasProblem, taskRows} from '../views/tasks.ts';
import {type Look} from '../text/look.ts';
import type {Header} from '../ui.ts';

export type TranscriptOptions = {
	readonly to: NodeJS.WritableStream & {readonly isTTY?: boolean; readonly columns?: number};
	/** Warnings, errors and the result only. */
	readonly quiet: boolean;
	/** Also the output of tools line by line, every finding, and differences of any length. */
	readonly verbose: boolean;
	readonly look: Look;
};

export type Transcript = {
	readonly begin: (header: Header) => void;
	readonly report: (event: Event) => void;
	/** Shows the plan, unless it was just shown. */
	readonly plan: (plan: Plan) => void;
	/** Shows the findings, unless they were just shown. */
	readonly findings: (findings: readonly Finding[], passed: number) => void;
	/** Shows each difference that was not shown yet. */
	readonly diffs: (files: readonly FileDiff[]) => void;
	readonly show: (...rows: readonly Row[]) => void;
};

const remembered = 20;
/** Most lines of a difference that is already written. */
const mostOfWritten = 80;
/** Milliseconds between two lines about the same piece of work. */
const progressPace = 10_000;

export function openTranscript({to, quiet, verbose, look}: TranscriptOptions): Transcript {
	let header: Header | undefined;
	const shownAbout = new Set<string>();
	let shownPlan: string | undefined;
	let shownFindings: string | undefined;
	const shownDiffs = new Set<string>();
	/** The last result of each step: after going back, a step reports the same result once more. */
	const shownSteps = new Map<StepId, string>();
	let progressAt = Number.NEGATIVE_INFINITY;
	const announced = new Set<StepId>();
	let lastLines: readonly string[] = [];
	let titleColumns = 0;
	const started = new Set<string>();
	/** In milliseconds: when the rehearsal started, and how long it took. */
	let rehearsing: number | undefined;
	let rehearsal: number | undefined;

	const show = (...rows: readonly Row[]): void => {
		if (rows.length > 0) to.write(foldedText(rows, look, to));
	};

	const plan = (wanted: Plan): void => {
		const key = JSON.stringify([wanted.changes, wanted.values]);
		if (shownPlan === key) return;
		shownPlan = key;
		show(blank, row(segment('What will happen', 'strong')), ...indented(planRows(wanted, look), 2), blank);
	};

	const step = (event: EventOf<'step'>): void => {
		if (event.state === 'active') {
			// Long work is announced once; its further details need --verbose.
			const known = announced.has(event.step) && !verbose;
			// A run that is followed says each change of its state.
			if (
				event.detail === undefined ||
				(known && (event.step !== 'follow' || shownSteps.get(event.step) === `active ${event.detail}`))
			)
				return;
			if (!announced.has(event.step)) lastLines = [];
			announced.add(event.step);
		}
		if (quiet && event.state !== 'failed') return;
		const said = `${event.state} ${event.detail ?? ''}`;
		if (event.state === 'done' && shownSteps.get(event.step) === said) return;
		shownSteps.set(event.step, said);
		show(stepRow(event, titleOf(event.step, header), titleWidth(header), look));
	};

	/** One row when the task ends; with --verbose also one when it starts, and for a run that is followed one at each change. */
	const task = (event: EventOf<'task'>): void => {
		const key = `${event.step} ${event.task}`;
		if (event.state === 'waiting') return;
		if (isActive(event.state) && event.step === 'follow') {
			const isBad = hasProblem(event);
			if (quiet && !isBad) return;
			const shown = isBad ? event : {title: event.title, state: event.state};
			return show(...indented(taskRows({...shown, seconds: undefined}, titleColumns, look), 2));
		}
		if (event.state === 'running') {
			if (!verbose || quiet || started.has(key)) return;
			started.add(key);
			return show(...indented(taskRows({title: event.title, state: 'running'}, 0, look), 2));
		}
		if (rehearsing !== undefined && event.step === 'rehearsal') rehearsal = performance.now() - rehearsing;
		if (!quiet || event.state === 'failed') show(...indented(taskRows(event, titleColumns, look), 2));
	};

	const findings = (found: readonly Finding[], passed: number): void => {
		const key = JSON.stringify([found.map(({rule, message}) => [rule, message]), passed]);
		if (shownFindings === key) return;
		shownFindings = key;
		const wanted = found.filter(({severity}) => !quiet || severity !== 'info');
		const total = quiet && wanted.length === 0 ? [] : [row('  ', ...tally({findings: found, passed}, look))];
		show(...indented(findingsRows(wanted, look, verbose).flat(), 2), ...total);
	};

	const diffs = (files: readonly FileDiff[]): void => {
		const fresh = files.filter(file => !shownDiffs.has(JSON.stringify(file)));
		for (const file of fresh) shownDiffs.add(JSON.stringify(file));
		show(...indented(diffRows(fresh, look), 2));
	};

	/** The files that were written, with the differences that were not shown before. */
	const written = (files: readonly FileDiff[]): void => {
		shownSteps.clear();
		for (const file of files) {
			const key = JSON.stringify(file);
			if (!quiet && !shownDiffs.delete(key))
				show(...indented(diffRows([file], look, verbose ? undefined : mostOfWritten), 2));
			show(row(segment(look.glyphs.tick, 'good'), ` Wrote ${file.file}  `, segment(sizeOf(file), 'faint')));
		}
	};

	/** At most one line in ten seconds: quick work needs none. */
	const progress = ({step: id, what, done, total, unit}: EventOf<'progress'>): void => {
		const time = performance.now();
		if (quiet || unit === 'bytes' || time - progressAt < progressPace) return;
		progressAt = time;
		show(
			stepRow(
				{state: 'active', detail: `${what}, ${done} of ${total} ${unit}`},
				titleOf(id, header),
				titleWidth(header),
				look,
			),
		);
	};

	const report = (event: Event): void => {
		switch (event.event) {
			case 'step':
				return step(event);
			case 'note':
				return quiet && event.level === 'info' ? undefined : show(...noteRows(event, look));
			case 'log':
				lastLines = [...lastLines.slice(1 - remembered), event.line];
				return verbose && !quiet ? show(logRow(event.line, look.glyphs.bar)) : undefined;
			case 'tasks':
				titleColumns = Math.max(0, ...event.tasks.map(({title}) => widthOf(title)));
				if (event.step === 'rehearsal') rehearsing = performance.now();
				return;
			case 'task':
				return task(event);
			case 'findings':
				return findings(event.findings, event.passed);
			case 'progress':
				return progress(event);
			case 'written':
				return written(event.files);
			case 'plan':
				return quiet && !event.dryRun ? undefined : plan(event);
			case 'result': {
				// An error without a detail is explained by the last output of the tool.
				const unexplained = event.error !== undefined && event.error.detail === undefined && !verbose;
				if (unexplained) show(...lastLines.map(line => logRow(line, look.glyphs.bar)));
				return show(...(quiet ? [] : [blank]), ...resultRows(event, look, {columns: columnsOf(to), rehearsal}));
			}
		}
	};

	return {
		begin: begun => {
			if (!quiet && header?.title !== begun.title) show(row(segment(begun.title, 'title')));
			header = begun;
			const fresh = [begun.about, begun.cluster].filter(one => one !== undefined && !shownAbout.has(one));
			for (const one of fresh) if (one !== undefined) shownAbout.add(one);
			if (!quiet && fresh.length > 0) show(row('  ', segment(fresh.join(` ${look.glyphs.dot} `), 'faint')));
		},
		report,
		plan,
		findings,
		diffs,
		show,
	};
}

const logRow = (line: string, bar: string): Row => row('  ', segment(`${bar} ${line}`, 'faint'));
