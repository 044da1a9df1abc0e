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

	const wizard = (...args) => runWizard(folder, [args[0], '--project', project, '--python', python, ...args.slice(1)]);
	const variables = ['--env-var', `AWS_ENDPOINT_URL=${endpoint}`];
	const {name, missing} = await findEngine(found.version);
	if (missing === undefined) await deploy(wizard, name, variables, await startRegistry(python, folder));
	else await compileAndRehearse(wizard, missing, variables, join(project, 'bike-share.yaml'));
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

/** With an engine: the whole deploy but for the cluster. The image is pushed and its digest read back where a registry can be started. */
async function deploy(wizard, engine, variables, registry) {
	say(
		'',
		`▸ Deploying: ${engine} builds the image, the rehearsal runs its tasks here as processes (127.0.0.1 of a container`,
	);
	say(
		registry === undefined
			? '  would not be this machine). docker-registry is not installed, so the image is not pushed.'
			: `  would not be this machine), and a registry on ${registry} takes the image.`,
	);
	explain();
	const image = registry === undefined ? ['localhost/kfp-wizard-demo', '--no-push'] : [`${registry}/kfp-wizard-demo`];
	const consent = guided ? [] : ['--yes'];
	await wizard(
		'deploy',
		...consent,
		'--env',
		's3',
		'--rehearse',
		'--no-upload',
		'--builder',
		engine,
		...variables,
		'--image',
		...image,
	);
}

/** Without one: the same tasks from a spec that names an image nobody has built. */
async function compileAndRehearse(wizard, missing, variables, spec) {
	say('', `▸ No image is built: ${missing}. The rest needs none.`);
	say('', '▸ Checking the project as it would run on a cluster (kfp-wizard check --env s3)');
	await wizard('check', '--env', 's3');
	say('', '▸ Writing the pipeline spec (kfp-wizard compile --env s3)');
	await wizard('compile', '--env', 's3', '--image', 'registry.example/bike-share:demo', ...variables);
	say(
		'',
		'▸ Rehearsing it: every task a process of its own, in its own copy of the image’s files (kfp-wizard rehearse)',
	);
	await wizard('rehearse', spec);
}

function explain() {
	if (!guided) return;
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
async function runWizard(folder, args) {
	const settings = Object.entries(process.env).filter(([name]) => !/^(AWS|KFP_WIZARD|KEDRO)_/.test(name));
	const temporary = join(folder, 'tmp');
	mkdirSync(temporary, {recursive: true});
	const env = {...Object.fromEntries(settings), ...keys, TMPDIR: temporary};
	const exitCode = await run(process.execPath, [join(root, 'bin', 'kfp-wizard.js'), ...args], {cwd: folder, env});
	if (exitCode !== 0) throw new Stop(exitCode, [`kfp-wizard ${args[0]} ended with exit code ${exitCode}.`]);
}
