// AWS keys typed into the guided deploy: they come whole into the Secret, and into no byte of what is written, in any mode.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {describeWith} from '../bed/part.ts';
import {asItWas, openGuide, openGuidedWorld, patience} from './guide.ts';
import {allParts, keys, leaks, type World} from './world.ts';

describeWith(await allParts(), 'keys that are typed', parts => {
	let world: World;
	beforeAll(async () => {
		world = await openGuidedWorld(parts);
	});
	afterAll(() => world.close());

	const {AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret} = keys;
	/** Pasted where a terminal says that it is pasted, typed elsewhere. */
	const modes = {
		ink: [
			[/No AWS keys were found[^]*❯ Type the keys/, '\r'],
			[/AWS access key id[^]*❯/, `${id}\r`],
			[/AWS secret access key[^]*❯/, `\u001B[200~${secret}\n\u001B[201~\r`],
		],
		plain: [
			[/\? No AWS keys[^]*navigate/, 'Type'],
			[/❯ Type the keys/, '\r'],
			[/\? AWS access key id/, `${id}\r`],
			[/\? AWS secret access key.*masked/, `${secret}\r`],
		],
		accessible: [
			[/No AWS keys[^]*:$/, 'Type the keys\r'],
			[/AWS access key id.*:$/, `${id}\r`],
			[/AWS secret access key.*:$/, `${secret}\r`],
		],
	} as const;
	const plan = {ink: /❯ Go ahead/, plain: /\? Go ahead\?[^]*navigate/, accessible: /Go ahead\?[^]*\[1\]:$/} as const;
	const save = {ink: /Save these/, plain: /\? Save these.*\(Y\/n\)/, accessible: /Save these[^]*\[yes\]:$/} as const;

	it.each(['ink', 'plain', 'accessible'] as const)('in the %s mode', {timeout: 120_000}, async mode => {
		const name = `keys-${mode}`;
		const flags = `--env prod --pipeline __default__ --group-by node --no-run --host ${world.kfp.url} --secret ${name}`;
		const {terminal} = await openGuide(
			world,
			[...flags.split(' '), '--image', `${parts.registry}/e2e/keys`, ...(mode === 'ink' ? [] : [`--${mode}`])],
			{rows: 100, env: {AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: ''}},
		);
		try {
			for (const [seen, text] of [...modes[mode], [plan[mode], '\r'], [save[mode], 'n\r']] as const) {
				await terminal.waitFor(seen, patience);
				terminal.type(text);
			}
			expect(await terminal.exit, terminal.scrollback()).toBe(0);
			// The key id is no secret, and was typed in the open.
			expect(leaks(terminal.raw().replaceAll(id, ''))).toBe(false);
			for (const part of [secret.slice(0, 12), secret.slice(12, 24)]) expect(terminal.raw()).not.toContain(part);
			expect(terminal.restored()).toEqual(asItWas);
		} finally {
			await terminal.close();
		}
		const made = world.kubernetes.secrets()[`kubeflow/${name}`];
		expect(made).toMatchObject({data: {AWS_SECRET_ACCESS_KEY: Buffer.from(secret).toString('base64')}});
		expect(leaks(await readFile(join(world.project, 'bike-share.yaml'), 'utf8'))).toBe(false);
		expect(leaks((await world.calls()).join('\n'))).toBe(false);
		expect(leaks(JSON.stringify(world.kfp.requests()))).toBe(false);
	});
});
