// A registry that refuses: the engine's own login has the terminal, and what was answered survives Ctrl-C.
import {readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {describeWith} from '../bed/part.ts';
import {startRegistry} from '../bed/registry.ts';
import {asItWas, openGuide, openGuidedWorld, patience} from './guide.ts';
import {allParts, leaks, type World} from './world.ts';

const password = 'open-sesame-1234';
// bcrypt, of the password above
const htpasswd = 'ada:$2b$04$xQodcw75No6xhlqX7RoeVO5uLZpQInzFMLBkXxpo/KFiNz2X3eCJW\n';

describeWith(await allParts(), 'a registry that requires a login', parts => {
	let world: World;
	let registry: Awaited<ReturnType<typeof startRegistry>>;
	let image = '';
	beforeAll(async () => {
		[world, registry] = await Promise.all([openGuidedWorld(parts), startRegistry(htpasswd)]);
		if (!('value' in registry.part)) throw new Error('there is no registry');
		image = `${registry.part.value.host}/e2e/refused`;
	});
	afterAll(async () => {
		await Promise.all([world.close(), registry.stop()]);
	});

	const asked = {ink: /❯ Log in to/, accessible: /1: Log in to[^]*\]:$/} as const;
	const next = {ink: /How should kfp-wizard reach[^]*❯/, accessible: /How should kfp-wizard reach[^]*:$/} as const;

	it.each(['ink', 'accessible'] as const)('in the %s mode', {timeout: 120_000}, async mode => {
		const flags = ['deploy', ...(mode === 'ink' ? [] : [`--${mode}`])];
		const more = `--env prod --pipeline __default__ --group-by node --no-secret --image ${image}`.split(' ');
		const env = {KUBECONFIG: '/nowhere'};
		for (const kept of ['.docker', '.cache']) await rm(join(world.folder, kept), {recursive: true, force: true});
		const {terminal} = await openGuide(world, [...flags, ...more], {env, columns: 200});
		try {
			await terminal.waitFor(asked[mode], patience);
			terminal.press('enter');
			// Docker's own words, on a screen on which nothing else draws.
			await terminal.waitFor(/Username.*: ?$/m, patience);
			terminal.type('ada\r');
			await terminal.waitFor(/Password: ?$/m, patience);
			terminal.type(`${password}\r`);
			await terminal.waitFor(next[mode], patience);
			expect(await readdir(join(world.folder, '.docker'))).toContain('config.json');
			terminal.press('enter');
			await terminal.waitFor(/What is the address/, patience);
			terminal.press('ctrl-c');
			expect(await terminal.exit, terminal.scrollback()).toBe(130);
			const said = terminal.scrollback().replaceAll(/\s+/g, ' ');
			expect(said).toContain('Nothing was changed');
			for (const flag of ['--env prod', '--pipeline __default__', `--image ${image}`, '--no-secret'])
				expect(said, said).toContain(flag);
			expect(leaks(terminal.raw()) || terminal.raw().includes(password)).toBe(false);
			expect(terminal.restored()).toEqual(asItWas);
		} finally {
			await terminal.close();
		}
		if (mode !== 'ink') return;
		const again = await openGuide(world, flags, {env});
		try {
			await again.terminal.waitFor(/❯ Continue /, patience);
			again.terminal.press('enter');
			await again.terminal.waitFor(/What is the address/, patience);
			again.terminal.press('ctrl-c');
			expect(await again.terminal.exit).toBe(130);
		} finally {
			await again.terminal.close();
		}
	});
});
