// The guided deploy in three UI modes: the same input ends in the same state, and the accessible one writes words only.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {describeWith} from '../bed/part.ts';
import {openTerminal, type Terminal} from '../bed/pty.ts';
import {asItWas, openGuidedWorld, patience} from './guide.ts';
import {allParts, leaks, program, type World} from './world.ts';

/** What is waited for, and what is typed then: names of keys, or a text. */
type Turn = readonly [seen: RegExp, ...keys: readonly string[]];
type Mode = {readonly args: readonly string[]; readonly turns: readonly Turn[]};
type End = {
	readonly exitCode: number;
	readonly requests: readonly string[];
	readonly spec: string;
	/** The saved answers. */
	readonly settings: string;
	readonly state: unknown;
	readonly secrets: readonly string[];
	readonly calls: readonly string[];
};

describeWith(await allParts(), 'one deploy in three UI modes', parts => {
	const worlds: World[] = [];
	/** Those in which a mode has deployed. */
	const open = new Map<string, World>();
	const ends = new Map<string, End>();
	const image = `${parts?.registry}/e2e/modes`;
	beforeAll(async () => {
		// The image is there already, so that each mode does the same.
		const world = await openGuidedWorld(parts);
		worlds.push(world);
		const ran = await world.run(['deploy', '--yes', '--env', 'prod', '--image', image, '--no-upload', '--no-secret']);
		expect(ran.exitCode, ran.stderr).toBe(0);
	});
	afterAll(async () => {
		await Promise.all(worlds.map(async world => world.close()));
	});

	const modes = (host: string): Readonly<Record<string, Mode>> => ({
		ink: {
			args: [],
			turns: [
				[/Which environment\?/, 'down', 'enter'],
				[/Which pipeline\?/, 'enter'],
				[/How should nodes/, 'down', 'enter'],
				[/Where should the image/, image, 'enter'],
				[/How should kfp-wizard reach/, 'enter'],
				[/What is the address of the Kubeflow/, 'ctrl-u', host, 'enter'],
				[/❯ Go ahead/, 'enter'],
				[/Save these options/, 'y'],
			],
		},
		plain: {
			args: ['--plain'],
			turns: [
				[/\? Which environment\?[^]*navigate/, 'down', 'enter'],
				[/\? Which pipeline\?[^]*navigate/, 'enter'],
				[/\? How should nodes[^]*navigate/, 'down', 'enter'],
				[/\? Where should the image/, image, 'enter'],
				[/\? How should kfp-wizard reach[^]*navigate/, 'enter'],
				[/\? What is the address of the Kubeflow.*http/, host, 'enter'],
				[/\? Go ahead\?[^]*navigate/, 'enter'],
				[/\? Save these options.*\(Y\/n\)/, 'enter'],
			],
		},
		accessible: {
			args: ['--accessible'],
			turns: [
				[/Which environment\?[^]*\]:$/, '2\r'],
				[/Which pipeline\?[^]*\]:$/, '\r'],
				[/How should nodes[^]*\]:$/, 'namespaces\r'],
				[/Where should the image[^]*:$/, `${image}\r`],
				[/How should kfp-wizard reach[^]*\]:$/, '\r'],
				[/What is the address of the Kubeflow[^]*\]:$/, `${host}\r`],
				[/Go ahead\?[^]*\]:$/, '\r'],
				[/Save these options[^]*\[yes\]:$/, '\r'],
			],
		},
	});

	async function play(world: World, args: readonly string[], turns: readonly Turn[]): Promise<Terminal> {
		const terminal = await openTerminal({
			command: process.execPath,
			args: [program, ...args],
			cwd: world.project,
			env: world.env,
			columns: 120,
			rows: 60,
		});
		for (const [seen, ...keys] of turns) {
			await terminal.waitFor(seen, patience);
			for (const key of keys) {
				const before = terminal.raw().length;
				if (/^(enter|down|ctrl-u)$/.test(key)) terminal.press(key);
				else terminal.type(key);
				// Of two keys that come together Inquirer may forget one.
				await expect.poll(() => terminal.raw().length, {interval: 5, timeout: 10_000}).toBeGreaterThan(before);
			}
		}
		return terminal;
	}

	async function endOf(exitCode: number, world: World): Promise<End> {
		const {pipelines, versions, runs} = world.kfp.state();
		const own = (text: string): string =>
			timeless(text.replaceAll(world.folder, 'FOLDER').replaceAll(world.kfp.url, 'HOST'));
		return {
			exitCode,
			requests: inStableOrder(
				world.kfp.requests().map(({method, path, query, body}) => own([method, path, query, body].join(' '))),
			),
			spec: await readFile(join(world.project, 'bike-share.yaml'), 'utf8'),
			settings: own(await readFile(join(world.project, 'conf', 'prod', 'kfp.yml'), 'utf8')),
			state: timeless(JSON.stringify({pipelines, versions, runs})),
			secrets: Object.keys(world.kubernetes.secrets()),
			calls: (await world.calls()).map(own).toSorted(),
		};
	}

	it.each(['ink', 'plain', 'accessible'])('goes to a started run in the %s mode', {timeout: 120_000}, async name => {
		const world = await openGuidedWorld(parts);
		worlds.push(world);
		open.set(name, world);
		const {args = [], turns = []} = modes(world.kfp.url)[name] ?? {};
		const terminal = await play(world, args, turns);
		try {
			const exitCode = await terminal.exit;
			expect(exitCode, terminal.scrollback()).toBe(0);
			const end = await endOf(exitCode, world);
			ends.set(name, end);
			const [run] = world.kfp.state().runs;
			expect(terminal.scrollback().replaceAll('\n', '')).toContain(`/#/runs/details/${run?.id}`);
			expect(end.settings).toContain('group_by: namespace');
			// What was saved is not in the command that deploys again.
			expect(terminal.scrollback()).toMatch(/deploy --yes --env prod(?!.*--group-by)/);
			expect(terminal.restored()).toEqual(asItWas);
			expect(leaks(terminal.raw())).toBe(false);
			if (name !== 'accessible') return;
			expect(terminal.raw()).not.toMatch(/[\u001B\u0007\b]/);
			expect(terminal.raw().replaceAll(/[\r\n\u0020-\u007E]/g, '')).toBe('');
		} finally {
			await terminal.close();
		}
	});

	it.each([
		[
			'plain',
			[
				[/\? Which resources should be removed\?[^]*⏎/, 'a', 'enter'],
				[/\? Remove \d+ resources\?[^]*navigate/, 'enter'],
			],
		],
		[
			'accessible',
			[
				[/Which resources should be removed\?[^]*\[none\]:$/, 'all\r'],
				[/1: Go ahead\n[^]*back \[1\]:$/, 'b\r'],
				[/1: Go ahead[^]*Which resources should be removed\?[^]*\[1, 2[^\]]*\]:$/, '\r'],
				[/1: Go ahead\n[^]*1: Go ahead\n[^]*\[1\]:$/, '\r'],
			],
		],
	] as const)('tears it down again by the menu of the %s mode', {timeout: 60_000}, async (name, turns) => {
		const world = open.get(name);
		if (world === undefined) throw new Error(`there was no deploy in the ${name} mode`);
		world.kfp.finishRun(world.kfp.state().runs[0]?.id ?? '', 'SUCCEEDED');
		const terminal = await play(world, ['teardown', `--${name}`, '--env', 'prod', '--host', world.kfp.url], turns);
		try {
			expect(await terminal.exit, terminal.scrollback()).toBe(0);
			expect(terminal.scrollback()).toContain('resources removed');
			expect(terminal.restored()).toEqual(asItWas);
			if (name === 'accessible') expect(terminal.raw()).not.toMatch(/[\u001B\u0007\b]/);
		} finally {
			await terminal.close();
		}
		expect(world.kfp.state()).toMatchObject({pipelines: [], versions: [], runs: []});
		expect(world.kubernetes.secrets()).toEqual({});
		await expect(readFile(join(world.project, 'bike-share.yaml'))).rejects.toThrow('ENOENT');
	});

	it('ends the same on all of them', () => {
		const {ink, plain, accessible} = Object.fromEntries(ends);
		expect(ink?.requests.some(request => request.startsWith('POST /apis/v2beta1/runs'))).toBe(true);
		expect(plain).toEqual(ink);
		expect(accessible).toEqual(ink);
	});
});

