// Attached programs: their lines, their end, and that none outlives the process that started it.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {describe, expect, it} from 'vitest';
import {startAttached} from '../../../src/system/attached.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const folder = useTemporaryFolder();

/** A program that starts an attached one, prints its process id, and ends by itself or waits to be killed. */
async function starter(waits: boolean): Promise<string> {
	const outfile = join(folder.path, `starter-${waits}.mjs`);
	const contents = `
		import {startAttached} from './src/system/attached.ts';
		const onLine = line => process.stdout.write(line + '\\n', () => ${waits} || process.exit(0));
		startAttached('sh', ['-c', 'echo $$; exec sleep 600'], {env: {}, onLine, onEnd: () => {}});
		setTimeout(() => {}, 60_000);
	`;
	const root = fileURLToPath(new URL('../../..', import.meta.url));
	await build({
		stdin: {contents, resolveDir: root, loader: 'ts'},
		outfile,
		bundle: true,
		platform: 'node',
		format: 'esm',
		logLevel: 'error',
	});
	return outfile;
}

async function isGone(pid: number): Promise<boolean> {
	for (let tries = 0; tries < 100; tries++) {
		try {
			process.kill(pid, 0);
		} catch {
			return true;
		}
		await wait(50);
	}
	return false;
}

describe('an attached program', () => {
	it('reports its lines and its end', async () => {
		const lines: string[] = [];
		await new Promise<void>(resolve => {
			startAttached('sh', ['-c', 'echo "$GREETING $1"; echo second >&2', 'sh', 'a b'], {
				env: {GREETING: 'hello'},
				onLine: line => lines.push(line),
				onEnd: resolve,
			});
		});
		await expect.poll(() => lines.toSorted()).toEqual(['hello a b', 'second']);
	});

	it('reports its end when there is no such program', async () => {
		await new Promise<void>(resolve => {
			startAttached('/no/such/program', [], {env: {}, onLine: () => {}, onEnd: resolve});
		});
	});

	it('ends when it is stopped', async () => {
		const lines: string[] = [];
		let isEnded = false;
		const attached = startAttached('sh', ['-c', 'echo $$; exec sleep 600'], {
			env: {},
			onLine: line => lines.push(line),
			onEnd: () => (isEnded = true),
		});
		await expect.poll(() => lines.length).toBe(1);
		attached.end();
		expect(await isGone(Number(lines[0]))).toBe(true);
		await expect.poll(() => isEnded).toBe(true);
	});

	it.each(['exit', 'SIGTERM', 'SIGKILL'] as const)('ends with the process that started it: %s', async way => {
		const parent = spawn(process.execPath, [await starter(way !== 'exit')], {stdio: ['ignore', 'pipe', 'inherit']});
		const [text] = (await once(parent.stdout, 'data')) as [Buffer];
		const child = Number(text.toString().trim());
		expect(child).toBeGreaterThan(1);
		if (way !== 'exit') parent.kill(way);
		await once(parent, 'exit');
		expect(await isGone(child)).toBe(true);
	});
});
