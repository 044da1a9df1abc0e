// `npm run smoke`: the built program on newer Node versions than the one that it is built and tested with. Each Node comes
// as an npm package of just the binary. What the program writes must be the same on all of them.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync} from 'node:fs';
import {arch, platform, tmpdir} from 'node:os';
import {join} from 'node:path';
import {owned, run, Stop, withCleanUp} from './demo/processes.js';
import {environment, findPython} from './demo/python.js';
import {prepare, root} from './prepare.js';

const versions = ['22.23.3', '24.21.0'];
const project = join(root, 'examples', 'bike-share');
const program = join(root, 'bin', 'kfp-wizard.js');
const say = (...lines) => console.error(lines.join('\n'));

prepare();
// Only now: it imports packages, which a fresh clone does not have before.
const {firstFrame} = await import('./bench/start-up.js');

await withCleanUp(async () => {
	const folder = owned(mkdtempSync(join(tmpdir(), 'kfp-wizard-smoke-')));
	const python = await environment(findPython(), folder, say);
	const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const expected = outputs(process.execPath, python);
	for (const wanted of versions) {
		const node = await fetchNode(wanted, join(folder, wanted));
		const said = outputOf(node, [program, '--version']);
		if (!said.startsWith(`kfp-wizard ${version} (Node ${wanted},`)) throw new Stop(1, [`--version writes ${said}`]);
		const written = outputs(node, python);
		const different = Object.keys(expected).find(name => written[name] !== expected[name]);
		if (different !== undefined)
			throw new Stop(1, [`${different} differs on Node ${wanted}:`, written[different].slice(0, 2000)]);
		const frame = await firstFrame(project, python, node);
		say(
			`▸ Node ${wanted}: ${Object.keys(expected).join(', ')} as on ${process.versions.node}; first frame in ${Math.round(frame)} ms`,
		);
	}
});

/** What the program writes to stdout, by a name for each command. */
function outputs(node, python) {
	const own = ['--project', project, '--python', python, '--env', 's3'];
	const commands = {
		help: ['--help'],
		describe: ['describe', ...own],
		compile: ['compile', ...own, '--image', 'registry.example/bike-share:smoke', '--spec', '-'],
	};
	return Object.fromEntries(Object.entries(commands).map(([name, args]) => [name, outputOf(node, [program, ...args])]));
}

function outputOf(node, args) {
	const {status, stdout, stderr} = spawnSync(node, args, {encoding: 'utf8', timeout: 60_000});
	if (status !== 0) throw new Stop(1, [`${node} ${args.join(' ')} ended with ${status}:`, stderr]);
	return stdout;
}

/** Path of a Node of exactly this version. */
async function fetchNode(version, folder) {
	const name = `node-${platform()}-${arch()}`;
	const flags = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
	const installed = await run('npm', ['install', '--prefix', folder, ...flags, `${name}@${version}`], {
		stdio: ['ignore', 2, 2],
	});
	if (installed !== 0) throw new Stop(5, [`npm has no ${name} ${version}.`]);
	const node = join(folder, 'node_modules', name, 'bin', 'node');
	const found = outputOf(node, ['--version']).trim();
	if (found !== `v${version}`) throw new Stop(1, [`${node} is ${found}, not v${version}.`]);
	return node;
}
