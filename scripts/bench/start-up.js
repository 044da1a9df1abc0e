// How fast processes start, and the wizard's first frame in a pseudo-terminal.
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import pty from '@lydell/node-pty';
import {Stop} from '../demo/processes.js';
import {root} from '../prepare.js';

const program = join(root, 'bin', 'kfp-wizard.js');

/** Wall time of a whole process in milliseconds. @throws Stop when it fails. */
export async function timed(command, args, options = {}) {
	const start = performance.now();
	const child = spawn(command, args, {stdio: ['ignore', 'ignore', 'pipe'], ...options});
	let words = '';
	child.stderr.setEncoding('utf8').on('data', text => (words = (words + text).slice(-2000)));
	const status = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
	const time = performance.now() - start;
	if (status !== 0) throw new Stop(1, [`${command} ${args.join(' ')} ended with ${status}:`, words]);
	return time;
}

/** Milliseconds to the wizard's first frame; `node` is the Node that runs it. */
export async function firstFrame(project, python, node = process.execPath) {
	const start = performance.now();
	const env = {...process.env, TERM: 'xterm-256color', CI: ''};
	const args = [program, '--project', project, '--python', python];
	const terminal = pty.spawn(node, args, {cols: 100, rows: 30, env});
	const ended = new Promise(resolve => terminal.onExit(resolve));
	let text = '';
	const shown = await new Promise(resolve => {
		terminal.onData(data => {
			text += data;
			if (text.includes('Project')) resolve(performance.now());
		});
		terminal.onExit(() => resolve(undefined));
	});
	terminal.kill('SIGTERM');
	await ended;
	if (shown === undefined) throw new Stop(1, [`The wizard ended without a frame:\n${text}`]);
	return shown - start;
}
