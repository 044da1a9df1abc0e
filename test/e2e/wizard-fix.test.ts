// Findings fixed in the guided deploy: the files are there, the checks pass, and it goes on, in each UI mode.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {describeWith} from '../bed/part.ts';
import {asItWas, openBrokenWorld, openGuide, patience} from './guide.ts';
import {allParts, type World} from './world.ts';

const nodes = 'src/bike_share/pipelines/preparation/pipeline.py';
const catalog = 'conf/prod/catalog.yml';

describeWith(await allParts(), 'a project that is not ready', parts => {
	const worlds: World[] = [];
	const fixed = new Map<string, readonly string[]>();
	afterAll(async () => {
		await Promise.all(worlds.map(async world => world.close()));
	});

	/** What is waited for and typed in each mode, from the question for the place of the data on. */
	const modes = {
		ink: [
			[/Where should local and in-memory datasets be stored/, '\r'],
			[/2 errors · [^]*F fix all 4/, 'F'],
			[/conf\/prod\/catalog\.yml [^]*Make these 4 changes\?/, '\r'],
			[/Where should the image/, '\u0003'],
		],
		plain: [
			[/\? Where should local and in-memory datasets be stored.*s3/, '\r'],
			[/\? What [^]*❯ Fix all 4[^]*navigate/, '\r'],
			[/\? Where should the image/, '\u0003'],
		],
		accessible: [
			[/Where should local and in-memory datasets be stored[^]*\]:$/, '\r'],
			[/1: Fix all 4\n[^]*\[1\]:$/, '\r'],
			[/Where should the image[^]*:$/, '\u0003'],
		],
	} as const;

	it.each(['ink', 'plain', 'accessible'] as const)('is fixed in the %s mode', {timeout: 120_000}, async mode => {
		const world = await openBrokenWorld(parts);
		worlds.push(world);
		const flags = ['--env', 'prod', '--pipeline', '__default__', '--group-by', 'node'];
		const {terminal} = await openGuide(world, mode === 'ink' ? flags : [...flags, `--${mode}`], {rows: 100});
		try {
			for (const [seen, keys] of modes[mode]) {
				await terminal.waitFor(seen, patience);
				terminal.type(keys);
			}
			expect(await terminal.exit).toBe(130);
			const said = terminal.scrollback();
			expect(said).toMatch(/Wrote conf\/prod\/catalog\.yml/);
			expect(said).toMatch(/Checks +0 warnings, \d+ checks passed/);
			expect(terminal.restored()).toEqual(asItWas);
		} finally {
			await terminal.close();
		}
		const read = async (path: string): Promise<string> => readFile(join(world.project, path), 'utf8');
		expect(await read(catalog)).toMatch(
			/^weather:\n {2}type: \w+\.\w+Dataset\n {2}filepath: s3:\/\/\$\{globals:bucket\}\//m,
		);
		expect(await read(nodes)).toContain('name="build_features"');
		fixed.set(mode, [await read(catalog), await read(nodes)]);
		const checked = await world.run(['check', '--env', 'prod']);
		expect(checked.exitCode, checked.stderr).toBe(0);
	});

	it('is fixed alike in all of them', () => {
		expect(fixed.get('plain')).toEqual(fixed.get('ink'));
		expect(fixed.get('accessible')).toEqual(fixed.get('ink'));
	});
});
