// Process groups: the processes of a program end with it, and with a signal; it has only the given environment.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {execa} from 'execa';
import {expect, it, vi} from 'vitest';
import {runGroup} from '../../../src/system/process-group.ts';
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

/** Whether a process is there and is no zombie that its parent has not asked about. */
async function lives(pid: number): Promise<boolean> {
	const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
	return status !== undefined && !/\) Z /.test(status);
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
	expect(await sh('echo out; echo err >&2; exit 3')).toMatchObject({exitCode: 3, killedBy: undefined});
	expect((await sh('echo out; echo err >&2')).text.split('\n').sort()).toEqual(['', 'err', 'out']);
	expect(await sh('kill -9 $$')).toMatchObject({killedBy: 'SIGKILL'});
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

it('a group that ignores SIGTERM is killed, grandchildren too', async () => {
	const controller = new AbortController();
	const stubborn = `trap '' TERM; sh -c 'trap "" TERM; echo $$ > grandchild; while :; do sleep 0.05; done' & while :; do sleep 0.05; done`;
	const work = sh(stubborn, {signal: controller.signal, patience: 200});
	const grandchild = await pidIn('grandchild');
	controller.abort();
	await expect(work).rejects.toMatchObject({kind: 'cancelled'});
	expect(await lives(grandchild)).toBe(false);
});

it('a group ends with this process when that exits at once', async () => {
	const module = JSON.stringify(fileURLToPath(new URL('../../../src/system/process-group.ts', import.meta.url)));
	const entry = join(folder.path, 'entry.ts');
	const {build} = await import('esbuild');
	const contents = `import {runGroup} from ${module};
// Before the program starts: the file that it writes is what this process gets its signal for.
process.on('SIGUSR2', () => process.exit(7));
const signal = new AbortController().signal;
void runGroup('sh', ['-c', 'echo $$ > leader; exec sleep 300'], {cwd: ${JSON.stringify(folder.path)}, env: {PATH: process.env.PATH}, signal, onText() {}});`;
	const bundle = join(folder.path, 'entry.mjs');
	await build({
		stdin: {contents, sourcefile: entry, resolveDir: fileURLToPath(new URL('../../..', import.meta.url)), loader: 'ts'},
		bundle: true,
		platform: 'node',
		format: 'esm',
		outfile: bundle,
		logLevel: 'error',
		banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
	});
	const parent = execa(process.execPath, [bundle], {reject: false});
	const leader = await pidIn('leader');
	expect(await lives(leader)).toBe(true);
	parent.kill('SIGUSR2');
	expect((await parent).exitCode).toBe(7);
	await vi.waitFor(async () => expect(await lives(leader)).toBe(false), 20_000);
});
