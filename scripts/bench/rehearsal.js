// What a rehearsal adds: the same tasks that do nothing, by hand and rehearsed.
import {spawn} from 'node:child_process';
import {closeSync, openSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {createInterface} from 'node:readline';
import {run, Stop} from '../demo/processes.js';
import {root} from '../prepare.js';
import {writeProject} from './project.js';

export const tasks = 3;
const program = join(root, 'bin', 'kfp-wizard.js');

/** A Kedro project of nodes that hand on one number, through files outside of it: tasks share nothing else. */
export function writeChain(project, data) {
	const names = Array.from({length: tasks}, (_, index) => index);
	const catalog = names
		.map(index => `d${index}: {type: json.JSONDataset, filepath: ${join(data, `${index}.json`)}}\n`)
		.join('');
	const registry = `from kedro.pipeline import node, pipeline


def start():
    return 0


def same(value):
    return value


def register_pipelines():
    rest = [node(same, f"d{i - 1}", f"d{i}", name=f"n{i}") for i in range(1, ${tasks})]
    return {"__default__": pipeline([node(start, None, "d0", name="n0"), *rest])}
`;
	writeProject(project, {name: 'chain', requirements: ['kedro', 'kedro-datasets'], catalog, registry});
	return project;
}

/** `more`: further flags. */
export async function compile(project, python, spec, more = []) {
	const ignored = ['catalog/local-dataset', 'catalog/local-input', 'catalog/lost-output'];
	const flags = ['--image', 'registry.example/chain:bench', '--no-secret', '--spec', spec, '--quiet'];
	const args = ['compile', '--project', project, '--python', python, ...flags, ...more];
	const status = await run(process.execPath, [program, ...args, ...ignored.flatMap(rule => ['--ignore', rule])]);
	if (status !== 0) throw new Stop(status, ['The benchmark’s spec could not be written.']);
}

/** Wall time a task in milliseconds, of the spec's own commands one after another, with the environment that a task gets. */
export async function byHand(executions, project, python, folder) {
	const output = openSync(join(folder, 'by-hand.log'), 'w');
	const path = [dirname(python), process.env.PATH].join(delimiter);
	const start = performance.now();
	for (const {
		command: [name, ...args],
		env,
	} of executions) {
		const options = {
			cwd: project,
			env: {...env, PATH: path, HOME: process.env.HOME},
			stdio: ['ignore', output, output],
		};
		const status = await run(name, args, options);
		if (status !== 0) throw new Stop(status, [`${name} ${args.join(' ')} ended with ${status}.`]);
	}
	closeSync(output);
	return (performance.now() - start) / executions.length;
}

/**
 * In milliseconds: what comes before the list of the tasks, the tasks from there to the end of the last one, and these with
 * what prepares them.
 */
export async function rehearse(spec, project, python, more) {
	const start = performance.now();
	const args = ['rehearse', spec, '--project', project, '--python', python, '--json', ...more];
	const child = spawn(process.execPath, [program, ...args], {stdio: ['ignore', 'pipe', 'inherit']});
	let [prepared, first, last, wanted, ended] = [0, 0, 0, 0, 0];
	for await (const line of createInterface({input: child.stdout})) {
		const {event, step, state, tasks: listed} = JSON.parse(line);
		if (event === 'step' && step === 'rehearsal' && state === 'active') prepared = performance.now();
		if (event === 'tasks') [first, wanted] = [performance.now(), listed.length];
		if (event !== 'task' || state !== 'succeeded') continue;
		last = performance.now();
		ended++;
	}
	if (ended === 0 || ended !== wanted) throw new Stop(1, [`${ended} of ${wanted} tasks of the rehearsal succeeded.`]);
	return {before: first - start, run: last - first, all: last - prepared};
}
