// The frames of the large questions, whatever is pressed and whatever the window.
import {describe, expect, it} from 'vitest';
import {unsentIn} from '../../../../../src/ui/ink/questions/open-question.ts';
import {frame} from '../../../../../src/ui/ink/frame.ts';
import {reduce} from '../../../../../src/ui/ink/state/reduce.ts';
import type {Action} from '../../../../../src/ui/ink/state/state.ts';
import {rowWidth, textOf} from '../../../../../src/ui/text/rows.ts';
import type {Question} from '../../../../../src/ui/ui.ts';
import {found, inMemory, manyDatasets, open, overlay, saving, secret} from '../../../../support/ui/large-questions.ts';
import {ascii, look} from '../../../../support/ui/look.ts';
import {extras, image, plan} from '../../../../support/ui/questions.ts';
import {ask, drawn, lines, press, sized} from '../../../../support/ui/screen.ts';

describe('every frame of the large questions', () => {
	const long = 'ein-sehr-langer-name-日本語-'.repeat(12);
	const keys = (...names: readonly string[]): readonly Action[] => names.map(key => ({type: 'key', key}));
	const asks = (question: Question): Action => ({type: 'ask', question});
	const longPlan: Question = {
		...open,
		plan: {
			changes: Array.from({length: 12}, () => ({action: 'create' as const, what: 'file', name: long, detail: long})),
			values: plan.values.map(value => ({...value, value: long, source: long})),
		},
		actions: [
			{do: 'rehearse', label: long, hint: long},
			{do: 'save', label: long},
		],
	};
	const longFindings: Question = {
		...found(manyDatasets.slice(0, 8)),
		message: `What ${long} found`,
		findings: [...manyDatasets.slice(0, 8), long].map(name => ({
			...inMemory(name),
			diff: [overlay(long), overlay(name)],
		})),
	};
	const everyTurn: readonly Action[] = [
		asks(found(['high_raw', 'low_raw'])),
		...keys('enter', 'down', 'enter', 'pagedown', 'pagedown', '?', 'x', 'i', 'n', 'end', 'F'),
		asks(longFindings),
		...keys('enter', 'end', 'enter', 'pagedown', 'pagedown', 'pageup', 'i', '?', 'x', 'y'),
		asks(found([], {unnamed: false, requirements: true})),
		...keys('up', 'enter', 'down', 'enter'),
		asks(open),
		...keys(
			'up',
			'enter',
			'down',
			'escape',
			'up',
			'up',
			'enter',
			'É',
			'left',
			'enter',
			'f1',
			'x',
			'escape',
			'pagedown',
			'end',
		),
		asks(longPlan),
		...keys(
			'up',
			'enter',
			'escape',
			'up',
			'enter',
			'escape',
			'up',
			'enter',
			'x',
			'x',
			'escape',
			'down',
			'pagedown',
			'end',
			'home',
		),
		...keys('up', 'up', 'up', 'up', 'up', 'enter'),
		asks(saving),
		...keys('pagedown', 'end', 'y'),
		asks(secret),
		{type: 'paste', text: 'x'.repeat(300)},
		...keys('left', 'left', 'f1', 'x', 'enter'),
		asks({
			...extras,
			back: true,
			message: long,
			choices: Array.from({length: 40}, (_, index) => ({value: `日本語 ${index} ${long}`, hint: long})),
		}),
		...keys('space', 'end', 'space', '/', '3', '?', 'f1', 'x', 'escape', 'escape'),
	];

	it.each([
		[60, 15],
		[80, 24],
		[200, 60],
		[40, 10],
		[20, 5],
		[3, 2],
		[1, 1],
	])('every frame of the large questions stays within %d columns and %d rows, with a row to spare', (columns, rows) => {
		for (const glyphs of [look, ascii]) {
			let state = sized(columns, rows);
			for (const action of everyTurn) {
				state = reduce(state, action);
				const {rows: drawnRows, cursor} = frame(state, glyphs);
				expect(drawnRows.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
				for (const cells of drawnRows) expect(rowWidth(cells)).toBeLessThanOrEqual(Math.max(2, columns - 1));
				if (cursor !== undefined && columns >= 20) {
					expect(cursor.x).toBeLessThan(columns);
					expect(cursor.y).toBeLessThan(drawnRows.length);
				}
				if (glyphs === ascii && columns > 3)
					expect(
						drawnRows
							.map(textOf)
							.join('')
							.replaceAll(/[日本語É·]/g, ''),
					).toMatch(/^[\u0020-\u007E]*$/);
			}
		}
	});

	it('a line break from outside is not a row of its own', () => {
		const lineBreaks: Question = {
			...image,
			message: 'Which\nimage?',
			help: 'one\n\ntwo',
			validate: () => 'Not a reference\nhere\n^',
		};
		const state = press(ask(lineBreaks), 'tab', 'x');
		for (const cells of frame(state, look).rows) expect(textOf(cells)).not.toContain('\n');
		expect(lines(state).slice(3, 9)).toEqual([
			' Which',
			' image?',
			' one',
			' two',
			' ❯ ghcr.io/nordsjo/tidex',
			'   ✗ Not a reference',
		]);
	});

	it.each([
		[60, 15],
		[40, 10],
	])(
		'every frame of the large questions has what is under the cursor in sight at %d columns and %d rows',
		(columns, rows) => {
			let state = sized(columns, rows);
			for (const action of everyTurn) {
				state = reduce(state, action);
				const {asking} = state;
				if (asking === undefined || state.help || drawn(state).includes('No matches')) continue;
				if (asking.kind === 'plan' || asking.kind === 'list' || asking.kind === 'text')
					expect(drawn(state)).toContain(' ❯');
			}
		},
	);
});

describe('what was typed and not sent', () => {
	const typedIn = (question: Question, ...keys: readonly string[]) => {
		const {asking} = press(ask(question), ...keys);
		const unsent = asking && unsentIn(asking);
		return unsent && [unsent.field, unsent.text];
	};

	it('is the text of the field', () => {
		expect(typedIn(image, 'a', 'b')).toEqual(['image', 'ab']);
		expect(typedIn(image)).toBeUndefined();
	});

	it('is never a secret', () => {
		expect(typedIn(secret, 'a', 'b')).toBeUndefined();
	});

	it('may be in a row of the plan', () => {
		const edits = {image: {...image, name: 'image'}};
		const onPlan: Question = {
			...open,
			plan: {changes: [], values: [{name: 'image', value: 'x', source: 'default'}]},
			edits,
		};
		expect(typedIn(onPlan, 'home', 'enter', 'a')).toEqual(['image', 'a']);
		expect(typedIn(onPlan, 'home')).toBeUndefined();
	});
});
