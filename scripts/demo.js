// `npm run demo`: the example project through deploy, as far as this machine allows, in a copy that is removed afterwards.
import {spawn, spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {homedir, tmpdir} from 'node:os';
import {join} from 'node:path';
import {createHash} from 'node:crypto';
import {must, prepare, root} from './prepare.js';

const say = (...lines) => console.error(lines.join('\n'));
const works = (command, ...args) => spawnSync(command, args, {stdio: 'ignore'}).status === 0;

say('kfp-wizard demo: a Kedro project, from its folder to a pipeline that Kubeflow can run.');
prepare();
const python = examplePython();
const folder = mkdtempSync(join(tmpdir(), 'kfp-wizard-demo-'));
const project = join(folder, 'bike-share');
let registry;
process.on('exit', () => {
	registry?.kill();
	rmSync(folder, {recursive: true, force: true});
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

cpSync(join(root, 'examples', 'bike-share'), project, {recursive: true});
say('', '▸ Checking the project as it would run on a cluster (kfp-wizard check --env s3)');
wizard('check', '--env', 's3');

const engine = ['docker', 'podman'].find(name => works(name, 'info'));
if (engine === undefined) await compileOnly();
else await buildAndCompile(engine);

say('', 'What a cluster would add: the Secret with the AWS keys, the pipeline with this version, a run of it.');
say('  npx kfp-wizard deploy --env s3 --host http://localhost:8888      (from the folder of a Kedro project)');
process.exit(0);

/** With an engine: the whole deploy but for the cluster; pushed and read back where a registry can be started too. */
async function buildAndCompile(name) {
	registry = await startRegistry();
	const image =
		registry === undefined
			? ['--image', 'localhost/kfp-wizard-demo', '--no-push']
			: ['--image', `${registry.host}/kfp-wizard-demo`];
	say(
		'',
		`▸ Deploying with ${name}${registry === undefined ? ', without a registry' : ` and a registry on ${registry.host}`}, up to the cluster (kfp-wizard deploy --yes --no-upload)`,
	);
	wizard('deploy', '--yes', '--verbose', '--env', 's3', '--builder', name, '--no-upload', ...image);
	say('', '▸ The same again: nothing is built, pushed or written');
	wizard('deploy', '--yes', '--env', 's3', '--builder', name, '--no-upload', ...image);
	showSpec();
	say(
		'',
		`Done: the image was built${registry === undefined ? '' : ' and pushed, its digest read back from the registry'}, and the spec names it.`,
	);
}

async function compileOnly() {
	say(
		'',
		'▸ No container engine answers here (docker info, podman info): writing the spec for an image that is named only',
	);
	wizard('compile', '--env', 's3', '--image', 'registry.example/bike-share:demo');
	showSpec();
	say(
		'',
		'Done: the project was checked and the spec written. With Docker or Podman running, the demo also builds the image.',
	);
}

function showSpec() {
	const path = join(project, 'bike-share.yaml');
	say('', `▸ The first lines of the spec, as Kubeflow gets it`, '');
	say(
		readFileSync(path, 'utf8')
			.split('\n')
			.slice(0, 24)
			.map(line => `  ${line}`)
			.join('\n'),
	);
}

function wizard(...args) {
	const command = [
		join(root, 'bin', 'kfp-wizard.js'),
		args[0],
		'--project',
		project,
		'--python',
		python,
		...args.slice(1),
	];
	const {status} = spawnSync(process.execPath, command, {stdio: ['ignore', 'inherit', 'inherit'], cwd: folder});
	if (status !== 0) process.exit(status ?? 1);
}

/** The interpreter of a cached virtual environment with the example's own requirements. */
function examplePython() {
	const requirements = join(root, 'examples', 'bike-share', 'requirements.txt');
	const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 8);
	const venv = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kfp-wizard-demo', hash);
	const interpreter = join(venv, 'bin', 'python');
	if (existsSync(join(venv, '.complete'))) return interpreter;
	const python3 = ['python3', 'python'].find(name => works(name, '--version'));
	if (python3 === undefined) {
		say('Python is missing: the demo needs Python 3.10 or newer with venv (python3 --version).');
		process.exit(5);
	}
	rmSync(venv, {recursive: true, force: true});
	mkdirSync(venv, {recursive: true});
	must('Making a virtual environment for the example (once)', python3, ['-m', 'venv', venv]);
	const uv = works('uv', '--version');
	const install = uv
		? ['uv', ['pip', 'install', '--compile-bytecode', '--python', interpreter, '-r', requirements]]
		: [interpreter, ['-m', 'pip', 'install', '--quiet', '-r', requirements]];
	must(`Installing Kedro and the example's requirements with ${uv ? 'uv' : 'pip'} (once)`, ...install);
	writeFileSync(join(venv, '.complete'), '');
	return interpreter;
}

/** A registry of our own on a free loopback port, where the program is installed. */
async function startRegistry() {
	if (!works('docker-registry', '--version')) return undefined;
	const port = await freePort();
	const config = join(folder, 'registry.yml');
	writeFileSync(
		config,
		`version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: ${JSON.stringify(join(folder, 'registry'))}}}\nhttp: {addr: "127.0.0.1:${port}"}\n`,
	);
	const child = spawn('docker-registry', ['serve', config], {stdio: 'ignore'});
	const host = `127.0.0.1:${port}`;
	for (let tries = 0; tries < 100; tries++) {
		if (
			await fetch(`http://${host}/v2/`).then(
				answer => answer.ok,
				() => false,
			)
		)
			return Object.assign(child, {host});
		await new Promise(done => setTimeout(done, 100));
	}
	child.kill();
	return undefined;
}

function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const {port} = server.address();
			server.close(() => resolve(port));
		});
	});
}
