// A registry that refuses a deploy or does not answer: after the command that is printed, the same deploy passes.
import {expect} from 'vitest';
import {engineError} from '../../../src/image/engine/engine-error.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {imageWorld} from '../../support/image-world.ts';
import {printed} from '../../support/printed.ts';

const hostile = `robot$team+'a b'\\`;
const uploads = 'POST /v2/team/app/blobs/uploads/';
const ofRegistry = (status: number, code: string, message: string) => ({
	status,
	body: JSON.stringify({errors: [{code, message}]}),
});

/** What is printed after a push that failed with these words, as a shell reads it. */
const afterPush = (engine: string, reference: string, stderr: string, platform: NodeJS.Platform = 'linux') =>
	engineError({name: engine, platform}, {what: 'push', reference}, {exitCode: 1, stdout: '', stderr}).next.map(
		({command}) => splitWords(command),
	);

printed('REGISTRY_LOGIN', 'logs in with the engine of the deploy, which then passes', async () => {
	for (const engine of ['docker', 'podman'] as const) {
		const {deploy, host, run} = await imageWorld({engine});
		const failed = await deploy();
		expect(failed).toMatchObject({exitCode: 4, code: 'REGISTRY_LOGIN'});
		const plain = engine === 'podman' ? ['--tls-verify=false'] : [];
		expect(await run(failed.next[0])).toEqual([[engine, 'login', ...plain, host]]);
		if (engine === 'podman') expect(await deploy()).toMatchObject({exitCode: 0, outcome: {pushed: true}});
	}
});

printed('REGISTRY_LOGIN', 'logs in with the engine that was named, also where it does not run', async () => {
	const {deploy, state} = await imageWorld({engine: 'podman'});
	state.fails['info'] = 'cannot connect';
	expect((await deploy()).next[0]).toMatch(/^podman login /);
	expect((await deploy('--builder docker')).next[0]).toMatch(/^docker login /);
});

printed('REGISTRY_LOGIN', 'logs in after a push, and the command that resumes pushes', async () => {
	const {deploy, login, logins, host, state, run, type} = await imageWorld();
	await login('ada');
	state.fails['push'] = 'no basic auth credentials';
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 4, code: 'REGISTRY_LOGIN'});
	expect(await run(failed.next[0])).toEqual([['docker', 'login', host]]);
	expect(Object.keys(await logins())).toEqual([host]);
	state.fails = {};
	expect(await type(failed.next[1])).toMatchObject({exitCode: 0, outcome: {pushed: true}});
});

printed('REGISTRY_DENIED', 'logs in anew: without a user the engine would use the refused login again', async () => {
	const {deploy, login, logins, host, registry, run} = await imageWorld();
	await login(hostile);
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 4, code: 'REGISTRY_DENIED'});
	expect(await run(failed.next[0])).toEqual([['docker', 'login', '--username', hostile, host]]);
	registry.user = Buffer.from((await logins())[host]?.auth ?? '', 'base64')
		.toString()
		.replace(':secret', '');
	expect(await deploy()).toMatchObject({exitCode: 0});
});

printed('PUSH_DENIED', 'logs in anew, or pushes to another repository', async () => {
	const {deploy, login, host, registry, run, type} = await imageWorld();
	await login('ada');
	const allowed = registry.answers[uploads] ?? {status: 500};
	registry.answers[uploads] = ofRegistry(403, 'DENIED', 'no rights');
	registry.answers['POST /v2/team/mine/blobs/uploads/'] = allowed;
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 4, code: 'PUSH_DENIED'});
	expect(await type(failed.next[1]?.replace('REF', `${host}/team/mine`))).toMatchObject({code: 'DIGEST_MISMATCH'});
	expect(await run(failed.next[0])).toEqual([['docker', 'login', '--username', 'ada', host]]);
	registry.answers[uploads] = allowed;
	expect(await deploy()).toMatchObject({exitCode: 0});
});

