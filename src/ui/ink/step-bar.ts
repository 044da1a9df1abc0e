// The step bar: one mark for each step.
import {row, type Row, rowWidth, type Segment, segment} from '../text/rows.ts';
import type {Look} from '../text/look.ts';
import type {State, StepState} from './state/state.ts';

/** Below this many columns only the number and the title of the current step are shown. */
const wideEnough = 70;

/** `● Project  ◐ Pipeline  ○ Checks …`, or the short one where that does not fit. */
export function stepBar(state: State, look: Look, width: number): Row {
	const steps = state.header?.steps ?? [];
	const cells = steps.flatMap(({id, title}, index) => {
		const now = state.steps[id] ?? 'coming';
		const tone = now === 'active' ? 'strong' : now === 'coming' || now === 'skipped' ? 'faint' : undefined;
		return row(index === 0 ? '' : '  ', mark(now, look), ' ', segment(title, tone));
	});
	return state.size.columns >= wideEnough && rowWidth(cells) <= width ? cells : shortStepBar(state, look);
}

/** `●●◐○○○○○ 3/8 Checks` */
export function shortStepBar(state: State, look: Look): Row {
	const steps = state.header?.steps ?? [];
	if (steps.length === 0) return [];
	const states = steps.map(({id}) => state.steps[id] ?? 'coming');
	const at = [states.indexOf('active'), states.indexOf('failed'), states.indexOf('coming')].find(index => index >= 0);
	const place = at === undefined ? `${steps.length}/${steps.length}` : `${at + 1}/${steps.length}`;
	const title = at === undefined ? undefined : steps[at]?.title;
	return row(...states.map(now => mark(now, look)), ` ${place} `, segment(title ?? '', 'strong'));
}

function mark(state: StepState, {glyphs}: Look): Segment {
	switch (state) {
		case 'done':
			return segment(glyphs.done, 'good');
		case 'active':
			return segment(glyphs.active, 'accent');
		case 'failed':
			return segment(glyphs.cross, 'bad');
		case 'skipped':
			return segment(glyphs.skip, 'faint');
		case 'coming':
			return segment(glyphs.coming, 'faint');
	}
}
