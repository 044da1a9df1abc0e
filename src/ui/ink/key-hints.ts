// The hint bar and the list of all keys, from the same tables that handle the keys.
import {padTo, widthOf} from '../text/fit.ts';
import {blank, joined, type Row, row, rowWidth, segment} from '../text/rows.ts';
import type {Look} from '../text/look.ts';
import {hintsFor, isTyping} from './questions/open-question.ts';
import {type Hint, hintsIn} from './questions/bindings.ts';
import type {State} from './state/state.ts';
import {workKeys} from './progress/keys.ts';

const stop: Hint = {keys: 'ctrl-c', label: 'stop'};

/** The keys that work now, as many as fit; Esc and the key for the list of all keys stay longest. */
export function hintBar(state: State, look: Look, width: number): Row {
	const {asking} = state;
	if (state.result !== undefined) return blank;
	if (state.stopping) return row(segment(`Stopping ${look.glyphs.more} press ctrl-c once more to end at once`, 'warn'));
	if (asking === undefined) {
		const own = hintsIn(workKeys, state, state.size, 'bar');
		const offered = state.actions.map(({key, label}) => ({keys: key, label}));
		return barOf(fitting([...own, ...offered, stop], width, look), look);
	}
	if (state.help) return barOf([{keys: 'any key', label: 'back to the question'}, stop], look);
	const more: Hint = {keys: isTyping(asking) ? 'f1' : '?', label: 'keys'};
	const room = width - rowWidth(barOf([more], look)) - widthOf(` ${look.glyphs.dot} `);
	const shown = fitting(hintsFor(asking, state.size), room, look);
	const whole = [...shown, more, stop];
	return barOf(rowWidth(barOf(whole, look)) <= width ? whole : [...shown, more], look);
}

/** In their order, but Esc is the last to be left out. */
function fitting(hints: readonly Hint[], room: number, look: Look): readonly Hint[] {
	const isOut = ({keys}: Hint): boolean => keys === 'esc';
	const kept = new Set<Hint>();
	for (const hint of [...hints.filter(isOut), ...hints.filter(one => !isOut(one))]) {
		const longer = hints.filter(one => kept.has(one) || one === hint);
		if (rowWidth(barOf(longer, look)) <= room) kept.add(hint);
	}
	return hints.filter(one => kept.has(one));
}

const barOf = (hints: readonly Hint[], look: Look): Row =>
	joined(
		hints.map(({keys, label}) => row(written(keys, look), segment(` ${label}`, 'faint'))),
		segment(` ${look.glyphs.dot} `, 'faint'),
	);

const written = (keys: string, {glyphs}: Look): string => (keys === 'upDown' ? glyphs.upDown : keys);

/** Every key of the screen, in several columns if one would be too tall. */
export function helpRows(state: State, look: Look, width: number, room: number): readonly Row[] {
	const {asking} = state;
	if (asking === undefined) return [];
	const hints = [
		...hintsFor(asking, state.size, 'all'),
		{keys: isTyping(asking) ? 'f1' : '?', label: 'these keys'},
		stop,
	].map(({keys, label}) => ({keys: written(keys, look), label}));
	const keyWidth = Math.max(...hints.map(({keys}) => widthOf(keys)));
	const cells = hints.map(({keys, label}) => row('  ', segment(padTo(keys, keyWidth), 'accent'), `  ${label}`));
	const wide = Math.max(...cells.map(rowWidth));
	const height = Math.max(1, room - 1);
	const columns = Math.max(1, Math.min(Math.ceil(cells.length / height), Math.floor((width + 2) / (wide + 2))));
	const each = Math.ceil(cells.length / columns);
	const rows = Array.from({length: each}, (_, index) =>
		Array.from({length: columns}, (_unused, column) => cells[index + column * each] ?? []).flatMap((cell, column) =>
			column === columns - 1 ? cell : [...cell, segment(' '.repeat(wide - rowWidth(cell) + 2))],
		),
	);
	return [row(segment('Keys', 'strong')), ...rows].slice(0, room);
}
