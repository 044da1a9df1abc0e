// The keys of the plan.
import {describe, expect, it} from 'vitest';
import {open} from '../../../../../support/ui/large-questions.ts';
import {ask, drawn, hints, paste, press} from '../../../../../support/ui/screen.ts';

describe('the plan', () => {
	const answer = (...keys: readonly string[]): unknown => press(ask(open), ...keys).answered?.value;

	it.each([
		[['enter'], {do: 'go'}],
		[['down', 'enter'], {do: 'rehearse'}],
		[['down', 'down', 'enter'], {do: 'save'}],
		[['down', 'down', 'j', 'enter'], {do: 'cancel'}],
		[['up', 'down', 'enter'], {do: 'go'}],
		[['up', 'enter', 'down', 'enter'], {do: 'change', name: 'group-by', value: 'memory'}],
		[['up', 'up', 'enter', 'n'], {do: 'change', name: 'host', value: false}],
		[['up', 'k', 'up', 'e', 'tab', '-', '2', 'enter'], {do: 'change', name: 'namespace', value: 'kubeflow-2'}],
		[['up', 'up', 'up', 'up', 'enter', 'É', 'enter'], undefined],
		[
			['up', 'up', 'up', 'up', 'enter', 'tab', 'É', 'enter', 'backspace', '2', 'enter'],
			{do: 'change', name: 'image', value: 'ghcr.io/nordsjo/tide2'},
		],
		[['up', 'enter', 'escape', 'down', 'enter'], {do: 'go'}],
		[['up', 'enter', 'enter'], undefined],
		[['up', 'up', 'enter', 'y', 'down', 'down', 'enter'], {do: 'go'}],
		[['up', 'up', 'up', 'enter', 'q', 'shift-tab', 'down', 'down', 'down', 'enter'], {do: 'go'}],
	])('the plan by %o gives %o', (keys, value) => {
		expect(answer(...keys)).toEqual(value);
	});

	it.each([
		['r', 'report'],
		['u', 'upload'],
	] as const)('%s takes the action %s wherever the cursor is, where there is one', (key, action) => {
		const offered = {...open, actions: [{do: action, label: 'It'}]};
		expect(press(ask(offered), 'up', key).answered?.value).toEqual({do: action});
		expect(hints(ask(offered)).filter(hint => hint.startsWith(`${key} `))).toHaveLength(1);
		expect(answer(key)).toBeUndefined();
	});

	it('the plan takes a paste into the row that is being changed', () => {
		const state = paste(press(ask(open), 'up', 'up', 'up', 'enter', 'ctrl-u'), 'team-a\n');
		expect(press(state, 'enter').answered?.value).toEqual({do: 'change', name: 'namespace', value: 'team-a'});
		expect(paste(ask(open), 'enter\n').answered).toBeUndefined();
	});

	it('the plan leaves the row as it was on Esc, and goes back only from outside of it', () => {
		const changing = press(ask(open), 'up', 'up', 'up', 'enter', 'x');
		expect(hints(changing)).toContain('esc cancel');
		const left = press(changing, 'escape');
		expect(left.wentBack).toBeUndefined();
		expect(drawn(left)).toEqual(drawn(press(ask(open), 'up', 'up', 'up')));
		expect(press(left, 'escape').wentBack).toEqual({kind: 'back'});
	});
});
