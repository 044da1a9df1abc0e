// A soak run: the live view of an hour's run, played in less time or in full length, and its memory at both ends.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import pty from '@lydell/node-pty';
import {Stop} from '../demo/processes.js';
import {bundleView} from './bundle-view.js';

/** Minutes of a run that are played. */
export const played = 60;

/** @returns what was measured when everything had been drawn once, and at the end; bytes, seconds since the start, frames. */
export async function soak(folder, minutes) {
	const program = await bundleView('scripts/bench/soak-view.ts', join(folder, 'soak.mjs'));
	const file = join(folder, 'soak-memory');
	const env = {...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', CI: ''};
	const args = ['--expose-gc', program, file, String(minutes), String(played)];
	const terminal = pty.spawn(process.execPath, args, {cols: 120, rows: 40, env});
	let frames = 0;
	let end = '';
	terminal.onData(data => {
		// Each frame begins with this: it is to be shown at once.
		frames += data.split('\u001B[?2026h').length - 1;
		end = (end + data).slice(-2000);
	});
	const exitCode = await new Promise(resolve => terminal.onExit(({exitCode: code}) => resolve(code)));
	if (exitCode !== 0) throw new Stop(1, [`The live view ended with ${exitCode}:\n${end}`]);
	const [start, last] = readFileSync(file, 'utf8').trim().split('\n').map(JSON.parse);
	return {start, last, frames};
}