/** Reads between two changes go on at the same time, so their order is that of chance. */
function inStableOrder(requests: readonly string[]): readonly string[] {
	const sorted: string[] = [];
	let reads: string[] = [];
	for (const request of requests) {
		if (request.startsWith('GET ')) reads.push(request);
		else {
			sorted.push(...reads.sort(), request);
			reads = [];
		}
	}
	return [...sorted, ...reads.sort()];
}

/** Without what differs from one run to the next: identifiers, times, the git commits, boundaries of uploads and of objects. */
const timeless = (text: string): string =>
	text
		.replaceAll(/[0-9a-f]{16} (?=ServiceAccount|Secret)/g, 'MARK ')
		.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
		.replaceAll(/\d{4}-\d\d-\d\d[ T+]\d\d(?::|%3A)\d\d(?:(?::|%3A)\d\d)?(?:\.\d+Z)?/g, 'TIME')
		.replaceAll(/(commit(?: |%20|%22%3A%22))[0-9a-f]{40}/g, '$1COMMIT')
		.replaceAll(/undici-\d+/g, 'BOUNDARY')
		.replaceAll(/git-[0-9a-f]{12}/g, 'PROJECT')
		.replaceAll(/attempt=[0-9a-f]+/g, 'attempt=ATTEMPT');
