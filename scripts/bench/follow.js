// How much of a core it takes to follow a run of many tasks: a server plays the run, the live view follows it.
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import pty from '@lydell/node-pty';
import {Stop} from '../demo/processes.js';
import {bundleView} from './bundle-view.js';

export const tasks = 200;
export const atATime = 10;

/** @returns seconds of processor time, and seconds that passed. */
export async function follow(folder, minutes) {
	const program = await bundleView('scripts/bench/follow-view.ts', join(folder, 'follow.mjs'));
	const server = createServer(play(minutes * 60_000));
	await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
	const file = join(folder, 'follow-cpu');
	const env = {...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', CI: ''};
	const args = [program, file, `http://127.0.0.1:${server.address().port}`];
	const terminal = pty.spawn(process.execPath, args, {cols: 120, rows: 40, env});
	let end = '';
	terminal.onData(data => (end = (end + data).slice(-2000)));
	const exitCode = await new Promise(resolve => terminal.onExit(({exitCode: code}) => resolve(code)));
	server.close();
	if (exitCode !== 0) throw new Stop(1, [`The live view ended with ${exitCode}:\n${end}`]);
	return JSON.parse(readFileSync(file, 'utf8'));
}

/** Ten tasks after ten others, all in that time; as the real server it changes what it says every ten seconds. */
function play(length) {
	const started = Date.now();
	const begun = new Date(started).toISOString();
	return (request, response) => {
		const path = new URL(request.url, 'http://server').pathname;
		const json = path.endsWith('/healthz')
			? {tag_name: '2.17.0', commit_sha: 'x', multi_user: false}
			: path.endsWith('/runs/run-1')
				? run(Math.floor((Date.now() - started) / 10_000) * 10_000, length, begun)
				: {runs: []};
		response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(json));
	};
}

function run(elapsed, length, begun) {
	const isOver = elapsed >= length;
	const done = isOver ? tasks : Math.floor((elapsed / length) * tasks);
	const rows = [row('wf', isOver, begun), row('root', isOver, begun), row('root-driver', true, begun)];
	for (let index = 0; index < Math.min(tasks, done + atATime); index++) {
		const name = `layer-${Math.floor(index / 10)}-task-${index}`;
		const ended = index < done;
		for (const one of [`${name}-driver`, `${name}-driver(0)`]) rows.push(row(one, true, begun));
		for (const one of [name, `${name}(0)`, 'executor', 'executor(0)']) rows.push(row(one, ended, begun));
	}
	return {
		run_id: 'run-1',
		display_name: 'bench',
		state: isOver ? 'SUCCEEDED' : 'RUNNING',
		created_at: begun,
		finished_at: isOver ? new Date().toISOString() : '1970-01-01T00:00:00Z',
		run_details: {task_details: rows},
	};
}

const row = (name, ended, begun) => ({
	run_id: 'run-1',
	task_id: '0b6c3a9e-8a4f-4d0e-9c1d-2f7a5b1c9d3e',
	display_name: name,
	create_time: begun,
	start_time: begun,
	end_time: ended ? new Date().toISOString() : '0001-01-01T00:00:00Z',
	state: ended ? 'SUCCEEDED' : 'RUNNING',
	state_history: [{update_time: begun, state: 'RUNNING'}],
	child_tasks: [{pod_name: 'wf-1234567890'}],
});
