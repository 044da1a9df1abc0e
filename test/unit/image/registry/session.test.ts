// Sessions with a registry: the token that it asks for, and the address of its API.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {parseReference} from '../../../../src/image/reference.ts';
import {apiOf} from '../../../../src/image/registry/session.ts';
import {canPush} from '../../../../src/image/registry/registry.ts';
import {startTokenRegistry, type TokenRegistry, type TokenRegistryOptions} from '../../../fakes/token-registry.ts';

let folder: string;

let registry: TokenRegistry;

let env: NodeJS.ProcessEnv;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-registry-'));
	env = {PATH: '/nowhere', HOME: folder, DOCKER_CONFIG: folder};
});

afterEach(async () => {
	await registry.close();
	await rm(folder, {recursive: true});
});

async function open(options: TokenRegistryOptions): Promise<ReturnType<typeof parseReference>> {
	registry = await startTokenRegistry(options);
	return parseReference(`${registry.host}/team/app:one`);
}

const login = (entry: Record<string, string>): Promise<void> =>
	writeFile(join(folder, 'config.json'), JSON.stringify({auths: {[registry.host]: entry}}));

const auth = Buffer.from('ada:pass:word').toString('base64');

const upload = {
	'POST /v2/team/app/blobs/uploads/': {status: 202, headers: {location: '/v2/team/app/blobs/uploads/77?state=x'}},
};

it('the check opens an upload with a token for pushing, and cancels it at the address from the registry', async () => {
	const reference = await open({user: 'ada', answers: upload});
	await login({auth});
	expect(await canPush(reference, {env})).toMatchObject({may: 'yes'});
	expect(registry.seen).toEqual([
		'POST /v2/team/app/blobs/uploads/',
		'GET /token?service=fake&scope=repository%3Ateam%2Fapp%3Apull%2Cpush + Basic ada',
		'POST /v2/team/app/blobs/uploads/ + GRANTED',
		'DELETE /v2/team/app/blobs/uploads/77?state=x + GRANTED',
	]);
});

it('the login is not sent to another host for the upload', async () => {
	const elsewhere = await startTokenRegistry({answers: {}});
	const location = `http://${elsewhere.host}/upload/1`;
	const reference = await open({
		user: 'ada',
		answers: {'POST /v2/team/app/blobs/uploads/': {status: 202, headers: {location}}},
	});
	await login({auth});
	expect(await canPush(reference, {env})).toMatchObject({may: 'yes'});
	expect(elsewhere.seen[0]).toBe('DELETE /upload/1');
	await elsewhere.close();
});

it('an identity token is exchanged for an access token', async () => {
	const reference = await open({refresh: 'long-lived', answers: upload});
	await login({auth: Buffer.from('00000000:').toString('base64'), identitytoken: 'long-lived'});
	expect(await canPush(reference, {env})).toMatchObject({may: 'yes'});
	expect(registry.seen).toContain('POST /token');
});

it('a failure of the token service is not a refusal', async () => {
	const reference = await open({tokenStatus: 503, answers: upload});
	await login({auth});
	expect(await canPush(reference, {env})).toMatchObject({may: 'unknown'});
});

it('plain HTTP is used for registries on this machine only', async () => {
	await open({answers: {}});
	expect(['localhost:5000', '127.0.0.1', '127.3.2.1:80', '[::1]:5000', 'k3d.localhost:5000'].map(apiOf)).toEqual([
		'http://localhost:5000',
		'http://127.0.0.1',
		'http://127.3.2.1:80',
		'http://[::1]:5000',
		'http://k3d.localhost:5000',
	]);
	expect(['ghcr.io', 'docker.io', 'localhost.example.com', '127.0.0.1.nip.io:5000'].map(apiOf)).toEqual([
		'https://ghcr.io',
		'https://registry-1.docker.io',
		'https://localhost.example.com',
		'https://127.0.0.1.nip.io:5000',
	]);
});
