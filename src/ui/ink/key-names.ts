// Ink's idea of a key as one name: `down`, `ctrl-u`, `space`, or the character itself.
import type {Key} from 'ink';
import {characters} from '../text/fit.ts';

const named: readonly (readonly [keyof Key, string])[] = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
];

/** The keys of one input event: a terminal may send what was typed quickly, an Enter included, in one piece. */
export function keysOf(input: string, key: Key): readonly string[] {
	if (key.eventType === 'release') return [];
	const name = named.find(([flag]) => key[flag] === true)?.[1];
	if (name !== undefined) return [name === 'tab' && key.shift ? 'shift-tab' : name];
	if (key.ctrl) return input === '' ? [] : [`ctrl-${input}`];
	if (key.meta) return input === '' ? [] : [`meta-${input}`];
	// Ink has no name for a function key, and only those come without a character: each counts as F1.
	if (input === '') return ['f1'];
	return characters(input)
		.map(nameOf)
		.filter(one => one !== undefined);
}

function nameOf(character: string): string | undefined {
	if (character === ' ') return 'space';
	if (character === '\r' || character === '\n' || character === '\r\n') return 'enter';
	if (character === '\t') return 'tab';
	if (character === '\u007F') return 'backspace';
	const code = character.codePointAt(0) ?? 0;
	if (code >= 1 && code <= 26) return `ctrl-${String.fromCodePoint(code + 96)}`;
	return code < 32 ? undefined : character;
}
