// `npm run bench`: what a rehearsal adds to its tasks, how fast the program starts, and how big it is. Prints a table.
import {mkdtempSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {arch, cpus, platform, tmpdir} from 'node:os';
import {join} from 'node:path';
import {median, row, series, table} from './bench/numbers.js';
import {byHand, compile, rehearse, tasks, writeChain} from './bench/rehearsal.js';
import {owned, withCleanUp} from './demo/processes.js';
import {environment, findPython} from './demo/python.js';
import {prepare, root} from './prepare.js';

const rounds = 9;
const starts = 11;
const program = join(root, 'bin', 'kfp-wizard.js');
const say = (...lines) => console.error(lines.join('\n'));

prepare();
// Only now: these import packages, which a fresh clone does not have before.
const {firstFrame, timed} = await import('./bench/start-up.js');
const {importTypeScript} = await import('./import-typescript.js');

await withCleanUp(async () => {
	const folder = owned(mkdtempSync(join(tmpdir(), 'kfp-wizard-bench-')));
	const python = await environment(findPython(), folder, say);
	const project = writeChain(join(folder, 'chain'), join(folder, 'data'));

	say('', `▸ Start-up: ${starts} times each`);
	const version = await series(starts, () => timed(process.execPath, [program, '--version']));
	const help = await series(starts, () => timed(process.execPath, [program, '--help']));
	const frame = await series(starts, () => firstFrame(project, python));
	const node = await series(starts, () => timed(process.execPath, ['--eval', '']));

	say('', `▸ Rehearsal: ${rounds} times ${tasks} tasks that do nothing, in turn with the same commands by hand`);
	const spec = join(folder, 'chain.yaml');
	await compile(project, python, spec);
	const {readSpec} = await importTypeScript("export {readSpec} from './src/spec/read.ts';");
	const {executions} = readSpec(readFileSync(spec, 'utf8'));
	await byHand(executions.slice(0, 1), project, python, folder);
	const hand = [];
	const rehearsed = [];
	for (let round = 1; round <= rounds; round++) {
		const work = [
			async () => hand.push(await byHand(executions, project, python, folder)),
			async () => rehearsed.push(await rehearse(spec, project, python)),
		];
		for (const measure of round % 2 === 0 ? work.toReversed() : work) await measure();
		const [theirs, ours] = [hand.at(-1), rehearsed.at(-1).perTask].map(value => Math.round(value));
		say(`  ${round}/${rounds}: by hand ${theirs} ms a task, rehearsed ${ours} ms`);
	}
	const perTask = rehearsed.map(each => each.perTask);
	const overheads = perTask.map((value, round) => (value / hand[round] - 1) * 100);

	const dist = readdirSync(join(root, 'dist')).map(name => statSync(join(root, 'dist', name)).size);
	const kilobytes = bytes => `${(bytes / 1000).toFixed(0)} kB`;
	table([
		['measured', 'min', 'median', 'max'],
		row('a task by hand: kedro run of one node', hand),
		row('a task rehearsed, --parallel 1', perTask),
		row(
			'rehearsal, before its first task',
			rehearsed.map(each => each.before),
		),
		row('node itself', node),
		row('kfp-wizard --version', version),
		row('kfp-wizard --help', help),
		row('first frame of the wizard', frame),
		['dist/, all files', '', kilobytes(dist.reduce((sum, size) => sum + size, 0)), ''],
		[
			'dist/kfp-wizard.js, read by every command',
			'',
			kilobytes(statSync(join(root, 'dist', 'kfp-wizard.js')).size),
			'',
		],
	]);
	console.log(
		[
			'',
			`What a rehearsal adds to a task: ${median(overheads).toFixed(1)} % (median of the rounds, ${Math.min(...overheads).toFixed(1)} to ${Math.max(...overheads).toFixed(1)} %; the aim is at most 15 %).`,
			`A task: wall time of ${tasks} do-nothing nodes in a chain, over ${tasks}; rehearsed from the list of the tasks to the end of the last`,
			'one, with the copies of the project that each gets. Both keep their output in files and have the same environment.',
			`First frame: from the start of the process in a pseudo-terminal to the list of steps. Node ${process.versions.node}, ${platform()} ${arch()}, ${cpus().length} cores.`,
		].join('\n'),
	);
});
