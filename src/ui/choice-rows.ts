// Choices as rows of one width: label, columns and hint lined up among them.
import {segment, table, textOf} from './rows.ts';
import type {Look} from './theme.ts';
import type {Choice} from './ui.ts';

/** A text for each choice, at most `width` columns wide; the hints go first where there is no room. */
export function choiceTexts(choices: readonly Choice[], width: number, look: Look): readonly string[] {
	const columns = Math.max(0, ...choices.map(choice => choice.columns?.length ?? 0));
	const lines = choices.map(({value, label = value, columns: cells = [], hint = ''}) =>
		[label, ...Array.from({length: columns}, (_, index) => cells[index] ?? ''), hint].map(text => segment(text)),
	);
	const cuts = [
		{cut: 'middle'},
		...Array.from({length: columns}, () => ({cut: 'end'}) as const),
		{cut: 'end'},
	] as const;
	return table(lines, cuts, width, look).map(textOf);
}
