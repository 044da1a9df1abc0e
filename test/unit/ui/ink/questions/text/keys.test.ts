// The keys of a text field.
import {describe, expect, it} from 'vitest';
import {reduce} from '../../../../../../src/ui/ink/state/reduce.ts';
import {secret} from '../../../../../support/ui/large-questions.ts';
import {image} from '../../../../../support/ui/questions.ts';
import {ask, paste, press} from '../../../../../support/ui/screen.ts';
import {answer, asked} from '../../../../../support/ui/small-screen.ts';

describe('a secret', () => {
	const typed = paste(press(ask(secret), 'h', 'u', 'n', 't', 'e', 'r', '2', '日'), 'wJalrXUtnFEMI\n');

	it('a secret is cleared by Ctrl-U, wherever the cursor is', () => {
		expect(press(typed, 'left', 'ctrl-u').asking).toMatchObject({before: '', after: ''});
	});
});

describe('a text', () => {
	it.each([
		[['enter'], 'ghcr.io/nordsjo/tide'],
		[['q', '-', '2', 'enter'], 'q-2'],
		[['home', 'x', 'enter'], 'xghcr.io/nordsjo/tide'],
		[['left', '2', 'enter'], 'ghcr.io/nordsjo/tid2e'],
		[['backspace', '2', 'enter'], 'ghcr.io/nordsjo/tid2'],
		[['ctrl-u', 'a', 'b', 'enter'], 'ab'],
		[['ctrl-u', 'a', 'b', 'c', 'left', 'left', 'x', 'right', 'y', 'enter'], 'axbyc'],
		[['ctrl-u', 'a', 'b', 'c', 'home', 'delete', 'end', 'backspace', 'enter'], 'b'],
		[['ctrl-a', 'ctrl-k', 'q', 'enter'], 'q'],
		[['ctrl-w', 'n', 'enter'], 'n'],
		[['left', 'right', 'right', 'up', 'tab', 'escape', 'enter'], 'ghcr.io/nordsjo/tide'],
	])('a text by %o gives %s', (keys, value) => {
		expect(answer(image, ...keys)).toBe(value);
	});

	it.each(['tab', 'right', 'down', 'up', 'end', 'ctrl-e'])('%s takes the default for editing', key => {
		expect(answer(image, key, '-', '2', 'enter')).toBe('ghcr.io/nordsjo/tide-2');
	});

	it('what was typed before is edited further', () => {
		expect(answer({...image, draft: 'quay.io/ti'}, 'd', 'e', 'enter')).toBe('quay.io/tide');
	});

	it('a paste replaces the default', () => {
		expect(press(paste(asked(image), 'quay.io/tide\n'), 'enter').answered?.value).toBe('quay.io/tide');
	});

	it('what is suggested is the answer only while nothing is typed', () => {
		const {initial: _, ...free} = image;
		const guessed = {...free, suggested: 'ghcr.io/kim/tide'};
		expect(answer(guessed, 'enter')).toBe('ghcr.io/kim/tide');
		expect(answer(guessed, 'a', 'b', 'enter')).toBe('ab');
		expect(answer(guessed, 'a', 'backspace', 'enter')).toBe('ghcr.io/kim/tide');
	});

	it('the cursor of a text moves over characters, not code points', () => {
		const {validate: _, ...free} = image;
		expect(answer({...free, initial: 'é👩‍🔬'}, 'backspace', 'backspace', 'å', 'enter')).toBe('å');
	});

	it('a text is refused while it is not valid, and taken once it is', () => {
		const refused = press(asked(image), 'É', 'enter');
		expect(refused.answered).toBeUndefined();
		expect(refused.asking).toMatchObject({refused: true});
		expect(press(refused, 'backspace', 'q', 'enter').answered?.value).toBe('q');
	});

	it.each([
		['quay.io/tide\n', 'quay.io/tide'],
		['\r\nquay.io/tide\r\n', 'quay.io/tide'],
		['one\ntwo\tthree', 'one two three'],
		['\u001B[31mred\u001B[0m\u0007', 'red'],
	])('a text takes the paste %j as %j', (pasted, value) => {
		const {validate: _, ...free} = image;
		const state = reduce(asked({...free, initial: ''}), {type: 'paste', text: pasted});
		expect(state.answered).toBeUndefined();
		expect(press(state, 'enter').answered?.value).toBe(value);
	});

	it('B62: a text is bounded, whatever is pasted', () => {
		const {validate: _, ...free} = image;
		const state = reduce(asked(free), {type: 'paste', text: 'x'.repeat(2_000_000)});
		expect(press(state, 'enter').answered?.value).toHaveLength(4096);
	});
});
