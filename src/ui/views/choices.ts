// Choices as rows of one width: label, columns and hint lined up among them.
import {columnsOf, columnsThatFit} from './choice-columns.ts';
import {widthOf} from '../text/fit.ts';
import {segment, textOf} from '../text/rows.ts';
import {table} from '../text/table.ts';
import type {Look} from '../text/look.ts';
import type {Choice} from '../ui.ts';

/** The label as lists on a screen show it. */
export const markedLabel = ({value, label = value, isRecommended}: Choice): string =>
	isRecommended === true ? `${label} *` : label;

/** A text for each choice, at most `width` columns wide: the hints go first where there is no room, then whole columns. */
export function choiceTexts(choices: readonly Choice[], width: number, look: Look): readonly string[] {
	const {cells, widths} = columnsOf(choices);
	const columns = columnsThatFit(Math.max(0, ...choices.map(choice => widthOf(markedLabel(choice)))), widths, width);
	const lines = choices.map(choice => {
		const {hint = ''} = choice;
		const beside = (cells.get(choice) ?? []).slice(0, columns);
		return [markedLabel(choice), ...beside, columns < widths.length ? '' : hint].map(text => segment(text));
	});
	const cuts = [
		{cut: 'middle'},
		...Array.from({length: columns}, () => ({cut: 'never'}) as const),
		{cut: 'end'},
	] as const;
	return table(lines, cuts, width, look).map(textOf);
}
