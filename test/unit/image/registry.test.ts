// Registries with a token service: the handshake, the digest and platform that come of it, and plain answers to "may I push?".
import {createHash} from 'node:crypto';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {parseReference} from '../../../src/image/reference.ts';
import {apiOf} from '../../../src/image/registry/session.ts';
import {canPush, readManifest} from '../../../src/image/registry/registry.ts';
import {startTokenRegistry, type TokenRegistry, type TokenRegistryOptions} from '../../fakes/token-registry.ts';
import {errorOf} from '../../support/error-of.ts';

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

it('opens an upload with a token for pushing, and cancels it where the registry says', async () => {
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

it('keeps the login to itself when the upload is elsewhere', async () => {
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

it('exchanges an identity token', async () => {
	const reference = await open({refresh: 'long-lived', answers: upload});
	await login({auth: Buffer.from('00000000:').toString('base64'), identitytoken: 'long-lived'});
	expect(await canPush(reference, {env})).toMatchObject({may: 'yes'});
	expect(registry.seen).toContain('POST /token');
});

it.each([
	[403, '{"errors":[{"code":"DENIED","message":"no\\u001b[31m rights"}]}', 'no', /DENIED: no rights/],
	[404, '{"errors":[{"code":"NAME_UNKNOWN","message":"x"}]}', 'no', /has no repository team\/app/],
	[405, '{"errors":[{"code":"UNSUPPORTED"}]}', 'no', /does not accept pushes/],
	[500, 'oops', 'unknown', /HTTP 500/],
	[429, '', 'unknown', /HTTP 429/],
	[200, '<html>login here</html>', 'unknown', /HTTP 200/],
] as const)('a registry that answers %s', async (status, body, may, reason) => {
	const reference = await open({user: 'ada', answers: {'POST /v2/team/app/blobs/uploads/': {status, body}}});
	await login({auth});
	const right = await canPush(reference, {env});
	expect(right.may).toBe(may);
	expect(right.reason).toMatch(reason);
});

it('a token service that stumbles is no refusal', async () => {
	const reference = await open({tokenStatus: 503, answers: upload});
	await login({auth});
	expect(await canPush(reference, {env})).toMatchObject({may: 'unknown'});
});

it("podman's logins count too, also for a part of a registry", async () => {
	const reference = await open({user: 'ada', answers: upload});
	await mkdir(join(folder, 'containers'));
	const config = {auths: {[`${registry.host}/team`]: {auth}, [registry.host]: {auth: 'eDp5'}}};
	await writeFile(join(folder, 'containers/auth.json'), JSON.stringify(config));
	expect(await canPush(reference, {env: {...env, XDG_RUNTIME_DIR: folder}})).toMatchObject({may: 'yes'});
	expect(await canPush(reference, {env})).toMatchObject({may: 'no'});
});

const manifest = (content: unknown, digest: string | undefined): TokenRegistryOptions['answers'] => {
	const body = JSON.stringify(content);
	const headers: Record<string, string> = digest === undefined ? {} : {'docker-content-digest': digest};
	const path = '/v2/team/app/manifests/one';
	return {[`HEAD ${path}`]: {status: 200, headers}, [`GET ${path}`]: {status: 200, headers, body}};
};
const digest = `sha256:${'ab'.repeat(32)}`;

it('reads digest and platforms of an index, attestations left out, without a login where all may read', async () => {
	const manifests = ['amd64', 'arm64', 'unknown'].map(architecture => ({
		platform: {os: architecture === 'unknown' ? 'unknown' : 'linux', architecture},
	}));
	const reference = await open({open: true, answers: manifest({manifests}, digest)});
	expect(await readManifest(reference, {env})).toEqual({digest, platform: 'linux/amd64,linux/arm64'});
});

it('follows the configuration of an image to where it is kept, and makes the digest when none is told', async () => {
	const store = await startTokenRegistry({answers: {}});
	const content = {config: {digest}};
	const reference = await open({
		open: true,
		answers: {
			...manifest(content, undefined),
			[`GET /v2/team/app/blobs/${digest}`]: {status: 307, headers: {location: '/elsewhere'}},
			'GET /elsewhere': {status: 200, body: '{"os":"linux","architecture":"arm64"}'},
		},
	});
	const made = `sha256:${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`;
	expect(await readManifest(reference, {env})).toEqual({digest: made, platform: 'linux/arm64'});
	await store.close();
});

it('has nothing for a name that is not there, and words for what is no registry', async () => {
	const reference = await open({open: true, answers: {'HEAD /v2/team/app/manifests/odd': {status: 500}}});
	expect(await readManifest(reference, {env})).toBeUndefined();
	const html = {status: 200, body: '<html>', headers: {'docker-content-digest': 'nonsense'}};
	await registry.close();
	const odd = await open({
		open: true,
		answers: {'HEAD /v2/team/app/manifests/one': html, 'GET /v2/team/app/manifests/one': html},
	});
	expect(await errorOf(readManifest(odd, {env}))).toMatchObject({kind: 'outside', code: 'REGISTRY_STRANGE'});
});

it('speaks plain HTTP with this machine only', async () => {
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