printed('PUSH_DENIED', 'logs in anew after a push, where nothing says as whom', async () => {
	const {deploy, login, host, state, run, type, registry} = await imageWorld();
	await login('ada');
	state.fails['push'] = 'denied: requested access to the resource is denied';
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 4, code: 'PUSH_DENIED'});
	registry.user = 'bob';
	state.fails = {};
	expect(await run(failed.next[0]?.replace('NAME', 'bob'))).toEqual([['docker', 'login', '--username', 'bob', host]]);
	expect(await type(failed.next.at(-1))).toMatchObject({exitCode: 0, outcome: {pushed: true}});
});

printed('REPOSITORY_MISSING', 'pushes to another repository, before the plan', async () => {
	const {deploy, login, host, registry, type} = await imageWorld();
	await login('ada');
	delete registry.answers[uploads];
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'REPOSITORY_MISSING'});
	registry.answers[uploads] = {status: 202};
	expect(await type(failed.next[0]?.replace('REF', `${host}/team/app`))).toMatchObject({exitCode: 0});
});

printed('REPOSITORY_MISSING', 'creates the repository of that registry, account and region', async () => {
	const missing = (reference: string) => afterPush('docker', reference, 'name unknown')[0]?.join(' ');
	expect(missing('1.dkr.ecr.eu-north-1.amazonaws.com/ml/app:1')).toBe(
		'aws ecr create-repository --region eu-north-1 --repository-name ml/app',
	);
	expect(missing('1.dkr-ecr.eu-north-1.on.aws/app:1')).toContain('create-repository --region eu-north-1 ');
	expect(missing('public.ecr.aws/acme/ml/app:1')).toBe(
		'aws ecr-public create-repository --region us-east-1 --repository-name ml/app',
	);
	expect(missing('europe-west1-docker.pkg.dev/tide-42/images/ml/app:1')).toBe(
		'gcloud artifacts repositories create images --repository-format docker --location europe-west1 --project tide-42',
	);
});

printed('TAG_IMMUTABLE', 'adds another tag', async () => {
	const {deploy, login, registry, type} = await imageWorld();
	await login('ada');
	registry.answers['PUT /v2/team/app/manifests/v1'] = ofRegistry(400, 'TAG_INVALID', "tag 'v1' already exists");
	registry.answers['PUT /v2/team/app/manifests/v2'] = {status: 201};
	const failed = await deploy('--tag v1');
	expect(failed).toMatchObject({exitCode: 5, code: 'TAG_IMMUTABLE'});
	expect(await type(failed.next[0]?.replace('TAG', 'v2'))).toMatchObject({exitCode: 0, outcome: {pushed: false}});
});

printed('TAG_IMMUTABLE', 'uses the image that another job pushed under this tag', async () => {
	const {deploy, login, state, store, type} = await imageWorld();
	await login('ada');
	state.fails['push'] =
		"The image tag 'x' already exists and cannot be overwritten because the repository is immutable.";
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'TAG_IMMUTABLE'});
	store([...state.images].join('').split(':').at(-1) ?? '');
	expect(await type(failed.next[0])).toMatchObject({exitCode: 0, outcome: {built: false, pushed: false}});
});

printed('REGISTRY_FAILED', 'resumes: the image is not built again', async () => {
	const {deploy, login, state, type} = await imageWorld();
	await login('ada');
	state.fails['push'] = 'received unexpected HTTP status: 503 Service Unavailable';
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'REGISTRY_FAILED', next: {length: 1}});
	state.fails = {};
	expect(await type(failed.next[0])).toMatchObject({exitCode: 0, outcome: {pushed: true}});
});

printed('REGISTRY_FAILED', 'shows what the token service answers', async () => {
	const {deploy, login, registry, look} = await imageWorld();
	await login('ada');
	registry.tokenStatus = 500;
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'REGISTRY_FAILED'});
	expect(await look(failed.next[0])).toBe(500);
});

