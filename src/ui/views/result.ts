// The result of a command as rows: what exists now and what to run next, or what failed and how to resume.
import {pathToFileURL} from 'node:url';
import type {EventOf} from '../../schema/event.ts';
import type {Failure} from '../../schema/outcome.ts';
import {localDayAndTime} from '../../system/local-time.ts';
import {tidyPath} from '../../system/files.ts';
import {count, duration} from '../../system/text.ts';
import {padTo, shortDigest} from '../text/fit.ts';
import type {Look} from '../text/look.ts';
import {blank, commandSegment, indented, type Row, row, rowWidth, segment} from '../text/rows.ts';
import {table} from '../text/table.ts';
import type {Tone} from '../text/tones.ts';
import {metricRows} from './metrics.ts';
import {timelineRows} from './timeline.ts';
import {defined} from '../../system/defined.ts';

export type Result = EventOf<'result'>;

/** The columns of the widest lines of tables and bars. */
const widest = 80;

type Shown = {
	/** Of the terminal. */
	readonly columns?: number;
	/** Duration of the rehearsal in milliseconds. */
	readonly rehearsal?: number | undefined;
};

/** The whole result, not cut: addresses and commands are to be copied. */
export function resultRows(result: Result, look: Look, {columns = widest, rehearsal}: Shown = {}): readonly Row[] {
	const width = Math.min(widest, columns) - indents;
	const {error, logs, report, ...rest} = result;
	if (error !== undefined)
		return failureRows(error, filesOf({logs, report}), existingRows(rest, error, look), look, width);
	if (isEmpty(result)) return [];
	const exists = factRows(result, look);
	const mark = result.ok ? segment(look.glyphs.tick, 'good') : segment(look.glyphs.cross, 'bad');
	const {seconds = 0, next = []} = result;
	const took = seconds < 1 ? undefined : segment(`  done in ${duration(seconds * 1000)}`, 'faint');
	return [
		row(mark, ' ', segment(summary(result, rehearsal), 'strong'), took),
		...indented(exists, 4),
		...timelineOf(result, look, width),
		...metricsOf(result, width),
		...section('Next', commandRows(next, look, width)),
	];
}

/** Who only looked around and left has nothing to read. */
const isEmpty = (result: Result): boolean =>
	result.ok && Object.keys(result).every(key => ['event', 'ok', 'exitCode', 'seconds'].includes(key));

/** Where the time went, for eyes: the words of a screen reader would draw no bar. A run that was started counts more than a rehearsal. */
function timelineOf(result: Result, look: Look, width: number): readonly Row[] {
	const {run, timeline, runTasks, rehearsalTimeline, tasks} = result;
	const own = runTasks?.filter(({imports}) => imports !== true);
	const [shown, bars = []] = run === undefined ? [rehearsalTimeline, tasks] : [timeline, own];
	if (shown === undefined || look.glyphs.bar.length > 1 || bars.length > mostBars) return [];
	return [blank, ...indented(timelineRows(shown, bars, look, width), 2)];
}

/** The metrics of what the timeline shows: those of a rehearsal say nothing of a run that has only started. */
function metricsOf({metrics = [], run}: Result, width: number): readonly Row[] {
	const isOnlyStarted = run !== undefined && run.state === undefined;
	return metrics.length === 0 || isOnlyStarted ? [] : [blank, ...indented(metricRows(metrics, width), 4)];
}

function failureRows(
	failure: Failure,
	files: readonly Fact[],
	exists: readonly Row[],
	look: Look,
	width: number,
): readonly Row[] {
	const cancelled = failure.code === 'CANCELLED';
	const mark = cancelled ? segment(look.glyphs.warning, 'warn') : segment(look.glyphs.cross, 'bad');
	const code = cancelled ? undefined : segment(`  ${failure.code}`, 'faint');
	const detail = (failure.detail ?? '').split('\n').filter(line => line.trim() !== '');
	return [
		row(mark, ' ', segment(failure.message, 'strong'), code),
		...indented(
			detail.map(line => row(line)),
			4,
		),
		...indented(rowsOf(files), 4),
		...exists,
		...section('Next', commandRows(failure.next, look, width)),
	];
}

/** What a failed command has changed; a run that was only looked at is no change. */
function existingRows(result: Result, {changed}: Failure, look: Look): readonly Row[] {
	const facts = factRows(result, look);
	const isOnlyLooked = changed.length === 0 && result.run?.started === false && result.version === undefined;
	if (isOnlyLooked) return indented(facts, 4);
	return section('Already changed', [...changed.map(line => row(line)), ...facts]);
}

/** A timeline of more tasks is for `status`. */
const mostBars = 40;

/** The columns before and after a line of a section. */
const indents = 6;

/** Each command with its purpose beside it, or below it where one would not fit. Commands are never cut. */
function commandRows(next: Failure['next'], look: Look, width: number): readonly Row[] {
	const lines = next.map(({command, when = ''}) => [commandSegment(command, 'accent'), segment(when, 'faint')]);
	const rows = table(lines, [{cut: 'never'}, {cut: 'never'}], Number.POSITIVE_INFINITY, look);
	if (rows.every(cells => rowWidth(cells) <= width)) return rows;
	return lines.flatMap(([command, when]) => [row(command), ...indented(when?.text ? [row(when)] : [], 4)]);
}

