// `npm run demo`: the example project from its folder to its results in a bucket, on this machine alone, without a trace.
import {cpSync, mkdirSync, mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {findEngine, startRegistry} from './demo/engine.js';
import {owned, run, Stop, withCleanUp} from './demo/processes.js';
import {environment, findPython} from './demo/python.js';
import {keys, list, request, seed, startS3} from './demo/s3.js';
import {preparations, root} from './prepare.js';

const say = (...lines) => console.error(lines.join('\n'));
const guided = process.stdin.isTTY === true && process.stdout.isTTY === true && !process.argv.includes('--yes');

await withCleanUp(async () => {
	say(
		'kfp-wizard demo: a Kedro project, from its folder to the results of its pipeline, task by task as a cluster would',
		'run it. No cluster and no account is needed; what is started here is ended, and nothing is left but caches.',
	);
	const found = findPython();
	await installAndBuild();
	const folder = owned(mkdtempSync(join(tmpdir(), 'kfp-wizard-demo-')));
	const python = await environment(found, folder, say);

	const project = join(folder, 'bike-share');
	cpSync(join(root, 'examples', 'bike-share'), project, {recursive: true});
	const endpoint = await startS3(python);
	const bucket = await seed(endpoint, project);
	say('', `▸ An S3 server (moto) listens on ${endpoint}; the raw data of examples/bike-share is in its bucket:`);
	say(...(await objects(bucket)));

	const image = await chooseImage(found.version, python, folder);
	say('', `▸ The deploy, with the rehearsal as its run (kfp-wizard deploy --env s3 --rehearse --no-upload …)`);
	say('  A rehearsed task is a process here, in its own copy of what the image would hold: 127.0.0.1 of a container');
	say('  would not be this machine, where the bucket is.');
	if (guided) explain();
	const where = ['--project', project, '--python', python, '--env', 's3', '--env-var', `AWS_ENDPOINT_URL=${endpoint}`];
	await wizard(folder, ['deploy', ...where, '--rehearse', '--no-upload', ...image, ...(guided ? [] : ['--yes'])]);
	await showResults(bucket);
});

async function installAndBuild() {
	for (const {title, command, args} of preparations()) {
		say('', `▸ ${title}`);
		if ((await run(command, args, {cwd: root, stdio: ['ignore', 2, 2]})) === 0) continue;
		if (command !== 'npm') throw new Stop(1, ['The build failed.']);
		throw new Stop(5, [
			'What is missing: the npm packages of package-lock.json; npm says above why they could not be installed.',
			'  Without a network: connect, then run npm run demo again.',
			'  Behind a proxy or with a mirror: set HTTPS_PROXY, or npm_config_registry=https://…',
		]);
	}
}

/** The flags for an image that is built, pushed and read back where this machine can; else it is only named. */
async function chooseImage(version, python, folder) {
	const {name, missing} = await findEngine(version, say);
	if (missing !== undefined) {
		say('', `▸ No image is built: ${missing}. The rest needs none, the spec only names one.`);
		return ['--image', 'registry.example/bike-share:demo', '--no-build', '--no-push'];
	}
	const registry = await startRegistry(python, folder);
	if (registry === undefined) {
		say('', `▸ ${name} builds the image. docker-registry is not installed here, so it is not pushed.`);
		return ['--image', 'localhost/kfp-wizard-demo', '--builder', name, '--no-push'];
	}
	say('', `▸ ${name} builds the image; a registry for it listens on ${registry}.`);
	return ['--image', `${registry}/kfp-wizard-demo`, '--builder', name];
}

function explain() {
	say(
		'',
		'  The wizard opens now, as it does in any Kedro project. It reads the project, checks what works on a laptop and',
		'  fails on a cluster, and shows the plan: every change before any change. What it asks has an answer already, so',
		'  Enter goes on; Ctrl-C ends it all at any time.',
		'',
	);
}

async function showResults(bucket) {
	say('', '▸ The bucket now: what each task wrote is where the next one found it');
	say(...(await objects(bucket)));
	const report = (await list(bucket)).find(({key}) => key.endsWith('/report.md'));
	if (report === undefined) throw new Stop(6, ['There is no report in the bucket.']);
	say('', `▸ ${report.key}`, '');
	console.log(await request(`${bucket}/${report.key}`));
	say('Done. What a cluster would add: the Secret with the AWS keys, the pipeline with this version, a run of it.');
	say('  npx kfp-wizard deploy --env s3 --host http://localhost:8888      (from the folder of a Kedro project)');
}

async function objects(bucket) {
	return (await list(bucket)).map(({key, size}) => `  ${String(size).padStart(8)}  ${key}`);
}

/** Of this machine's settings for AWS and the wizard it gets none: what it does is the same everywhere. */
async function wizard(folder, args) {
	const settings = Object.entries(process.env).filter(([name]) => !/^(AWS|KFP_WIZARD|KEDRO)_/.test(name));
	const temporary = join(folder, 'tmp');
	mkdirSync(temporary, {recursive: true});
	const env = {...Object.fromEntries(settings), ...keys, TMPDIR: temporary};
	const exitCode = await run(process.execPath, [join(root, 'bin', 'kfp-wizard.js'), ...args], {cwd: folder, env});
	if (exitCode !== 0) throw new Stop(exitCode, [`kfp-wizard ${args[0]} ended with exit code ${exitCode}.`]);
}
