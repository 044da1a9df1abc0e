// `npm run demo`: the example project from its folder to its results in a bucket, on this machine alone, without a trace.
// `npm run demo -- --warm`: options behind `--` go to the deploy.
import {cpSync, mkdirSync, mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {findEngine, forgetImages, startRegistry} from './demo/engine.js';
import {owned, run, Stop, withCleanUp} from './demo/processes.js';
import {environment, findPython} from './demo/python.js';
import {keys, list, request, seed, startS3} from './demo/s3.js';
import {preparations, root} from './prepare.js';

const say = (...lines) => console.error(lines.join('\n'));
const options = process.argv.slice(2);
const guided = process.stdin.isTTY === true && process.stdout.isTTY === true && !options.includes('--yes');

await withCleanUp(async () => {
	say(
		'kfp-wizard demo: a Kedro project, from its folder to the results of its',
		'pipeline, task by task as a cluster would run it. It needs no cluster and no',
		'account. What it starts it ends; it leaves nothing but caches.',
	);
	const found = findPython();
	await installAndBuild();
	const folder = owned(mkdtempSync(join(tmpdir(), 'kfp-wizard-demo-')));
	const python = await environment(found, folder, say);

	const project = join(folder, 'bike-share');
	cpSync(join(root, 'examples', 'bike-share'), project, {recursive: true});
	const endpoint = await startS3(python);
	const bucket = await seed(endpoint, project);
	say('', `▸ An S3 server (moto) listens on ${endpoint};`, '  the raw data of the example is in its bucket:');
	say(...(await objects(bucket)));

	const image = await chooseImage(found.version, python, folder);
	say('', '▸ The deploy of the example, with the rehearsal as its run');
	explain();
	const where = ['--project', project, '--python', python, '--env', 's3', '--env-var', `AWS_ENDPOINT_URL=${endpoint}`];
	await wizard(folder, [
		'deploy',
		...where,
		'--rehearse',
		'--no-upload',
		...image,
		...(guided ? [] : ['--yes', '--verbose']),
		...options.filter(word => word !== '--yes'),
	]);
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
		say('', `▸ No image is built: ${missing}.`, '  The rest needs none; the spec names one.');
		return ['--image', 'registry.example/bike-share:demo', '--no-build', '--no-push'];
	}
	const registry = await startRegistry(python, folder);
	const repository = `${registry ?? 'localhost'}/kfp-wizard-demo`;
	forgetImages(name, repository);
	if (registry === undefined)
		say('', `▸ ${name} builds the image. docker-registry is not installed, so it is not pushed.`);
	else say('', `▸ ${name} builds the image; a registry for it listens on ${registry}.`);
	return ['--image', repository, '--builder', name, ...(registry === undefined ? ['--no-push'] : [])];
}

function explain() {
	say(
		'  Project    its pipelines and its catalog, read with its own Python',
		'  Checks     what works on a laptop and fails on a cluster',
		'  Plan       every change, before any change',
		'  Rehearsal  the tasks of the spec, each a process in its own copy of what the',
		'             image would hold (not a container: there 127.0.0.1, where the',
		'             bucket is, would be another machine)',
		'  Image      built and pushed, if this machine can',
		'  Spec       the file that Kubeflow gets',
		'',
	);
	if (!guided) return;
	say(
		'  The wizard opens now. What it asks has an answer already: Enter goes on,',
		'  Ctrl-C ends it all at any time.',
		'',
	);
}

async function showResults(bucket) {
	say('', '▸ The bucket now: what each task wrote is where the next one found it');
	say(...(await objects(bucket)));
	const report = (await list(bucket)).find(({key}) => key.endsWith('/report.md'));
	// A person may have chosen the pipeline that writes none.
	if (report === undefined && !guided) throw new Stop(6, ['There is no report in the bucket.']);
	if (report !== undefined) {
		say('', `▸ ${report.key}`, '');
		console.log(await request(`${bucket}/${report.key}`));
	}
	say(
		'',
		'Done. What a cluster would add: the Secret with the AWS keys, the pipeline with',
		'this version, and a run of it. In the folder of a Kedro project:',
		'  npx kfp-wizard deploy --env s3 --host http://localhost:8888',
	);
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
	if (exitCode !== 0)
		throw new Stop(exitCode, exitCode === 130 ? [] : [`kfp-wizard ${args[0]} ended with exit code ${exitCode}.`]);
}
