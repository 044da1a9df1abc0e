// Sessions with a registry: the token that it asks for, and the address of its API.
import {expect, it} from 'vitest';
import {apiOf} from '../../../../src/image/registry/next-commands.ts';
import {canPush} from '../../../../src/image/registry/registry.ts';
import {startTokenRegistry} from '../../../fakes/token-registry.ts';
import {auth, upload, useTokenRegistry} from '../../../support/token-registry.ts';

const bed = useTokenRegistry();

it('the check opens an upload with a token for pushing, and cancels it at the address from the registry', async () => {
	const {registry, reference} = await bed.open({user: 'ada', answers: upload});
	await bed.login(registry, {auth});
	expect(await canPush(reference, {env: bed.env})).toMatchObject({may: 'yes'});
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
	const {registry, reference} = await bed.open({
		user: 'ada',
		answers: {'POST /v2/team/app/blobs/uploads/': {status: 202, headers: {location}}},
	});
	await bed.login(registry, {auth});
	expect(await canPush(reference, {env: bed.env})).toMatchObject({may: 'yes'});
	expect(elsewhere.seen[0]).toBe('DELETE /upload/1');
	await elsewhere.close();
});

it('an identity token is exchanged for an access token', async () => {
	const {registry, reference} = await bed.open({refresh: 'long-lived', answers: upload});
	await bed.login(registry, {auth: Buffer.from('00000000:').toString('base64'), identitytoken: 'long-lived'});
	expect(await canPush(reference, {env: bed.env})).toMatchObject({may: 'yes'});
	expect(registry.seen).toContain('POST /token');
});

it('a failure of the token service is not a refusal', async () => {
	const {registry, reference} = await bed.open({tokenStatus: 503, answers: upload});
	await bed.login(registry, {auth});
	expect(await canPush(reference, {env: bed.env})).toMatchObject({may: 'unknown'});
});

it('plain HTTP is used for registries on this machine only', async () => {
	await bed.open({answers: {}});
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
