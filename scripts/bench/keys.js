// From a key to its whole frame, in a pseudo-terminal on the built program: a thousand nodes and a thousand choices on screen.
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import pty from '@lydell/node-pty';
import {Stop} from '../demo/processes.js';
import {root} from '../prepare.js';
import {writeProject} from './project.js';

export const nodes = 1000;
export const presses = 50;
const program = join(root, 'bin', 'kfp-wizard.js');
/** Milliseconds without output after which a frame counts as whole, and after which the next key is pressed. */
const quiet = 40;
const pause = 120;

/** A Kedro project with two pipelines of a thousand nodes each, and so many of one that the list of them has a thousand. */
export function writeThousand(project) {
	const registry = `from kedro.pipeline import node, pipeline


def join(*values):
    return 0


def layered(prefix):
    """Ten nodes a layer; each reads what three of the layer before made."""
    nodes = []
    for index in range(${nodes}):
        first = index // 10 * 10 - 10
        inputs = [] if first < 0 else [f"{prefix}_{first + (index * 7 + step) % 10}" for step in (0, 3, 6)]
        nodes.append(node(join, inputs or None, f"{prefix}_{index}", name=f"{prefix}_node_{index}"))
    return pipeline(nodes)


def register_pipelines():
    large = layered("a")
    single = {f"only_{index}": pipeline([large.nodes[index]]) for index in range(${nodes - 2})}
    return {"__default__": large, "again": layered("b"), **single}
`;
	writeProject(project, {name: 'thousand', requirements: ['kedro'], catalog: '', registry});
}

/** Milliseconds of each press: between two large graphs, on through the list, and of letters that filter it. */
export async function measureKeys(project, python) {
	const env = {...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', CI: '', KEDRO_DISABLE_TELEMETRY: '1'};
	const args = [program, '--project', project, '--python', python, '--env', 'local'];
	const terminal = pty.spawn(process.execPath, args, {cols: 120, rows: 40, env});
	const ended = new Promise(resolve => terminal.onExit(resolve));
	let text = '';
	let last = performance.now();
	terminal.onData(data => {
		text += data;
		last = performance.now();
	});
	const until = async wanted => {
		for (const late = performance.now() + 60_000; !text.includes(wanted); await wait(20))
			if (performance.now() > late) throw new Stop(1, [`The wizard never showed “${wanted}”:\n${text.slice(-4000)}`]);
	};
	/** Undefined where the key changed nothing on the screen. */
	const press = async key => {
		await wait(pause);
		const start = performance.now();
		terminal.write(key);
		const late = start + 2000;
		while ((last < start || performance.now() - last < quiet) && performance.now() < late) await wait(2);
		if (last < start) throw new Stop(1, [`Nothing happened on ${JSON.stringify(key)}.`]);
		return last - start;
	};
	const times = async keyAt => {
		const measured = [];
		for (let index = 0; index < presses; index++) measured.push(await press(keyAt(index)));
		return measured;
	};
	try {
		await until('Which pipeline?');
		await until('not drawn');
		const graphs = await times(index => (index % 2 === 0 ? 'j' : 'k'));
		await press('j');
		const list = await times(() => 'j');
		await press('/');
		const letters = Array.from('only 12');
		const filter = await times(index => (index % 14 < 7 ? letters[index % 7] : '\u007F'));
		return {graphs, list, filter};
	} finally {
		terminal.kill('SIGTERM');
		await ended;
	}
}
