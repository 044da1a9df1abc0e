// The large questions in Ink: real key sequences go in, and what is drawn comes out.
import {render} from 'ink-testing-library';
import {type ReactNode, useState} from 'react';
import {afterEach, describe, expect, it} from 'vitest';
import {App} from '../../../../src/ui/ink/app.tsx';
import {reduce} from '../../../../src/ui/ink/state/reduce.ts';
import {initialState, type State} from '../../../../src/ui/ink/state/state.ts';
import type {Question} from '../../../../src/ui/ui.ts';
import {found, open, saving, secret} from '../../../support/ui/large-questions.ts';
import {extras, image, pipeline} from '../../../support/ui/questions.ts';
import {look} from '../../../support/ui/look.ts';

const keys = {up: '\u001B[A', down: '\u001B[B', escape: '\u001B', shiftTab: '\u001B[Z', enter: '\r', f1: '\u001BOP'};

type Shown = {
	readonly type: (...texts: readonly string[]) => void;
	readonly state: () => State;
	readonly screen: () => string;
};

const mounted: (() => void)[] = [];
afterEach(() => {
	for (const unmount of mounted.splice(0)) unmount();
});

/** The question on a screen of 100 columns and 30 rows. */
function show(question: Question): Shown {
	let now: State = reduce(initialState({columns: 100, rows: 30}, undefined), {type: 'ask', question});
	const Stage = (): ReactNode => {
		const [state, setState] = useState(now);
		const act = (action: Parameters<typeof reduce>[1]): void => {
			now = reduce(now, action);
			setState(now);
		};
		return (
			<App
				state={state}
				look={look}
				onKey={key => act({type: 'key', key})}
				onPaste={text => act({type: 'paste', text})}
			/>
		);
	};
	const {stdin, lastFrame, unmount} = render(<Stage />);
	mounted.push(unmount);
	return {
		type: (...texts) => stdin.write(texts.join('')),
		state: () => now,
		screen: () => lastFrame() ?? '',
	};
}

const until = async (shown: Shown, text: string | RegExp): Promise<void> =>
	expect.poll(shown.screen, {interval: 10}).toMatch(text);

describe('the checks', () => {
	it('the findings open a group and a finding, and fix what is under the cursor', async () => {
		const shown = show(found(['high_raw', 'low_raw']));
		await until(shown, '▸ A dataset that lives only in memory');
		shown.type(keys.enter, keys.down, keys.down, keys.enter);
		await until(shown, /❯ {3}✗ low_raw[\s\S]*A task is a process of its own[\s\S]*\+ low_raw:/);
		shown.type('f');
		await expect.poll(() => shown.state().answered?.value).toEqual({do: 'fix', findings: [1], seen: true});
	});

	it('the findings ask before a rule is ignored', async () => {
		const shown = show(found(['high_raw']));
		await until(shown, '❯ ✗ high_raw');
		shown.type('i');
		await until(shown, 'Ignore 1 finding');
		shown.type('n', 'i', 'y');
		await expect.poll(() => shown.state().answered?.value).toEqual({do: 'ignore', rule: 'catalog/memory-dataset'});
	});
});

describe('the plan', () => {
	it('the plan is changed in place, with what is wrong below the field', async () => {
		const shown = show(open);
		await until(shown, '❯ Go ahead');
		shown.type(keys.up, keys.up, keys.up, keys.up, keys.enter, '\t', 'É');
		await until(shown, /❯ image {6}ghcr\.io\/nordsjo\/tideÉ\n\s+✗ a reference has/);
		shown.type('\u007F', '-2', keys.enter);
		await expect
			.poll(() => shown.state().answered?.value)
			.toEqual({do: 'change', name: 'image', value: 'ghcr.io/nordsjo/tide-2'});
	});

	it('the plan leaves a row as it was on Esc', async () => {
		const shown = show(open);
		await until(shown, '❯ Go ahead');
		shown.type(keys.up, keys.enter);
		await until(shown, 'How should nodes share containers?');
		shown.type(keys.escape);
		await until(shown, '❯ group-by   node');
		expect(shown.state().wentBack).toBeUndefined();
	});
});

describe('a secret', () => {
	it('a secret never reaches a frame, pasted or typed', async () => {
		const shown = show(secret);
		await until(shown, 'Secret access key:');
		shown.type('hunter2');
		await until(shown, '❯ •••••••');
		shown.type('\u001B[200~wJalrXUtnFEMI\u001B[201~');
		await until(shown, '❯ ••••••••••••••••••••');
		expect(shown.screen()).not.toMatch(/hunter|wJal/);
		shown.type(keys.enter);
		await expect.poll(() => shown.state().answered?.value).toBe('hunter2wJalrXUtnFEMI');
	});
});

describe('keys with names of their own', () => {
	it.each([
		['Esc', keys.escape],
		['Shift-Tab', keys.shiftTab],
	])('%s goes back', async (_, key) => {
		const shown = show({...pipeline, back: true});
		await until(shown, 'esc back');
		shown.type(key);
		await expect.poll(() => shown.state().wentBack).toEqual({kind: 'back'});
	});

	it('? and F1 show all keys', async () => {
		const list = show(extras);
		await until(list, '? keys');
		list.type('?');
		await until(list, /Keys\n[\s\S]*space\s+mark/);
		list.type(keys.down);
		await until(list, '❯ ◯ limits.height');
		const field = show(image);
		await until(field, 'f1 keys');
		field.type(keys.f1);
		await until(field, /Keys\n[\s\S]*ctrl-w\s+delete a word/);
	});

	it('page keys scroll through a difference', async () => {
		const shown = show({...saving, diff: [...(saving.diff ?? []), ...(saving.diff ?? [])]});
		await until(shown, 'rows below');
		shown.type('\u001B[6~');
		await until(shown, 'rows above');
		shown.type('y');
		await expect.poll(() => shown.state().answered?.value).toBe(true);
	});
});
