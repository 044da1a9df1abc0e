// The plain and the accessible UI mode in a real terminal: every kind of question, the way back from it, and secrets.
import {describe, expect, it} from 'vitest';
import type {Terminal} from '../../bed/pty.ts';
import {fixtureProgram} from '../../support/ui/fixture-program.ts';

const start = fixtureProgram('asks');

/** What is waited for, and what is typed then: names of keys, or a text and Enter. */
type Turn = readonly [seen: string | RegExp, ...keys: readonly string[]];

async function play(
	mode: string,
	names: string,
	turns: readonly Turn[],
	env: Record<string, string> = {},
): Promise<Terminal> {
	const terminal = await start([mode, ...names.split(' ')], {columns: 100, rows: 60, env});
	for (const [seen, ...keys] of turns) {
		await terminal.waitFor(seen);
		for (const key of keys) {
			const before = terminal.raw().length;
			if (key.endsWith('\r')) terminal.type(key);
			else terminal.press(key);
			await expect
				.poll(() => terminal.raw().length, {interval: 5, message: `${key} shows nothing`})
				.toBeGreaterThan(before);
		}
	}
	return terminal;
}

const inDrawn = /navigate • ⏎/;

describe('the plain UI mode', () => {
	it('the plain UI mode lines up the columns, and shows pods and waiting time of the selected choice', async () => {
		const terminal = await play('plain', 'grouping', [
			[/one node each {7}11 tasks {2}22 pods[^]*navigate/, 'down', 'enter'],
		]);
		expect(await terminal.exit).toBe(0);
		expect(terminal.screen()).toContain('On the cluster: memory.');
		expect(terminal.screen()).toContain('grouping="memory"');
	});

	it.each([
		['grouping', [[inDrawn, 'up', 'enter']]],
		['save', [[inDrawn, 'up', 'enter']]],
		['several', [[/Press Esc to go back[^]*⏎/, 'escape']]],
		['text', [[/Which image\? .*tide/, '<', 'enter']]],
		['masked', [['Secret access key', '<', 'enter']]],
		['findings', [[inDrawn, 'up', 'enter']]],
		['plan', [[inDrawn, 'up', 'enter']]],
		['grouping', [[inDrawn, 'escape']]],
		['text', [[/Which image\? .*tide/, 'escape']]],
	] satisfies readonly (readonly [string, readonly Turn[]])[])('goes back from %s', async (name, turns) => {
		const terminal = await play('plain', name, turns);
		expect(await terminal.exit).toBe(0);
		expect(terminal.screen()).toMatch(new RegExp(`${name}=("went back"|9)`));
	});

	it('Ctrl-C in a field keeps what was typed, unless it is a secret', async () => {
		const typed = [/Which image\? .*tide/, 'x', '9', 'ctrl-c'] as const;
		const terminal = await play('plain', 'text', [typed]);
		expect(await terminal.exit).toBe(130);
		expect(terminal.scrollback()).toContain('unsent image: x9');
		const masked = await play('plain', 'masked', [['Secret access key', 'x', '9', 'ctrl-c']]);
		expect(await masked.exit).toBe(130);
		expect(masked.scrollback()).not.toContain('unsent');
	});

	it('the key that marks all choices marks no way back', async () => {
		const terminal = await play('plain', 'several', [[/⏎/, 'a', 'enter']]);
		expect(await terminal.exit).toBe(0);
		expect(terminal.screen()).toContain('several=["limits.height","limits.depth","seed"]');
	});

	it('the plain UI mode shows the difference above the question', async () => {
		const terminal = await play('plain', 'save', [[inDrawn, 'enter']]);
		expect(await terminal.exit).toBe(0);
		expect(terminal.screen()).toMatch(
			/kfp\.yml {2}new, \+1\n {4}\+ image: ghcr[^]*- {3}type: MemoryDataset[^]*Save these/,
		);
		expect(terminal.screen()).toContain('save=true');
	});

	it('the plain UI mode shows the findings with the changes of their fixes, and fixes all or a rule', async () => {
		const all = await play('plain', 'findings', [['Fix all 3', 'enter']]);
		expect(await all.exit).toBe(0);
		expect(all.screen()).toMatch(
			/✗ high_raw lives[^]*1 warning · 14 checks passed[^]*\+ {3}filepath: s3:\/\/tide-prod\/02\/low_raw/,
		);
		expect(all.screen()).toContain('findings={"do":"fix","findings":[0,1,2],"seen":true,"all":true}');
		const rule = await play('plain', 'findings', [
			['Fix all 3', 'down', 'enter'],
			['All 2 of catalog/memory-dataset', 'enter'],
		]);
		expect(await rule.exit).toBe(0);
		expect(rule.screen()).toContain('findings={"do":"fix","findings":[0,1],"seen":true}');
	});

	it('the plain UI mode ignores a rule only after a second question', async () => {
		const terminal = await play('plain', 'findings fine', [
			['Fix all 3', 'down', 'down', 'down', 'down', 'enter'],
			['Which rule should be ignored?', 'enter'],
			['Ignore 2 findings', 'up', 'enter'],
			[/! s3fs[^]*What now\?[^]*❯ Continue/, 'enter'],
		]);
		expect(await terminal.exit).toBe(0);
		expect(terminal.screen()).toContain('findings={"do":"ignore","rule":"catalog/memory-dataset"}');
		expect(terminal.screen()).toContain('fine={"do":"go"}');
	});

	it('the plain UI mode changes a value of the plan, and leads back from the change to the plan', async () => {
		const toChange = ['down', 'down', 'down', 'enter'] as const;
		const terminal = await play('plain', 'plan', [
			[inDrawn, ...toChange],
			[/❯ image/, 'escape'],
			[/Which value should be changed\?[^]*❯ Go ahead/, ...toChange],
			[/Go ahead\? Change a value[^]*Go ahead\? Change a value[^]*❯ image/, 'down', 'enter'],
			[/❯ one node each/, 'down', 'enter'],
		]);
		expect(await terminal.exit).toBe(0);
		expect(terminal.screen()).toContain('plan={"do":"change","name":"group-by","value":"memory"}');
	});

	it('the plain UI mode has only ASCII if the locale is not UTF-8', async () => {
		const ascii = {NO_COLOR: '1', LC_ALL: 'C', LANG: 'C', TERM: 'linux'};
		const terminal = await play(
			'plain',
			'grouping findings plan',
			[
				[/> one node each[^]*up\/down/, 'enter'],
				[/> Fix all 3[^]*up\/down/, 'enter'],
				[/> Go ahead[^]*up\/down/, 'enter'],
			],
			ascii,
		);
		expect(await terminal.exit).toBe(0);
		expect(terminal.raw()).not.toMatch(/[^\u0000-\u007F]/);
		expect(terminal.raw()).not.toMatch(/\u001B\[[\d;]*m/);
	});

	it('the plain UI mode ends with 130 at the end of the input', async () => {
		const terminal = await play('plain', 'grouping', [[inDrawn, 'ctrl-d']]);
		expect(await terminal.exit).toBe(130);
		expect(terminal.screen()).toContain('Cancelled: there is no more input');
		expect(terminal.restored().cursorShown).toBe(true);
	});
});

describe('the accessible UI mode', () => {
	const question = 'Enter a number between 1 and 3, b for back [1]: ';

	it('the accessible UI mode asks by number, repeats on ?, and narrows by name', async () => {
		const terminal = await play('accessible', 'grouping grouping grouping', [
			[`2: what shares memory, 8 tasks, 16 pods, nothing to fix\n`, '2\r'],
			[/grouping="memory"[^]*back \[1\]:$/, '?\r'],
			[/(How should[^]*){3}back \[1\]:$/, '9\r'],
			['No choice matches 9.', 'shares\r'],
			[/back \[2\]:$/, '\r'],
			[/grouping="memory"\n[^]*grouping="memory"[^]*back \[1\]:$/, 'all\r'],
		]);
		expect(await terminal.exit).toBe(0);
		expect(terminal.scrollback()).toContain(question);
		expect(terminal.scrollback()).toContain('Not available: tag, no node has a tag');
		expect(terminal.scrollback()).toMatch(/all in one\n {2}On the cluster: all\.\ngrouping="all"/);
	});

	it('the accessible UI mode reads out no list of a thousand', async () => {
		const terminal = await play('accessible', 'thousand', [
			[/between 1 and 1000, part of a name \[8\]:$/, 'layer_9\r'],
			['and 80 more', 'task_99\r'],
			[/1000: layer_9\.task_999\n[^]*\[8\]:$/, '992\r'],
		]);
		expect(await terminal.exit).toBe(0);
		expect(terminal.scrollback()).toContain('thousand="layer_9.task_991"');
		expect(terminal.scrollback().split('\n').length).toBeLessThan(50);
	});

	it('the accessible UI mode takes several numbers, yes or no, and a valid text', async () => {
		const terminal = await play('accessible', 'several save text', [
			[/or none, b for back \[3\]:$/, '1, 2\r'],
			[/yes or no, b for back \[yes\]:$/, 'n\r'],
			[/< for back\) \[ghcr.*\]:$/, 'BAD\r'],
			[/Not accepted: a reference has[^]*\]:$/, '\r'],
		]);
		expect(await terminal.exit).toBe(0);
		expect(terminal.scrollback()).toContain('added: image: ghcr.io');
		expect(terminal.scrollback()).toContain('several=["limits.height","limits.depth"]');
		expect(terminal.scrollback()).toContain('save=false');
		expect(terminal.scrollback()).toContain('text="ghcr.io/nordsjo/tide"');
	});

	it('the accessible UI mode goes back from every kind of question', async () => {
		const names = 'grouping several save text masked findings plan';
		const terminal = await play(
			'accessible',
			names,
			names.split(' ').map((name): Turn => [/back[^\n]*: ?$/, name === 'text' || name === 'masked' ? '<\r' : 'b\r']),
		);
		expect(await terminal.exit).toBe(0);
		expect(terminal.scrollback().match(/="went back"|masked=9/g)).toHaveLength(7);
	});

	it('differences too long to be read out count as not seen', async () => {
		const terminal = await play('accessible', 'many', [[/1: Fix all 300\n[^]*\[1\]:$/, '1\r']]);
		expect(await terminal.exit).toBe(0);
		expect(terminal.scrollback()).toMatch(/many=\{"do":"fix",[^}]*"seen":false(,"all":true)?\}/);
	});

	it('the accessible UI mode changes a value of the plan', async () => {
		const terminal = await play('accessible', 'plan', [
			[/4: Change a value\n[^]*\[1\]:$/, '4\r'],
			['Which value should be changed?', 'group-by\r'],
			[/share containers\?[^]*\[1\]:$/, '3\r'],
		]);
		expect(await terminal.exit).toBe(0);
		expect(terminal.scrollback()).toContain('plan={"do":"change","name":"group-by","value":"all"}');
	});

	it('the accessible UI mode writes no escape code and nothing but words', async () => {
		const terminal = await play('accessible', 'grouping save findings plan', [
			[/\[1\]:$/, '\r'],
			[/\[yes\]:$/, '\r'],
			[/Fix all 3[^]*\[1\]:$/, '\r'],
			[/Go ahead[^]*\[1\]:$/, '\r'],
		]);
		expect(await terminal.exit).toBe(0);
		expect(terminal.raw()).not.toMatch(/[\u001B\u0007\b]/);
		expect(terminal.raw()).not.toMatch(/[^\u0000-\u007F]/);
		expect(terminal.raw()).toContain('error: high_raw lives only in memory');
	});

	it.each([
		['ctrl-c', '! Cancelled'],
		['ctrl-d', 'there is no more input'],
	])('ends with 130 on %s, at a question and at a hidden one', async key => {
		for (const [name, seen] of [
			['grouping', question],
			['masked', 'nothing is shown'],
		] as const) {
			const terminal = await play('accessible', name, [[seen.trimEnd(), key]]);
			expect(await terminal.exit).toBe(130);
			expect(terminal.scrollback()).toMatch(
				key === 'ctrl-c' ? /^warning: Cancelled$/m : /Cancelled: there is no more input/,
			);
		}
	});
});

describe('a secret', () => {
	const secret = 'wJalrXUtnFEMI/K7MDENGbPxRfiCY';

	it.each(['plain', 'accessible', 'ink'])(
		'a secret is typed and pasted without an echo in the %s UI mode',
		async mode => {
			const terminal = await start([mode, 'masked'], {columns: 100, rows: 30});
			await terminal.waitFor('Secret access key');
			await terminal.waitFor(mode === 'plain' ? 'input is masked' : mode === 'ink' ? 'enter' : 'nothing is shown');
			terminal.type('abc');
			terminal.press('enter');
			await terminal.waitFor('eight characters');
			// Inquirer keeps what was typed.
			if (mode === 'plain') terminal.press('backspace', 'backspace', 'backspace');
			else terminal.press('ctrl-u');
			terminal.type(`${secret}x`);
			terminal.press('backspace', 'enter');
			expect(await terminal.exit).toBe(0);
			expect(terminal.scrollback()).toContain(`masked=${secret.length}`);
			for (let length = 4; length < secret.length; length += 5)
				expect(terminal.raw()).not.toContain(secret.slice(0, length));
			expect(terminal.restored().cursorShown).toBe(true);
		},
	);
});
