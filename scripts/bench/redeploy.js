// A deploy of what is deployed already, against the same steps by hand with everything cached: build, push, compile, apply,
// upload. Engine, registry and kubectl are real, the Kubernetes API and the KFP API are the fakes of the tests.
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {atEnd, Stop} from '../demo/processes.js';
import {root} from '../prepare.js';
import {compared, counted, inTurn} from './ratios.js';
import {timed} from './start-up.js';

const program = join(root, 'bin', 'kfp-wizard.js');
const rounds = 5;
/** In the shape of real ones, which they are not. */
const keys = {
	AWS_ACCESS_KEY_ID: 'AKIAQ7BENCHBENCHTEST',
	AWS_SECRET_ACCESS_KEY: 'bEnCh7SecretKeyThatIsMadeUp0000000000000',
};

/** `bed`: what starts the parts and the fakes; `python`: with Kedro and the KFP SDK. */
export async function compareRedeploy(folder, python, bed, say) {
	const {engine, registry, kfp, kubeconfig} = await startParts(folder, bed, say);
	const project = join(folder, 'deployed');
	cpSync(join(root, 'examples', 'bike-share'), project, {recursive: true});
	writeFileSync(join(project, 'Dockerfile'), 'FROM python:3.11-slim\nWORKDIR /home/kedro\nCOPY . .\n');
	writeFileSync(join(project, '.dockerignore'), '.git\ndata\n**/__pycache__\n*.yaml\n');
	mkdirSync(join(folder, 'home'));
	const env = {
		PATH: [dirname(python), process.env.PATH].join(delimiter),
		HOME: join(folder, 'home'),
		DOCKER_HOST: engine,
		DOCKER_BUILDKIT: '0',
		KUBECONFIG: kubeconfig,
		KFP_WIZARD_NO_ACCESS_CHECK: '1',
		...keys,
	};
	const options = {cwd: project, env};
	const image = `${registry}/bench/bike-share`;
	const flags = [
		'--yes',
		'--env',
		's3',
		'--image',
		image,
		'--host',
		kfp.url,
		'--no-smoke',
		'--detach',
		'--quiet',
		'--ignore',
		'image/not-installed',
	];
	const deploy = (how = options) => timed(process.execPath, [program, 'deploy', ...flags], how);
	const secret = join(folder, 'secret.json');
	const metadata = {name: 'by-hand', namespace: 'kubeflow'};
	writeFileSync(secret, JSON.stringify({apiVersion: 'v1', kind: 'Secret', metadata, stringData: keys}));
	const spec = join(folder, 'by-hand.yaml');
	const hand = `${image}-by-hand:1`;
	const recorded = recorder(folder, options);
	await deploy(recorded.options);
	const first = recorded.work();
	if (first === 0) throw new Stop(1, ['The first deploy built nothing.']);
	await deploy(recorded.options);
	const work = recorded.work() - first;
	const [pipeline] = kfp.state().pipelines;
	let versions = 0;
	const steps = () => [
		['docker', ['build', '--quiet', '--tag', hand, '.']],
		['docker', ['push', '--quiet', hand]],
		[python, [join(root, 'scripts', 'bench', 'guide.py'), project, 's3', hand, spec]],
		['kubectl', ['apply', '--validate=false', '--filename', secret]],
		['curl', ['--fail', '--silent', '--form', `uploadfile=@${spec}`, uploadOf(kfp.url, pipeline.id, ++versions)]],
	];
	const byHand = async () => {
		let time = 0;
		for (const [command, args] of steps()) time += await timed(command, args, options);
		return time;
	};
	// With another PATH than the recorded ones, the project is read again.
	await deploy();
	await byHand();
	const others = kfp.state().versions.length - versions;
	const measured = await inTurn(rounds, {again: () => deploy(), hand: byHand});
	const uploads = kfp.state().versions.length - versions - others;
	return {
		rows: [],
		words: [],
		ratios: [
			compared('deploy with nothing changed', 'the same steps by hand, all cached', [measured.again, measured.hand], {
				most: 0.2,
			}),
			counted(
				'builds and pushes of such a deploy, uploads',
				`${work}, ${uploads}`,
				'0, 0',
				work === 0 && uploads === 0,
			),
		],
	};
}

/** Options of a program whose calls of `docker` are recorded, and how often these built or pushed. */
function recorder(folder, {cwd, env}) {
	const bin = join(folder, 'bin');
	const calls = join(folder, 'calls');
	mkdirSync(bin);
	writeFileSync(calls, '');
	const script = `#!/bin/sh\necho "$*" >> '${calls}'\nPATH='${env.PATH}' exec docker "$@"\n`;
	writeFileSync(join(bin, 'docker'), script, {mode: 0o755});
	const lines = () => readFileSync(calls, 'utf8').split('\n');
	return {
		options: {cwd, env: {...env, PATH: [bin, env.PATH].join(delimiter)}},
		work: () => lines().filter(line => /^(?:build|buildx|push)\b/.test(line)).length,
	};
}

const uploadOf = (url, pipeline, version) =>
	`${url}/apis/v2beta1/pipelines/upload_version?pipelineid=${pipeline}&name=by-hand-${version}`;

async function startParts(folder, {startEngine, ensureBaseImage, startRegistry, startKfpApi, startKubernetesApi}, say) {
	const found = async ({part, stop}) => {
		atEnd(stop);
		if ('missing' in part) throw new Stop(5, [`The part redeploy needs an engine and a registry: ${part.missing}.`]);
		return part.value;
	};
	const {host: engine} = await found(await startEngine(say));
	await ensureBaseImage({value: {host: engine}}, say);
	const {host: registry} = await found(await startRegistry());
	const kfp = await startKfpApi();
	const kubernetes = await startKubernetesApi();
	atEnd(() => Promise.all([kfp.stop(), kubernetes.stop()]));
	return {engine, registry, kfp, kubeconfig: await kubernetes.kubeconfig(folder)};
}
