// The hint bar and the list of all keys.
import {describe, expect, it} from 'vitest';
import {hintsFor} from '../../../../src/ui/ink/questions/open-question.ts';
import type {State} from '../../../../src/ui/ink/state/state.ts';
import {found, manyDatasets, open, saving} from '../../../support/ui/large-questions.ts';
import {build, consent, extras, image, pipeline} from '../../../support/ui/questions.ts';
import {ask, drawn, hints, lines, manyChoices, paste, press, sized, withBack} from '../../../support/ui/screen.ts';
import {asked, many} from '../../../support/ui/small-screen.ts';

describe('going back', () => {
	it('Esc is in the hint bar however narrow it is', () => {
		for (const question of [withBack(extras), manyChoices, open, found(manyDatasets), saving])
			expect(lines(ask(question, sized(60, 15))).at(-1)).toMatch(/esc back.* \? keys/);
	});
});

describe('the list of all keys', () => {
	it.each([pipeline, extras, build, consent, open, found(['high_raw']), saving])(
		'the list of all keys %# is shown by ? and by F1, and goes with any key',
		question => {
			for (const key of ['?', 'f1']) {
				const asked = ask(question);
				const help = press(asked, key);
				expect(drawn(help)).toContain(' Keys\n');
				expect(drawn(help)).not.toContain(question.message);
				for (const hint of hints(asked))
					expect(drawn(help).replaceAll(/ +/g, ' ')).toContain(hint.replace('upDown', '↑↓'));
				for (const any of ['x', 'enter', 'escape', 'y', '?']) {
					const closed = press(help, any);
					expect(closed.asking).toEqual(asked.asking);
					expect(closed.answered).toBeUndefined();
				}
			}
		},
	);

	it('? is text in a field, a filter and a row of the plan', () => {
		expect(press(ask({...image, initial: 'a'}), '?').asking).toMatchObject({before: '?'});
		expect(press(ask(manyChoices), '/', '?').asking).toMatchObject({filter: '?'});
		expect(press(ask(open), 'up', 'up', 'up', 'enter', '?').asking).toMatchObject({edit: {before: '?'}});
		for (const state of [ask(image), press(ask(manyChoices), '/')]) {
			expect(lines(state).at(-1)).toContain('f1 keys');
			expect(drawn(press(state, 'f1'))).toContain(' Keys\n');
		}
	});

	it('the list of all keys closes on a paste, which is not lost', () => {
		const state = paste(press(ask(image), 'ctrl-u', 'f1'), 'quay.io/tide');
		expect(state.help).toBe(false);
		expect(press(state, 'enter').answered?.value).toBe('quay.io/tide');
	});

	it.each([
		[90, 30],
		[60, 15],
	])('the list of all keys has every key in a window of %d by %d', (columns, rows) => {
		for (const question of [found(['high_raw', 'low_raw']), open, manyChoices, withBack(image)]) {
			const state = ask(question, sized(columns, rows));
			if (state.asking === undefined) throw new Error('not asked');
			const screen = drawn(press(state, 'f1')).replaceAll(/ +/g, ' ');
			for (const {keys, label} of hintsFor(state.asking, state.size, 'all'))
				expect(screen).toContain(`${keys.replace('upDown', '↑↓')} ${label}`);
		}
	});
});

describe('hints', () => {
	it('hints name only what works now', () => {
		const labels = (state: State): readonly string[] =>
			state.asking === undefined ? [] : hintsFor(state.asking, state.size).map(({keys, label}) => `${keys} ${label}`);
		expect(labels(asked(pipeline))).toEqual(['upDown move', 'enter select']);
		expect(labels(asked(many))).toEqual(['upDown move', 'enter select', '/ filter']);
		expect(labels(press(asked(many), '/'))).toEqual(['upDown move', 'enter select', 'esc show all']);
		expect(labels(asked(extras))).toEqual(['upDown move', 'space mark', 'a all', 'enter continue']);
		expect(labels(asked(image))).toEqual(['enter accept', 'ctrl-u clear', 'tab edit']);
		expect(labels(press(asked(image), 'ctrl-u'))).toEqual(['enter accept']);
		expect(labels(asked({...build, initial: false}))).toEqual(['y yes', 'n no', 'enter no']);
		expect(labels(press(asked(consent), 'down'))).toEqual(['upDown move', 'enter cancel']);
	});
});
