// Steps and notes as rows: mark, title and result.
import type {EventOf, StepId} from '../../schema/event.ts';
import type {Look} from '../text/look.ts';
import {commandSegment, type Row, row, segment, type Segment} from '../text/rows.ts';
import type {Header} from '../ui.ts';

/** The title of the step for people. */
export const titleOf = (id: StepId, header: Header | undefined): string =>
	header?.steps.find(step => step.id === id)?.title ?? id.charAt(0).toUpperCase() + id.slice(1);

/** Width of the longest step title, so that the results line up. */
export const titleWidth = (header: Header | undefined): number =>
	Math.max(0, ...(header?.steps ?? []).map(({title}) => title.length));

/** What a step does at its start, before it says so itself: it looks at what is there. */
export const beginningOf: Readonly<Record<StepId, string>> = {
	project: 'reading the Kedro project',
	pipeline: 'looking at the pipelines',
	checks: 'running the checks',
	rehearsal: 'preparing the tasks',
	image: 'looking at the image and its registry',
	secret: 'looking for Kubeflow and the Secret',
	credentials: 'looking for the Secret',
	spec: 'making the pipeline spec',
	upload: 'looking for the pipeline on Kubeflow',
	schedule: 'looking for the schedules of the pipeline',
	run: 'looking for a run of this deploy',
	follow: 'looking for the run',
	teardown: 'looking for resources',
};

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

/** The sentence, and below it commands, a line each. */
export function noteRows({level, message}: Pick<EventOf<'note'>, 'level' | 'message'>, {glyphs}: Look): readonly Row[] {
	const mark = level === 'warning' ? segment(glyphs.warning, 'warn') : segment(glyphs.info, 'faint');
	const [first = '', ...commands] = message.split('\n');
	return [row(mark, ' ', first), ...commands.map(line => row('    ', commandSegment(line)))];
}