printed('REGISTRY_STRANGE', 'shows what answers at the address of the registry', async () => {
	const {deploy, login, registry, look} = await imageWorld();
	await login('ada');
	registry.otherwise = () => ({status: 200, body: '<html>log in</html>'});
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'REGISTRY_STRANGE'});
	expect(await look(failed.next[0])).toBe(401);
});

printed('REGISTRY_UNREACHABLE', 'shows what answers at the address, and the command that resumes pushes', async () => {
	const {deploy, login, state, look, type} = await imageWorld();
	await login('ada');
	state.fails['push'] = 'dial tcp 127.0.0.1:1: connect: connection refused';
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'REGISTRY_UNREACHABLE'});
	expect(await look(failed.next[0])).toBe(401);
	state.fails = {};
	expect(await type(failed.next[1])).toMatchObject({exitCode: 0, outcome: {pushed: true}});
});

printed('DIGEST_MISMATCH', 'pushes once more', async () => {
	const {deploy, login, state, type} = await imageWorld();
	await login('ada');
	state.isLost = true;
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'DIGEST_MISMATCH', next: {length: 1}});
	state.isLost = false;
	expect(await type(failed.next[0])).toMatchObject({exitCode: 0, outcome: {pushed: true}});
});

printed('REGISTRY_NOT_NAMED', 'pushes to Docker Hub, to another registry, or builds only', async () => {
	const {deploy, login, host, type} = await imageWorld();
	await login('ada');
	const failed = await deploy('--image team/app');
	expect(failed).toMatchObject({exitCode: 2, code: 'REGISTRY_NOT_NAMED'});
	const [hub, other, , only] = failed.next;
	expect(splitWords(hub ?? '')).toEqual(expect.arrayContaining(['--image', 'docker.io/team/app']));
	expect(await type(other?.replace('REF', `${host}/team/app`))).toMatchObject({exitCode: 0, outcome: {pushed: true}});
	const built = await deploy(`--image team/app ${only}`);
	expect(built).toMatchObject({exitCode: 0, outcome: {built: true, pushed: false}});
	// Docker Hub lets no user push an image without a team.
	expect((await deploy('--image app')).next[0]).toContain('--image docker.io/USER/app');
});

printed('REGISTRY_TLS', 'puts the certificate where the engine looks for it, or shows it', async () => {
	const unknown = 'Get "https://r.local:5000/v2/": x509: certificate signed by unknown authority';
	const install = (path: string) => [['sudo', 'install', '-D', '-m', '644', 'CA.crt', path].slice(root)];
	const root = process.getuid?.() === 0 ? 1 : 0;
	expect(afterPush('docker', '[::1]:5000/app:1', unknown)).toEqual(install('/etc/docker/certs.d/[::1]:5000/ca.crt'));
	expect(afterPush('podman', 'r.local/app:1', unknown)).toEqual(install('/etc/containers/certs.d/r.local/ca.crt'));
	expect(afterPush('docker', 'r.local/app:1', unknown, 'darwin')[0]?.at(-1)).toBe('~/.docker/certs.d/r.local/ca.crt');
	const [expired = []] = afterPush('docker', 'r.local/app:1', 'x509: certificate has expired or is not yet valid');
	expect(expired?.slice(0, 4)).toEqual(['openssl', 's_client', '-connect', 'r.local:443']);
});

printed('REGISTRY_PLAIN_HTTP', 'lets the engine use it', async () => {
	const words = 'http: server gave HTTP response to HTTPS client';
	expect(afterPush('docker', 'r.local/app:1', words)[0]?.join(' ')).toMatch(
		/ restart docker$|^service docker restart$/,
	);
	expect(afterPush('podman', 'r.local:5000/app:1', words)[0]?.at(-1)).toBe(
		'/etc/containers/registries.conf.d/r.local-5000.conf',
	);
});
