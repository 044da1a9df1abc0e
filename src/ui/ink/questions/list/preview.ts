// What is shown of the choice under the cursor, below the list: its graph in the room that is left, and a line of text.
import {graphRows} from '../../../graph/graph.ts';
import {blank, row, type Row, segment} from '../../../text/rows.ts';
import {wrapRow} from '../../../text/wrap.ts';
import type {Look} from '../../../text/look.ts';
import type {Preview, SelectQuestion} from '../../../ui.ts';
import {current, type OpenList} from './state.ts';

/** Made once for each choice: the graph remembers how it was drawn. */
const previews = new WeakMap<SelectQuestion, Map<string, Preview | undefined>>();

export function previewOf(list: OpenList): Preview | undefined {
	const {question} = list;
	if (question.kind !== 'select' || question.preview === undefined) return undefined;
	const value = current(list)?.value;
	if (value === undefined) return undefined;
	const known = previews.get(question) ?? new Map<string, Preview | undefined>();
	previews.set(question, known);
	if (!known.has(value)) known.set(value, question.preview(value));
	return known.get(value);
}

/** At most `room` rows: a blank, the graph, a blank, the text; of these the text is the last to go. */
export function previewRows({graph, text}: Preview, room: number, width: number, look: Look): readonly Row[] {
	const said = wrapRow(row(segment(text, 'faint')), width).slice(0, Math.max(0, room - 1));
	const free = room - said.length - 2;
	if (free < 1) return said.length === 0 ? [] : [blank, ...said];
	return [blank, ...graphRows(graph, width, free, look), blank, ...said];
}
