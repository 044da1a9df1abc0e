// The guided deploy as a user goes through it, on the built program: forth, back, with another answer, in another size, and out.
import {readFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {describeWith} from '../bed/part.ts';
import {asItWas, type Guide, patience, openGuide, openGuidedWorld, type QuestionName} from './guide.ts';
import {allParts, leaks, program, type World} from './world.ts';

describeWith(await allParts(), 'the guided deploy', parts => {
	let world: World;
	const open: Guide[] = [];
	beforeAll(async () => {
		world = await openGuidedWorld(parts);
	});
	afterEach(async () => {
		await Promise.all(open.splice(0).map(async ({terminal}) => terminal.close()));
	});
	afterAll(() => world.close());

	const image = `${parts?.registry}/e2e/wizard`;
	/** An answer for each question that has no default, and the environment that is ready. */
	const answers = (): Partial<Record<QuestionName, readonly string[]>> => ({
		env: ['down', 'enter'],
		image: [image, 'enter'],
		host: ['ctrl-u', world.kfp.url, 'enter'],
	});
	const start = async (
		...more: Parameters<typeof openGuide> extends [World, ...infer Rest] ? Rest : never
	): Promise<Guide> => {
		const guide = await openGuide(world, ...more);
		open.push(guide);
		return guide;
	};

	it('goes from the first question to a started run', {timeout: 120_000}, async () => {
		const {terminal, goTo, answer} = await start();
		await goTo('plan', answers());
		expect(world.kfp.state().pipelines, 'nothing is changed before the plan is agreed').toEqual([]);
		expect(await world.git('status', '--porcelain', 'bike-share.yaml')).toBe('');
		expect(terminal.screen()).toMatch(/env +prod/);
		await answer('plan');
		await terminal.waitFor('Save these options to conf/prod/kfp.yml?', patience);
		terminal.press('n');
		expect(await terminal.exit, terminal.scrollback()).toBe(0);
		const [run] = world.kfp.state().runs;
		expect(terminal.scrollback().replaceAll('\n', '')).toContain(`/#/runs/details/${run?.id}`);
		expect(terminal.scrollback()).toContain('deploy --yes --pipeline __default__ --env prod');
		expect(world.kfp.state().versions).toHaveLength(1);
		expect(await readFile(join(world.project, 'bike-share.yaml'), 'utf8')).toContain('--env=prod');
		expect(terminal.restored()).toEqual(asItWas);
		expect(leaks(terminal.raw())).toBe(false);
		expect(world.kubernetes.secrets()).toHaveProperty(['kubeflow/aws-secrets']);
	});

	it(
		'goes back from the plan to the environment, and forth with what was answered before',
		{timeout: 120_000},
		async () => {
			const {terminal, goTo, answer} = await start();
			await goTo('plan', {...answers(), grouping: ['up', 'enter']});
			expect(terminal.screen()).toMatch(/group-by +all/);
			for (const [from, to] of [
				['plan', 'What is the address of the Kubeflow'],
				['host', 'How should kfp-wizard reach'],
				['reach', 'Where should the image'],
				['image', 'How should nodes'],
				['grouping', 'Which pipeline?'],
				['pipeline', 'Which environment?'],
			] as const) {
				await answer(from, 'escape');
				await terminal.waitFor(to);
			}
			expect(terminal.screen()).toMatch(/❯ prod/);
			await answer('env', 'down', 'enter');
			await answer('pipeline');
			await terminal.waitFor(/❯ all/);
			await answer('grouping');
			await terminal.waitFor(new RegExp(`❯ ${image}`));
			await answer('image');
			await answer('reach');
			await terminal.waitFor(new RegExp(`❯ ${world.kfp.url}`));
			await answer('host');
			await terminal.waitFor('Go ahead');
			expect(terminal.screen()).toMatch(/env +s3/);
			expect(terminal.screen()).toMatch(/group-by +all/);
			expect(terminal.screen()).toContain(image);
			await answer('plan', 'ctrl-c');
			expect(await terminal.exit).toBe(130);
		},
	);

	it('changes a row of the plan in place', {timeout: 120_000}, async () => {
		const {terminal, goTo, answer} = await start();
		await goTo('plan', answers());
		await terminal.waitFor(/❯ Go ahead/);
		for (let moves = 0; moves < 30 && !/❯ kfp-name/.test(terminal.screen()); moves++) {
			const before = cursor(terminal.screen());
			terminal.press('up');
			await terminal.waitFor(screen => ![undefined, before].includes(cursor(screen)));
		}
		terminal.press('enter');
		await terminal.waitFor('esc cancel');
		terminal.press('ctrl-u');
		terminal.type('Not A Name');
		terminal.press('escape');
		await terminal.waitFor(/❯ kfp-name +bike-share-prod +\(default\)/);
		terminal.press('enter');
		await terminal.waitFor('esc cancel');
		terminal.press('ctrl-u');
		terminal.type('night-bikes');
		terminal.press('enter');
		await terminal.waitFor(/❯ kfp-name +night-bikes +\(asked\)/, patience);
		terminal.press('home');
		await terminal.waitFor(/\+ pipeline +night-bikes/);
		await answer('plan', 'ctrl-c');
		expect(await terminal.exit).toBe(130);
		expect(world.kfp.state().pipelines.map(({name}) => name)).not.toContain('night-bikes');
	});

	it('has one whole frame in every size of the window', {timeout: 120_000}, async () => {
		const {terminal, goTo, answer} = await start();
		await goTo('plan', answers());
		for (const [columns, rows] of [
			[60, 15],
			[100, 30],
			[200, 60],
			[60, 15],
			[100, 30],
		] as const) {
			terminal.resize(columns, rows);
			await terminal.waitFor(screen => isWhole(screen, columns, rows));
		}
		await answer('plan', 'ctrl-c');
		expect(await terminal.exit).toBe(130);
		expect(terminal.scrollback()).not.toContain('ctrl-c stop');
		expect(terminal.restored()).toEqual(asItWas);
	});

	describe('Ctrl-C', () => {
		/** Each question, and the flags that answer all before it, so that it is the first. */
		const asked = [
			['env', 'Which environment?', ''],
			['pipeline', 'Which pipeline?', '--env prod'],
			['grouping', 'How should nodes', '--env prod -p __default__'],
			['checks', 'errors left', '--env local -p __default__ --group-by node'],
			['image', 'Where should the image', '--env prod -p __default__ --group-by node'],
			['reach', 'How should kfp-wizard reach', `--env prod -p __default__ --group-by node --image ${image}`],
			['plan', 'Go ahead', `--env prod -p __default__ --group-by node --image ${image} --no-upload`],
		] as const;

		it.each(asked)('F28: at %s ends with 130 and a terminal as it was', async (_question, words, flags) => {
			const {terminal} = await start(flags.split(' ').filter(Boolean), {stty: true});
			await terminal.waitFor(words, patience);
			terminal.press('ctrl-c');
			expect(await terminal.exit).toBe(130);
			expect(terminal.scrollback()).toContain('! Cancelled');
			expect(terminal.scrollback()).toMatch(/(?<!-)\bicanon\b[^]*(?<!-)\becho\b/);
			expect(terminal.restored()).toEqual(asItWas);
		});

		it('while the project is read ends with 130 and a terminal as it was', async () => {
			const {terminal} = await start(['--no-cache'], {stty: true});
			await terminal.waitFor('ctrl-c stop', patience);
			terminal.press('ctrl-c');
			expect(await terminal.exit).toBe(130);
			expect(terminal.scrollback()).toMatch(/(?<!-)\bicanon\b[^]*(?<!-)\becho\b/);
			expect(terminal.restored()).toEqual(asItWas);
		});
	});

	it.each([
		['SIGTERM', 143],
		['SIGHUP', 129],
	])('F28: %s ends with %d and a terminal as it was', async (signal, code) => {
		const {terminal} = await start();
		await terminal.waitFor('Which environment?', patience);
		terminal.kill(signal);
		expect(await terminal.exit).toBe(code);
		expect(terminal.restored()).toEqual(asItWas);
	});

	it.each([[[]], [['--plain']], [['--accessible']]])(
		'F28: ends with 129 when the terminal goes away (%j)',
		async args => {
			const code = join(world.folder, 'exit-code');
			await rm(code, {force: true});
			const {terminal} = await start([], {
				command: 'sh',
				args: ['-c', `trap '' HUP; "$@"; echo $? > '${code}'`, 'sh', process.execPath, program, ...args],
			});
			await terminal.waitFor('Which environment?', patience);
			terminal.hangUp();
			await expect.poll(async () => readFile(code, 'utf8').catch(() => ''), {timeout: 20_000}).toBe('129\n');
		},
	);

	it('B61: asks nobody where stdin is closed', async () => {
		const {terminal} = await start([], {command: 'sh', args: ['-c', '"$@" <&-', 'sh', process.execPath, program]});
		expect(await terminal.exit).toBe(2);
		for (const flag of ['--image', '--yes']) expect(terminal.scrollback()).toContain(flag);
		// The kubeconfig has a context to look for it in.
		expect(terminal.scrollback()).not.toContain('--host');
	});
});

/** The row that the cursor is on; `undefined` while a frame is half drawn. */
const cursor = (screen: string): string | undefined => /❯ (.*)/.exec(screen)?.[1];

/** A frame of the plan, once: its header, its title and its last action, and none of it wider or higher than the window. */
function isWhole(screen: string, columns: number, rows: number): boolean {
	const lines = screen.split('\n');
	const times = (pattern: RegExp): number => lines.filter(line => pattern.test(line)).length;
	const once = [/^ kfp-wizard {3}/, /^ What will happen/, /^ ❯ Go ahead$/, /^ ↑↓ /].every(
		pattern => times(pattern) === 1,
	);
	return once && lines.length < rows && lines.every(line => line.length <= columns);
}
