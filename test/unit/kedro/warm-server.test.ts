// The process that tasks are forked from: why there is none, and what becomes of a task once it has ended.
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it, vi} from 'vitest';
import {beginImports, NotWarm, startWarmServer, type WarmServer} from '../../../src/kedro/warm-server.ts';
import {scratch} from '../../support/scratch.ts';

const {signal} = new AbortController();

/** A script stands for Python. */
async function start(script: string): Promise<WarmServer> {
	const python = join(await scratch(), 'python');
	await writeFile(python, `#!/bin/sh\n${script}\n`, {mode: 0o755});
	return startWarmServer({python, project: async () => '/project', env: {}, signal});
}

it('says why there is none', async () => {
	await expect(start('echo first >&2; echo why >&2; exit 1')).rejects.toEqual(new NotWarm('why'));
	const missing = startWarmServer({python: '/nowhere/python', project: async () => '/project', env: {}, signal});
	await expect(missing).rejects.toEqual(new NotWarm('/nowhere/python cannot be started'));
});

it('a task that is to start after it has ended is killed, as those that it runs are', async () => {
	const killed = {exitCode: 137};
	const options = {cwd: '/', env: {}, signal, onText: () => {}};
	const isAsked = `read -r project; [ "$project" = '"/project"' ] || exit 1`;
	const running = await start(`${isAsked}; echo '{"kedro": "/kedro", "python": null, "threads": 0}'; read -r task`);
	expect(running.takes(['kedro', 'run'])).toBe(true);
	expect(await running.run(['kedro', 'run'], options)).toEqual(killed);
	await vi.waitFor(() => expect(running.takes(['kedro', 'run'])).toBe(false));
	expect(await running.run(['kedro', 'run'], options)).toEqual(killed);
});

it('is the process that was begun before, unless it needs another environment', async () => {
	const folder = await scratch();
	const [python, starts] = [join(folder, 'python'), join(folder, 'starts')];
	const script = `echo start >> '${starts}'; read -r project; echo '{"kedro": "/kedro", "python": null, "threads": 0}'; read -r task`;
	await writeFile(python, `#!/bin/sh\n${script}\n`, {mode: 0o755});
	const serve = (env: Readonly<Record<string, string>>) =>
		startWarmServer({python, project: async () => '/project', env, signal});
	const started = async () => (await readFile(starts, 'utf8')).match(/start/g)?.length;
	beginImports({python, env: {B: '2', A: '1'}});
	(await serve({A: '1', B: '2'})).close();
	expect(await started()).toBe(1);
	(await serve({A: '1', B: '2'})).close();
	expect(await started()).toBe(2);
	beginImports({python, env: {A: '1'}});
	await vi.waitFor(async () => expect(await started()).toBe(3));
	(await serve({A: '2'})).close();
	expect(await started()).toBe(4);
});
