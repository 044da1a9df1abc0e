// Works at the same time that look as if they were done one after another.
import {expect, it} from 'vitest';
import {ahead, sideBySide} from '../../../src/deploy/side-by-side.ts';
import type {Ui} from '../../../src/ui/ui.ts';
import {scriptedUi} from '../../support/scripted-ui.ts';

const say = (ui: Ui, line: string): void => ui.emit({event: 'log', step: 'image', line});

function gate() {
	let open = (): void => {};
	const opened = new Promise<void>(resolve => (open = resolve));
	return {open: () => open(), opened};
}

it('both begin at once, and what the second says and asks comes after the first', async () => {
	const {ui, asked, reported, headers} = scriptedUi([['name', 'answer']]);
	const second = gate();
	const done = await sideBySide(
		ui,
		async own => {
			say(own, 'first begins');
			await second.opened;
			say(own, 'first ends');
			expect(asked).toEqual([]);
			expect(headers).toEqual([]);
			return 1;
		},
		async own => {
			say(own, 'second begins');
			own.begin({title: 'header', steps: []});
			second.open();
			const answer = await own.ask({kind: 'text', name: 'name', message: 'Name?', flag: '--name'});
			say(own, 'second ends');
			return answer;
		},
	);
	expect(done).toEqual([1, 'answer']);
	expect(headers).toHaveLength(1);
	expect(reported.map(event => ('line' in event ? event.line : ''))).toEqual([
		'first begins',
		'first ends',
		'second begins',
		'second ends',
	]);
});

it('the error of the first counts, also where the second fails before, and the second stays silent', async () => {
	const {ui, reported} = scriptedUi([]);
	const second = gate();
	const both = sideBySide(
		ui,
		async () => {
			await second.opened;
			throw new Error('of the first');
		},
		async own => {
			say(own, 'second');
			second.open();
			throw new Error('of the second');
		},
	);
	await expect(both).rejects.toThrow('of the first');
	expect(reported).toEqual([]);
});

it('an error of the second is thrown when the first has ended', async () => {
	const {ui, reported} = scriptedUi([]);
	const both = sideBySide(
		ui,
		async own => say(own, 'first'),
		async () => Promise.reject(new Error('of the second')),
	);
	await expect(both).rejects.toThrow('of the second');
	expect(reported).toHaveLength(1);
});

it('a work ahead of its turn shows and throws nothing before', async () => {
	const {ui, reported} = scriptedUi([]);
	const turn = ahead(ui, async own => {
		say(own, 'ahead');
		throw new Error('of the work');
	});
	await Promise.resolve();
	expect(reported).toEqual([]);
	await expect(turn()).rejects.toThrow('of the work');
	expect(reported).toHaveLength(1);
});
