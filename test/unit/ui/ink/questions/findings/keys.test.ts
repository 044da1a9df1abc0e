// The keys of the findings screen.
import {describe, expect, it} from 'vitest';
import {frame} from '../../../../../../src/ui/ink/frame.ts';
import {textOf} from '../../../../../../src/ui/text/rows.ts';
import type {Question} from '../../../../../../src/ui/ui.ts';
import {found, inMemory, manyDatasets, overlay} from '../../../../../support/ui/large-questions.ts';
import {look} from '../../../../../support/ui/look.ts';
import {ask, drawn, hints, lines, paste, press, sized, withBack} from '../../../../../support/ui/screen.ts';

describe('the checks', () => {
	const answer = (question: Question, ...keys: readonly string[]): unknown =>
		press(ask(question), ...keys).answered?.value;
	const three = found(['high_raw', 'low_raw']);

	it.each([
		[['f'], {do: 'fix', findings: [0, 1], seen: false}],
		[['F'], {do: 'fix', findings: [0, 1, 3], seen: false, all: true}],
		[['enter', 'down', 'f'], {do: 'fix', findings: [0], seen: false}],
		[['right', 'down', 'down', 'f'], {do: 'fix', findings: [1], seen: false}],
		[['down', 'down', 'f'], {do: 'fix', findings: [3], seen: false}],
		[['down', 'down', 'enter', 'f'], {do: 'fix', findings: [3], seen: true}],
		[['down', 'down', 'enter', 'F'], {do: 'fix', findings: [0, 1, 3], seen: false, all: true}],
		[['up', 'f'], {do: 'fix', findings: [3], seen: false}],
		[['down', 'f'], undefined],
		[['g'], {do: 'group'}],
		[['r'], {do: 'check'}],
		[['i', 'y'], {do: 'ignore', rule: 'catalog/memory-dataset'}],
		[['down', 'i', 'Y'], {do: 'ignore', rule: 'pipeline/unnamed-node'}],
		[['e'], {do: 'edit', finding: 0}],
		[['end', 'e'], {do: 'edit', finding: 3}],
		[['i', 'n'], undefined],
		[['i', 'enter'], undefined],
		[['i', 'f'], undefined],
		[['end', 'i', 'y'], undefined],
		[['enter', 'enter', 'left', 'right', 'home', 'pageup', 'pagedown'], undefined],
	])('the findings by %o give %o', (keys, value) => {
		expect(answer(three, ...keys)).toEqual(value);
	});

	it('a finding without a fix that an option solves has a key for it, and is left to no one key for all', () => {
		const other = {
			...three,
			findings: three.findings.map(one => (one.diff === undefined ? {...one, hasWays: true as const} : one)),
		};
		expect(answer(other, 'down', 'f')).toEqual({do: 'fix', findings: [2], seen: false});
		expect(answer(other, 'F')).toEqual({do: 'fix', findings: [0, 1, 3], seen: false, all: true});
		expect(drawn(ask(other))).toContain('3 errors left: F fixes 2; f on the other 1 to choose how');
		const alone = {...other, findings: other.findings.slice(2, 3)};
		expect(drawn(ask(alone))).toContain('1 error left: press f on it to choose how');
	});

	it('the findings screen asks before a rule is ignored, and Esc then leads back to the list', () => {
		const asked = press(ask(three), 'i');
		expect(drawn(asked)).toContain('Ignore 2 findings of catalog/memory-dataset? (y/N)');
		expect(hints(asked)).toEqual(['y ignore', 'n cancel']);
		const left = press(asked, 'escape');
		expect(left.wentBack).toBeUndefined();
		expect(drawn(left)).toEqual(drawn(ask(three)));
	});

	it('one key starts a new environment, where that brings fixes', () => {
		const elsewhere = {...three, canStartEnvironment: true} as const;
		expect(answer(elsewhere, 'n')).toEqual({do: 'environment'});
		expect(drawn(ask(elsewhere))).toContain('press n for a new environment');
		expect(answer(three, 'n')).toBeUndefined();
	});

	it('Esc closes what is open before it leads back', () => {
		const opened = press(ask(withBack(three)), 'enter', 'down', 'enter');
		expect(drawn(opened)).toContain('+ high_raw:');
		const closed = press(opened, 'escape');
		expect(drawn(closed)).not.toContain('+ high_raw:');
		const folded = press(closed, 'escape');
		expect(folded.wentBack).toBeUndefined();
		expect(drawn(folded)).toEqual(drawn(ask(withBack(three))));
		expect(press(folded, 'escape').wentBack).toEqual({kind: 'back'});
	});

	it('page keys scroll through a difference that is taller than the window, then to the next finding', () => {
		const long: Question = {
			...found(['high_raw']),
			findings: [
				{
					...inMemory('high_raw'),
					diff: [
						{
							...overlay('x'),
							lines: Array.from({length: 40}, (_, index) => ({sign: '+' as const, text: `line ${index}`})),
						},
					],
				},
				inMemory('low_raw'),
			].map((one, index) => ({...one, finding: {...one.finding, rule: `rule/${index}`}})),
		};
		let state = ask(long, sized(60, 15));
		const seen = new Set<string>();
		for (let turn = 0; turn < 60; turn++) {
			for (const line of lines(state)) seen.add(line.trim());
			state = press(state, 'pagedown');
		}
		for (let index = 0; index < 40; index++) expect(seen).toContain(`+ line ${index}`);
		expect(lines(state).some(line => line.startsWith(' ❯ ✗ low_raw'))).toBe(true);
	});

	it('many findings can be filtered; what is fixed is what is in sight', () => {
		const many = press(ask(found(manyDatasets)), '/', 'l', 'e', 'v', 'e', 'l', '_', '6', '9', 'space');
		expect(lines(many)).toContain(' / level_69');
		expect(press(many, 'ctrl-u').asking).toMatchObject({filter: '', filtering: true});
		expect(lines(many).filter(line => line.includes('✗ north.level_69'))).toHaveLength(3);
		expect(hints(many)).toEqual(['upDown move', 'enter keep the filter', 'esc show all']);
		const {rows, cursor} = frame(many, look);
		expect(textOf(rows[cursor?.y ?? 0] ?? [])).toBe(' / level_69 ');
		expect(press(many, 'enter', 'F').answered?.value).toEqual({
			do: 'fix',
			findings: [69, 690, 691],
			seen: false,
			all: true,
		});
		expect(press(many, 'down', 'down', 'enter', 'f').answered?.value).toMatchObject({do: 'fix', findings: [690]});
		expect(drawn(press(many, 'x', 'y'))).toContain('No matches');
		const nothing = hints(press(many, 'x', 'y', 'enter'));
		expect(nothing, 'what a key does first is said, and nothing of keys that do nothing').toContain('esc show all');
		expect(nothing.filter(hint => /^(?:enter|esc back)/.test(hint))).toEqual([]);
		const left = press(many, 'enter', 'escape');
		expect(left.wentBack).toBeUndefined();
		expect(drawn(left)).not.toContain('/ level_69');
		expect(press(left, 'escape').wentBack).toBeDefined();
		expect(press(ask(three), '/').asking).toMatchObject({filtering: false});
		expect(paste(press(ask(found(manyDatasets)), '/'), 'requirements\n').asking).toMatchObject({
			filter: 'requirements',
		});
	});
});
