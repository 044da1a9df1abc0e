// Process groups: the processes of a program end with it, and with a signal; it has only the given environment.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it, vi} from 'vitest';
import {runGroup} from '../../../src/system/process-group.ts';
import {lives} from '../../support/processes.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const folder = useTemporaryFolder();

const never = new AbortController().signal;

const env = {PATH: process.env['PATH'] ?? ''};

async function sh(script: string, more: Partial<Parameters<typeof runGroup>[2]> = {}) {
	let text = '';
	const options = {cwd: folder.path, env, signal: never, onText: (piece: string) => void (text += piece), ...more};
	const result = await runGroup('sh', ['-c', script], options);
	return {...result, text};
}

const pidIn = async (name: string): Promise<number> => {
	const text = await vi.waitFor(async () => {
		const found = await readFile(join(folder.path, name), 'utf8');
		expect(found).toMatch(/\d\n/);
		return found;
	}, 20_000);
	return Number(text);
};

it('a program gives its exit code, both outputs and the signal that ended it', async () => {
	expect(await sh('echo out; echo err >&2; exit 3')).toMatchObject({exitCode: 3});
	expect((await sh('echo out; echo err >&2')).text.split('\n').sort()).toEqual(['', 'err', 'out']);
	expect(await sh('kill -9 $$')).toMatchObject({exitCode: 137});
	expect((await sh('cat; echo closed')).text).toBe('closed\n');
});

it('a program has only the given environment, and is looked up on its PATH', async () => {
	const options = {cwd: folder.path, env: {ONLY: 'this', PATH: env.PATH}, signal: never};
	let text = '';
	await runGroup('env', [], {...options, onText: piece => void (text += piece)});
	expect(text.trim().split('\n').sort()).toEqual([`ONLY=this`, `PATH=${env.PATH}`]);
	const missing = runGroup('no-such-program', [], {...options, onText: () => {}});
	await expect(missing).rejects.toMatchObject({kind: 'outside', code: 'TOOL_MISSING'});
	await expect(runGroup('env', ['a\0b'], {...options, onText: () => {}})).rejects.toMatchObject({kind: 'outside'});
});

it('processes that a program leaves behind are killed', async () => {
	const {exitCode, text} = await sh('sleep 300 & echo $!');
	expect(exitCode).toBe(0);
	expect(await lives(Number(text))).toBe(false);
});

it('the signal ends the whole group, with SIGTERM first', async () => {
	const controller = new AbortController();
	const work = sh(`trap 'echo ended > said; exit 0' TERM; sh -c 'sleep 300 & echo $! > grandchild; wait' & wait`, {
		signal: controller.signal,
	});
	const grandchild = await pidIn('grandchild');
	controller.abort();
	await expect(work).rejects.toMatchObject({kind: 'cancelled'});
	expect(await readFile(join(folder.path, 'said'), 'utf8')).toBe('ended\n');
	expect(await lives(grandchild)).toBe(false);
	await expect(sh('true', {signal: controller.signal})).rejects.toMatchObject({kind: 'cancelled'});
});

it('F27: a group that ignores SIGTERM is killed, grandchildren too', async () => {
	const controller = new AbortController();
	const stubborn = `trap '' TERM; sh -c 'trap "" TERM; echo $$ > grandchild; while :; do sleep 0.05; done' & while :; do sleep 0.05; done`;
	const work = sh(stubborn, {signal: controller.signal, patience: 200});
	const grandchild = await pidIn('grandchild');
	controller.abort();
	await expect(work).rejects.toMatchObject({kind: 'cancelled'});
	expect(await lives(grandchild)).toBe(false);
});
