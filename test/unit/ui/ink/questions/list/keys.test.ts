// The keys of a list.
import {describe, expect, it} from 'vitest';
import type {Question} from '../../../../../../src/ui/ui.ts';
import {extras, pipeline} from '../../../../../support/ui/questions.ts';
import {answer, asked, many} from '../../../../../support/ui/small-screen.ts';
import {press} from '../../../../../support/ui/screen.ts';

describe('a list', () => {
	it.each([
		[['enter'], '__default__'],
		[['down', 'enter'], 'harmonics'],
		[['j', 'j', 'enter'], 'ports'],
		[['down', 'down', 'down', 'enter'], '__default__'],
		[['up', 'enter'], 'ports'],
		[['k', 'k', 'enter'], 'harmonics'],
		[['end', 'enter'], 'ports'],
		[['end', 'home', 'enter'], '__default__'],
		[['pagedown', 'enter'], 'ports'],
		[['x', '/', 'space', 'tab', 'meta-x', 'enter'], '__default__'],
	])('a list by %o gives %s, and skips what cannot be taken', (keys, value) => {
		expect(answer(pipeline, ...keys)).toBe(value);
	});

	it.each([
		[['enter'], 'pipeline-3'],
		[['pagedown', 'enter'], 'pipeline-14'],
		[['pagedown', 'pagedown', 'pagedown', 'enter'], 'pipeline-24'],
		[['home', 'pageup', 'enter'], 'pipeline-0'],
		[['/', '1', '2', 'enter'], 'pipeline-12'],
		[['/', '1', '2', 'backspace', 'backspace', 'backspace', 'j', 'enter'], 'pipeline-13'],
		[['/', '1', '2', 'escape', 'j', 'enter'], 'pipeline-13'],
		[['/', 'P', 'space', '2', '0', 'enter'], 'pipeline-20'],
		[['/', '1', 'down', 'down', 'enter'], 'pipeline-11'],
		[['/', '2', 'ctrl-u', '1', '2', 'enter'], 'pipeline-12'],
	])('a list of many by %o gives %s', (keys, value) => {
		expect(answer(many, ...keys)).toBe(value);
	});

	it('a choice with a key is selected by it', () => {
		const keyed: Question = {
			...pipeline,
			choices: [{value: 'again', key: 'r'}, {value: 'log', key: 'l'}, {value: 'plan'}],
		};
		expect(answer(keyed, 'l')).toBe('log');
		expect(answer(keyed, 'x', 'j', 'enter')).toBe('log');
	});

	it('a list gives no answer while nothing matches the filter', () => {
		const none = press(asked(many), '/', 'z', 'enter');
		expect(none.answered).toBeUndefined();
		expect(press(none, 'down', 'up', 'backspace', 'enter').answered?.value).toBe('pipeline-0');
	});

	it('a list cannot be answered where every choice is disabled', () => {
		const question: Question = {...pipeline, choices: [{value: 'empty', disabled: 'has no nodes'}]};
		expect(press(asked(question), 'down', 'up', 'home', 'end', 'enter').answered).toBeUndefined();
	});

	it('a list starts at the first choice that can be taken where its default cannot', () => {
		expect(answer({...pipeline, initial: 'empty'}, 'enter')).toBe('__default__');
		expect(answer({...pipeline, initial: 'nowhere'}, 'enter')).toBe('__default__');
	});

	it.each([
		[['enter'], ['seed']],
		[
			['space', 'enter'],
			['limits.height', 'seed'],
		],
		[['end', 'space', 'enter'], []],
		[
			['a', 'enter'],
			['limits.height', 'limits.depth', 'seed'],
		],
		[['a', 'a', 'enter'], []],
		[['down', 'down', 'space', 'home', 'space', 'enter'], ['limits.height']],
	])('a list with marks by %o gives %o, in the order of the choices', (keys, value) => {
		expect(answer(extras, ...keys)).toEqual(value);
	});
});
