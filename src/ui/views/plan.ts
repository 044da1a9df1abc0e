// Events as rows of text, shared by the three faces: steps, notes, findings, the plan, and what a deploy ends with.
import type {Event, StepId} from '../../schema/event.ts';
import type {Finding, Severity} from '../../schema/finding.ts';
import type {Change, Plan} from '../../schema/plan.ts';
import {count} from '../../system/text.ts';
import {blank, row, type Row, type Segment, segment} from '../text/rows.ts';
import {table} from '../text/table.ts';
import type {Look, Tone} from '../text/theme.ts';
import type {Header} from '../ui.ts';

export type EventOf<K extends Event['event']> = Extract<Event, {event: K}>;

const unlimited = Number.POSITIVE_INFINITY;

/** What a person calls the step. */
export const titleOf = (id: StepId, header: Header | undefined): string =>
	header?.steps.find(step => step.id === id)?.title ?? id.charAt(0).toUpperCase() + id.slice(1);

/** Width of the longest step title, so that what came out of the steps lines up. */
export const titleWidth = (header: Header | undefined): number =>
	Math.max(0, ...(header?.steps ?? []).map(({title}) => title.length));

/** `✓ Image  built and pushed …` */
export function stepRow(
	step: Pick<EventOf<'step'>, 'state' | 'detail'>,
	title: string,
	titleColumns: number,
	look: Look,
): Row {
	const {glyphs} = look;
	const marks: Readonly<Record<EventOf<'step'>['state'], Segment>> = {
		active: segment(glyphs.active, 'accent'),
		done: segment(glyphs.tick, 'good'),
		skipped: segment(glyphs.skip, 'faint'),
		failed: segment(glyphs.cross, 'bad'),
	};
	const detail = step.detail ?? (step.state === 'done' || step.state === 'active' ? '' : step.state);
	const name = detail === '' ? title : `${title.padEnd(titleColumns)}  `;
	return row(marks[step.state], ' ', name, segment(detail, step.state === 'skipped' ? 'faint' : undefined));
}

export function noteRow(note: Pick<EventOf<'note'>, 'level' | 'message'>, look: Look): Row {
	const {glyphs} = look;
	const mark = note.level === 'warning' ? segment(glyphs.warning, 'warn') : segment(glyphs.info, 'faint');
	return row(mark, ' ', note.message);
}

/** `2 errors · 1 warning · 14 fine` */
export function tally(
	{findings, passed}: {readonly findings: readonly Finding[]; readonly passed: number},
	look: Look,
): Row {
	const of = (severity: Severity): number => findings.filter(finding => finding.severity === severity).length;
	const parts = [
		of('error') > 0 ? segment(count(of('error'), 'error'), 'bad') : undefined,
		of('warning') > 0 ? segment(count(of('warning'), 'warning'), 'warn') : undefined,
		of('info') > 0 ? segment(count(of('info'), 'remark')) : undefined,
		segment(`${passed} fine`, 'faint'),
	].filter(part => part !== undefined);
	return parts.flatMap((part, index) => (index === 0 ? [part] : [{text: ` ${look.glyphs.dot} `}, part]));
}

const changeTone: Readonly<Record<Change['action'], Tone>> = {
	create: 'good',
	update: 'warn',
	keep: 'faint',
	delete: 'bad',
};

/** The plan as a table: every change with its sign, then every value with its source. */
export function planRows(plan: Plan, look: Look, width = unlimited): readonly Row[] {
	const changes = plan.changes.map(change => {
		const tone = changeTone[change.action];
		const kept = change.action === 'keep';
		return [
			segment(`${look.glyphs[change.action]} ${change.what}`, tone),
			segment(change.name, kept ? 'faint' : 'strong'),
			segment(change.detail, kept ? 'faint' : undefined),
		];
	});
	const values = plan.values.map(({name, value, source}) => [
		segment(name),
		segment(value, 'strong'),
		segment(`(${source})`, 'faint'),
	]);
	return [
		...(changes.length === 0
			? [row(segment('Nothing to change: all of it is there already', 'faint'))]
			: table(changes, [{cut: 'never'}, {cut: 'middle'}, {cut: 'end'}], width, look)),
		...(values.length === 0
			? []
			: [blank, ...table(values, [{cut: 'never'}, {cut: 'middle'}, {cut: 'end'}], width, look)]),
	];
}
