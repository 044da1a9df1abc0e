// `npm run bench`: how fast the program starts, compiles, is installed, rehearses and answers to keys, how its memory
// grows, what following a run takes, and how big it is. Where there is a goal, prints ratios of medians of runs in turn, as a table
// of Markdown for docs/performance.md. `npm run bench -- keys soak` measures only these parts; `--soak MINUTES` is the real length of the soak run, which tells an hour (default 3); `--follow MINUTES` that of the run that is followed (default 2).
import {mkdtempSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {arch, cpus, platform, tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {parseArgs} from 'node:util';
import {median, row, table} from './bench/numbers.js';
import {compared, counted, inTurn, markdown, noise} from './bench/ratios.js';
import {byHand, compile, rehearse, tasks, writeChain} from './bench/rehearsal.js';
import {owned, Stop, withCleanUp} from './demo/processes.js';
import {environment, findPython} from './demo/python.js';
import {prepare, root} from './prepare.js';

const rounds = 9;
const starts = 11;
const program = join(root, 'bin', 'kfp-wizard.js');
const say = (...lines) => console.error(lines.join('\n'));
const kilobytes = bytes => `${(bytes / 1000).toFixed(0)} kB`;
const megabytes = bytes => `${(bytes / 1e6).toFixed(1)} MB`;

/** Each gives rows of the table and words below it. */
const parts = {start, compiling, growth, redeploy, installing, rehearsal, example, keys, soak, follow, size};
const {values, positionals} = parseArgs({
	options: {soak: {type: 'string', default: '3'}, follow: {type: 'string', default: '2'}},
	allowPositionals: true,
});

prepare();
// Only now: these import packages, which a fresh clone does not have before.
const {firstFrame, timed} = await import('./bench/start-up.js');
const {compareCompile} = await import('./bench/compile.js');
const {compareSpecWriting, growth: measureGrowth} = await import('./bench/growth.js');
const {compareInstall} = await import('./bench/install.js');
const {compareRedeploy} = await import('./bench/redeploy.js');
const {compareRehearsal} = await import('./bench/example.js');
const {measureKeys, nodes, presses, writeThousand} = await import('./bench/keys.js');
const {soak: runSoak, played} = await import('./bench/soak.js');
const {follow: runFollow, tasks: followed, atATime} = await import('./bench/follow.js');
const {watchPods} = await import('./bench/watch-pods.js');
const {importTypeScript} = await import('./import-typescript.js');

await withCleanUp(async () => {
	const unknown = positionals.find(name => !(name in parts));
	if (unknown !== undefined) throw new Stop(2, [`There is no part ${unknown}, only ${Object.keys(parts).join(', ')}.`]);
	const folder = owned(mkdtempSync(join(tmpdir(), 'kfp-wizard-bench-')));
	const python = await environment(findPython(), folder, say);
	const project = writeChain(join(folder, 'chain'), join(folder, 'data'));
	const measured = [];
	for (const name of positionals.length === 0 ? Object.keys(parts) : positionals)
		measured.push(await parts[name]({folder, python, project}));
	const rows = measured.flatMap(part => part.rows);
	if (rows.length > 0) table([['measured', 'min', 'median', 'max'], ...rows]);
	const ratios = measured.flatMap(part => part.ratios ?? []);
	if (ratios.length > 0) console.log(['', ...markdown(ratios)].join('\n'));
	const machine = `Node ${process.versions.node}, ${platform()} ${arch()}, ${cpus().length} cores.`;
	console.log(['', ...measured.flatMap(({words}) => words), machine].join('\n'));
});

async function rehearsal({folder, python, project}) {
	say('', `▸ Rehearsal: ${rounds} times ${tasks} tasks that do nothing, in turn with the same commands by hand`);
	const spec = join(folder, 'chain.yaml');
	await compile(project, python, spec);
	const {readSpec} = await importTypeScript("export {readSpec} from './src/pipeline-spec/read-spec.ts';");
	const {executions} = readSpec(readFileSync(spec, 'utf8'));
	await byHand(executions.slice(0, 1), project, python, folder);
	const hand = [];
	const rehearsed = [];
	for (let round = 1; round <= rounds; round++) {
		const work = [
			async () => hand.push(await byHand(executions, project, python, folder)),
			async () => {
				const {before, run} = await rehearse(spec, project, python, ['--parallel', '1']);
				rehearsed.push({before, perTask: run / tasks});
			},
		];
		for (const measure of round % 2 === 0 ? work.toReversed() : work) await measure();
		const [theirs, ours] = [hand.at(-1), rehearsed.at(-1).perTask].map(value => Math.round(value));
		say(`  ${round}/${rounds}: by hand ${theirs} ms a task, rehearsed ${ours} ms`);
	}
	const perTask = rehearsed.map(each => each.perTask);
	const overheads = perTask.map((value, round) => (value / hand[round] - 1) * 100);
	const before = rehearsed.map(each => each.before);
	return {
		rows: [
			row('a task by hand: kedro run of one node', hand),
			row('a task rehearsed, --parallel 1', perTask),
			row('rehearsal, before its first task', before),
		],
		words: [
			`What a rehearsal adds to a task: ${median(overheads).toFixed(1)} % (median of the rounds, ${Math.min(...overheads).toFixed(1)} to ${Math.max(...overheads).toFixed(1)} %; the aim is at most 15 %).`,
			`A task: wall time of ${tasks} do-nothing nodes in a chain, over ${tasks}; rehearsed from the list of the tasks to the end of the last`,
			'one, with the copies of the project that each gets. Both keep their output in files and have the same environment.',
		],
	};
}

async function start({folder, python, project}) {
	say('', `▸ Start-up: ${starts} times each, in turn`);
	const kfp = join(dirname(await withSdk(folder)), 'kfp');
	const measures = {
		node: () => timed(process.execPath, ['--eval', '0']),
		version: () => timed(process.execPath, [program, '--version']),
		help: () => timed(process.execPath, [program, '--help']),
		kfp: () => timed(kfp, ['--version']),
		frame: () => firstFrame(project, python),
	};
	for (const measure of Object.values(measures)) await measure();
	const {node, version, help, kfp: sdk, frame} = await inTurn(starts, measures);
	return {
		rows: [],
		words: [
			noise('bare Node', node),
			'First frame: from the start of the process in a pseudo-terminal to the list of steps.',
		],
		ratios: [
			compared('`--version`', 'bare Node', [version, node], {most: 1.5}),
			compared('`--help`', 'bare Node', [help, node], {most: 1.5}),
			compared('`--version`', '`kfp --version`', [version, sdk], {faster: 15}),
			compared('`--help`', '`kfp --version`', [help, sdk], {faster: 15}),
			compared('first frame of the wizard', 'bare Node', [frame, node], {most: 6}),
		],
	};
}

async function growth({folder, python}) {
	say('', '▸ Growth: projects of 10 to 10,000 nodes, and the spec of 1,000 in turn with the KFP SDK');
	return {
		rows: measureGrowth(folder, python),
		words: ['Growth: the last column is the peak of the memory of kfp-wizard, without that of Python.'],
		ratios: [await compareSpecWriting(folder, await withSdk(folder))],
	};
}

async function compiling({folder}) {
	say('', '▸ Compile: the example, in turn with Python scripts');
	return compareCompile(folder, await withSdk(folder));
}

async function redeploy({folder}) {
	say('', '▸ Redeploy: nothing has changed, in turn with the same steps by hand');
	const bed = await importTypeScript(`
		export {startEngine} from './test/bed/engine.ts';
		export {ensureBaseImage} from './test/bed/base-image.ts';
		export {startRegistry} from './test/bed/registry.ts';
		export {startKfpApi} from './test/fakes/kfp-api.ts';
		export {startKubernetesApi} from './test/fakes/kubernetes-api.ts';
	`);
	return compareRedeploy(folder, await withSdk(folder), bed, say);
}

async function installing({folder}) {
	say('', '▸ Install: in empty caches, in turn');
	return compareInstall(folder);
}

async function example({folder, python}) {
	say('', '▸ Rehearsal of the example, in turn with kedro run');
	const {readSpec} = await importTypeScript("export {readSpec} from './src/pipeline-spec/read-spec.ts';");
	return compareRehearsal(folder, python, readSpec);
}

/** The interpreter of an environment with the packages of the example and the KFP SDK. */
async function withSdk(folder) {
	return environment(findPython(), folder, say, {
		name: 'kfp-wizard-bench',
		requirements: 'scripts/bench/requirements.txt',
		modules: 'kedro, kfp, s3fs',
		title: 'the packages of the example and the KFP SDK (once, about 400 MB)',
	});
}

async function keys({folder, python}) {
	say('', `▸ Keys: ${presses} of each kind, with ${nodes} nodes and ${nodes} choices on screen`);
	const project = join(folder, 'thousand');
	writeThousand(project);
	const {graphs, list, filter} = await measureKeys(project, python);
	return {
		rows: [
			row(`a key: the graph of another ${nodes} nodes`, graphs),
			row(`a key: on in a list of ${nodes}`, list),
			row(`a key: a letter that filters ${nodes}`, filter),
		],
		words: [
			`A key: from its press in a pseudo-terminal of 120 x 40 to the last byte of the frame it leads to (the aim is below 50 ms).`,
		],
	};
}

async function soak({folder}) {
	const minutes = Number(values.soak);
	if (!(minutes > 0)) throw new Stop(2, ['--soak takes minutes, such as 3 or 60.']);
	say('', `▸ Soak: the live view of ${played} minutes of a run of 1,000 tasks, played in ${minutes}`);
	const {start: begun, last, frames} = await runSoak(folder, minutes);
	return {
		rows: [
			['live view, heap after gc: start, end', megabytes(begun.heapUsed), '', megabytes(last.heapUsed)],
			['live view, memory (RSS): start, end', megabytes(begun.rss), '', megabytes(last.rss)],
		],
		words: [
			`Live view: ${last.seconds} s, ${last.events.toLocaleString('en')} events of ${played} minutes, ${frames.toLocaleString('en')} frames; start: after ${begun.seconds} s, when all had been drawn once.`,
		],
	};
}

async function follow({folder}) {
	const minutes = Number(values.follow);
	if (!(minutes > 0)) throw new Stop(2, ['--follow takes minutes, such as 2 or 10.']);
	say('', `▸ Follow: a run of ${followed} tasks for ${minutes} minutes`);
	const [{cpu, seconds}, kubectl] = await Promise.all([
		runFollow(folder, minutes),
		watchPods(folder, {length: minutes * 60_000, tasks: followed, atATime}),
	]);
	const ofCore = time => `${((time / seconds) * 100).toFixed(1)} %`;
	const measure = `processor time while ${followed} tasks are followed`;
	const watched =
		kubectl === undefined
			? {}
			: {
					against: `\`kubectl get pods --watch\` of its ${2 * followed} pods`,
					times: `${ofCore(cpu)} / ${ofCore(kubectl)} of a core`,
					ratio: `${(cpu / kubectl).toFixed(1)} ×`,
				};
	return {
		rows: [],
		ratios: [{...counted(measure, `${ofCore(cpu)} of a core`, '< 3 %', cpu / seconds < 0.03), ...watched}],
		words: [
			`Following: ${cpu.toFixed(1)} s of processor time in ${Math.round(seconds)} s of live view in a pseudo-terminal of 120 x 40 (the aim is at most 3 % of a core).`,
		],
	};
}

function size() {
	const sizes = readdirSync(join(root, 'dist')).map(name => statSync(join(root, 'dist', name)).size);
	const all = sizes.reduce((sum, one) => sum + one, 0);
	const first = statSync(join(root, 'dist', 'kfp-wizard.js')).size;
	return {
		rows: [
			['dist/, all files', '', kilobytes(all), ''],
			['dist/kfp-wizard.js, read by every command', '', kilobytes(first), ''],
		],
		words: [],
	};
}
