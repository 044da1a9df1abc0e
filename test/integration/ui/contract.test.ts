// The contract of Ui: the same questions get the same answers in every UI mode, by keys or by their defaults.
import {PassThrough} from 'node:stream';
import {expect, it} from 'vitest';
import {silentUi} from '../../../src/ui/silent/silent.ts';
import {fixtureProgram} from '../../support/ui/fixture-program.ts';
import {build, consent, extras, image, pipeline} from '../../support/ui/questions.ts';
import {look} from '../../support/ui/look.ts';

const start = fixtureProgram('deploy');

/** What is pressed at each question; both UI modes are driven by these. */
type Script = Readonly<Record<'pipeline' | 'extras' | 'image' | 'build' | 'plan', readonly string[]>>;

const defaults: Script = {pipeline: ['enter'], extras: ['enter'], image: ['enter'], build: ['enter'], plan: ['enter']};
const others: Script = {
	// Upwards round the end: downwards Inquirer stops at the disabled row, which Ink skips.
	pipeline: ['up', 'enter'],
	extras: ['a', 'enter'],
	image: ['x', 'backspace', 'q', '2', 'enter'],
	build: ['n'],
	plan: ['enter'],
};

async function answersBy(mode: 'ink' | 'plain', script: Script): Promise<unknown> {
	const terminal = await start([mode], {columns: 120, rows: 40});
	// Waited for is what each question draws last.
	const turns = [
		[/Which pipeline\?[\s\S]*north and south/, script.pipeline],
		[/Which parameters[\s\S]*seed/, script.extras],
		[/Which image\?[\s\S]*ghcr/, script.image],
		[/Run it here first\? \([yY]\/[nN]\)/, script.build],
		[/kfp-name[\s\S]*Go ahead/, script.plan],
	] as const;
	for (const [drawn, keys] of turns) {
		await terminal.waitFor(drawn);
		// One key at a time: of two that come together Inquirer may forget one.
		for (const key of keys) {
			const before = terminal.screen();
			terminal.press(key);
			await expect.poll(() => terminal.screen(), {interval: 10}).not.toBe(before);
		}
		// Inquirer takes a y or n as text, Ink as the answer.
		if (mode === 'plain' && keys === script.build && !keys.includes('enter')) terminal.press('enter');
	}
	expect(await terminal.exit).toBe(0);
	return JSON.parse(/\{"pipeline".*\}/.exec(terminal.scrollback().replaceAll(/\n(?!\{)/g, ''))?.[0] ?? 'null');
}

async function silently(): Promise<unknown> {
	const ui = silentUi({
		json: false,
		yes: true,
		quiet: true,
		verbose: false,
		stdout: new PassThrough(),
		stderr: new PassThrough(),
		signal: new AbortController().signal,
		look,
	});
	return {
		pipeline: await ui.ask(pipeline),
		expose_param: await ui.ask(extras),
		image: await ui.ask(image),
		rehearse: await ui.ask(build),
		plan: await ui.ask(consent),
	};
}

it('the rich, plain and non-interactive UI modes give the same defaults', async () => {
	const expected = {
		pipeline: '__default__',
		expose_param: ['seed'],
		image: 'ghcr.io/nordsjo/tide',
		rehearse: true,
		plan: {do: 'go'},
	};
	expect(await silently()).toEqual(expected);
	expect(await answersBy('ink', defaults)).toEqual(expected);
	expect(await answersBy('plain', defaults)).toEqual(expected);
});

it('the rich and plain UI modes give the same answers to the same keys', async () => {
	const expected = {
		pipeline: 'ports',
		expose_param: ['limits.height', 'limits.depth', 'seed'],
		image: 'q2',
		rehearse: false,
		plan: {do: 'go'},
	};
	expect(await answersBy('ink', others)).toEqual(expected);
	expect(await answersBy('plain', others)).toEqual(expected);
});
