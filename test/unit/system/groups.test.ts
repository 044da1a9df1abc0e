// Process groups end with the process that started them, whatever way that ends.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {beforeEach, expect, it} from 'vitest';
import {lives} from '../../support/processes.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const folder = useTemporaryFolder();

/** Starts two groups, ends one, prints the process ids of the other, then ends by itself or waits. */
const contents = `
	import {spawn} from 'node:child_process';
	import {once} from 'node:events';
	import {endsWithThisProcess} from './src/system/groups.ts';
	const start = script => {
		const child = spawn('sh', ['-c', script], {detached: true, stdio: ['ignore', 'pipe', 'ignore']});
		return {child, leave: endsWithThisProcess(child.pid)};
	};
	const short = start('exit 0');
	await once(short.child, 'exit');
	short.leave();
	const long = start('sleep 600 & echo $$ $!; wait');
	const [text] = await once(long.child.stdout, 'data');
	process.stdout.write(text, () => process.argv[2] === 'waits' || process.exit(0));
	setTimeout(() => {}, 60_000);
`;

let program: string;

beforeEach(async () => {
	program = join(folder.path, 'starter.mjs');
	const resolveDir = fileURLToPath(new URL('../../..', import.meta.url));
	const stdin = {contents, resolveDir, loader: 'ts'} as const;
	await build({stdin, outfile: program, bundle: true, platform: 'node', format: 'esm', logLevel: 'error'});
});

it.each(['exit', 'SIGTERM', 'SIGKILL'] as const)(
	'F27, F29: a group ends with the process that started it: %s',
	async way => {
		const args = way === 'exit' ? [] : ['waits'];
		const parent = spawn(process.execPath, [program, ...args], {stdio: ['ignore', 'pipe', 'inherit']});
		const [text] = (await once(parent.stdout, 'data')) as [Buffer];
		const pids = text.toString().trim().split(' ').map(Number);
		expect(pids).toHaveLength(2);
		if (way !== 'exit') parent.kill(way);
		await once(parent, 'exit');
		await expect.poll(async () => Promise.all(pids.map(lives)), {timeout: 10_000}).toEqual([false, false]);
	},
);