/** What happened; true both for what was done now and for what was already there. */
function summary(
	{ok, run, schedule, schedules, version, tasks, spec, image, removed, migrated, changes, left = []}: Result,
	rehearsal?: number,
): string {
	if (left.length > 0) return `${count(left.length, 'resource')} could not be removed`;
	if (removed !== undefined)
		return removed.length === 0 ? 'Nothing removed' : `${count(removed.length, 'resource')} removed`;
	if (migrated !== undefined) return migratedInWords(migrated, (changes ?? []).length);
	const failed = tasks?.filter(({state}) => state === 'failed').length ?? 0;
	if (!ok && tasks !== undefined && failed > 0) return `Rehearsal failed: ${failed} of ${count(tasks.length, 'task')}`;
	if (!ok) return run === undefined ? 'Not completed' : `Run ${run.name} did not succeed`;
	if (schedule !== undefined) return `Schedule ${schedule.name} ${schedule.action ?? 'unchanged'}`;
	if (schedules !== undefined) return `${count(schedules.length, 'schedule')}`;
	if (run?.action !== undefined) return changedRun(run.name, run.action, run.state);
	if (run?.state === 'SUCCEEDED') return `Run ${run.name} succeeded`;
	if (run !== undefined) return run.started ? `Run ${run.name} started` : `Run ${run.name} was already started`;
	if (version !== undefined) return version.uploaded ? 'Pipeline uploaded' : 'Pipeline was already uploaded';
	if (tasks !== undefined)
		return `Rehearsed ${count(tasks.length, 'task')}${rehearsal === undefined ? '' : ` in ${duration(rehearsal)}`}`;
	if (spec !== undefined) return spec.action === 'unchanged' ? 'Pipeline spec is up to date' : 'Pipeline spec written';
	return image === undefined ? 'Done' : 'Image is ready';
}

function migratedInWords(keys: NonNullable<Result['migrated']>, files: number): string {
	const mapped = keys.filter(({state}) => state === 'mapped').length;
	const others = keys.filter(({state}) => state === 'unmapped').length;
	return files === 0 ? 'Nothing to write' : `${count(mapped, 'key')} mapped, ${others} not`;
}

function changedRun(name: string, action: 'terminated' | 'retried' | 'unchanged', state = 'PENDING'): string {
	if (action === 'unchanged') return `Run ${name} has already ended: ${state}`;
	return action === 'terminated' ? `Run ${name} terminated` : `Run ${name} was retried: ${state}`;
}

type Fact = {
	readonly label: string;
	readonly value: string;
	readonly tone?: Tone;
	readonly more?: string;
	readonly link?: string;
	readonly isCommand?: true;
};

const factRows = (result: Result, look: Look): readonly Row[] => rowsOf(factsOf(result, look));

function rowsOf(facts: readonly Fact[]): readonly Row[] {
	const width = Math.max(0, ...facts.map(({label}) => label.length));
	return facts.map(({label, value, tone, more, link, isCommand}) =>
		row(
			segment(padTo(label, width), 'faint'),
			'  ',
			{...segment(value, tone), ...defined({link}), whole: isCommand ? 'command' : 'value'},
			more === undefined ? undefined : segment(`  ${more}`, 'faint'),
		),
	);
}

function factsOf(result: Result, look: Look): readonly Fact[] {
	const {image, built, pushed, secret, spec, pipeline, version, run, schedule, again} = result;
	const {removed = [], left = [], missing = []} = result;
	const facts: Fact[] = [];
	if (image !== undefined) {
		const done = [built === true ? 'built' : '', pushed === true ? 'pushed' : ''].filter(Boolean).join(', ');
		facts.push({label: 'Image', value: shortDigest(image, look), ...defined({more: done === '' ? undefined : done})});
	}
	if (secret !== undefined)
		facts.push({label: 'Secret', value: `${secret.namespace}/${secret.name}`, more: secret.action});
	if (spec !== undefined)
		facts.push({label: 'Spec', value: tidyPath(spec.path), more: `${count(spec.tasks, 'task')}, ${spec.action}`});
	if (pipeline !== undefined) facts.push({label: 'Pipeline', value: pipeline.name});
	if (version !== undefined)
		facts.push({label: 'Version', value: version.name, more: version.uploaded ? 'uploaded' : 'already uploaded'});
	if (run !== undefined) facts.push(linkFact('Run', run.url));
	if (run?.compare !== undefined) facts.push(linkFact('Compare', run.compare));
	if (schedule !== undefined) facts.push(...scheduleFacts(schedule));
	facts.push(
		...filesOf(result),
		...removed.map(value => ({label: 'Removed', value})),
		...left.map(value => ({label: 'Not removed', value, tone: 'warn' as const})),
		...missing.map(value => ({label: 'Not created', value})),
	);
	if (again !== undefined) facts.push({label: 'Rerun', value: again, tone: 'accent', isCommand: true});
	return facts;
}

/** What a rehearsal leaves on this machine. */
const filesOf = ({
	logs,
	report,
}: {
	readonly logs?: string | undefined;
	readonly report?: string | undefined;
}): readonly Fact[] => [
	...(logs === undefined ? [] : [{label: 'Logs', value: tidyPath(logs)}]),
	...(report === undefined ? [] : [{label: 'Report', value: tidyPath(report), link: pathToFileURL(report).href}]),
];

const linkFact = (label: string, link: string): Fact => ({label, value: link, tone: 'accent', link});

function scheduleFacts({when, next: [next]}: NonNullable<Result['schedule']>): readonly Fact[] {
	const coming = next === undefined ? [] : [{label: 'Next run', value: localDayAndTime(new Date(next))}];
	return [{label: 'When', value: when}, ...coming];
}

const section = (title: string, rows: readonly Row[]): readonly Row[] =>
	rows.length === 0 ? [] : [blank, row('  ', segment(title, 'strong')), ...indented(rows, 4)];
