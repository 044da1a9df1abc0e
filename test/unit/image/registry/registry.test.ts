// Digests of images, and whether a push is allowed, against a registry with a token service.
import {createHash} from 'node:crypto';
import {expect, it} from 'vitest';
import {parseReference} from '../../../../src/image/reference.ts';
import {canPush, readDigest} from '../../../../src/image/registry/registry.ts';
import type {TokenRegistryOptions} from '../../../fakes/token-registry.ts';
import {errorOf} from '../../../support/error-of.ts';
import {auth, useTokenRegistry} from '../../../support/token-registry.ts';

const bed = useTokenRegistry();

const manifest = (content: unknown, digest: string | undefined): TokenRegistryOptions['answers'] => {
	const body = JSON.stringify(content);
	const headers: Record<string, string> = digest === undefined ? {} : {'docker-content-digest': digest};
	const path = '/v2/team/app/manifests/one';
	return {[`HEAD ${path}`]: {status: 200, headers}, [`GET ${path}`]: {status: 200, headers, body}};
};

const sha256Of = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

const digest = `sha256:${'ab'.repeat(32)}`;

it.each([
	[403, '{"errors":[{"code":"DENIED","message":"no\\u001b[31m rights"}]}', 'no', /DENIED: no rights/],
	[404, '{"errors":[{"code":"NAME_UNKNOWN","message":"x"}]}', 'no', /has no repository team\/app/],
	[405, '{"errors":[{"code":"UNSUPPORTED"}]}', 'no', /does not accept pushes/],
	[500, 'oops', 'unknown', /HTTP 500/],
	[429, '', 'unknown', /HTTP 429/],
	[200, '<html>login here</html>', 'unknown', /HTTP 200/],
] as const)('F6: the right to push is judged by the answer %s of the registry', async (status, body, may, reason) => {
	const {registry, reference} = await bed.open({
		user: 'ada',
		answers: {'POST /v2/team/app/blobs/uploads/': {status, body}},
	});
	await bed.login(registry, {auth});
	const right = await canPush(reference, {env: bed.env});
	expect(right.may).toBe(may);
	expect(right.reason).toMatch(reason);
	// Where it is unknown a login is not what is missing.
	expect('api' in right).toBe(may === 'unknown');
});

it('F6: of a registry that does not answer the true cause is reported, with its address', async () => {
	const closed = parseReference('127.0.0.1:1/team/app');
	expect(await canPush(closed, {env: {}})).toMatchObject({may: 'unknown', api: 'http://127.0.0.1:1'});
});

it('a digest is read with one request, without a login from a public registry', async () => {
	const path = 'HEAD /v2/team/app/manifests/one';
	const type = 'application/vnd.oci.image.index.v1+json';
	const headers = {'docker-content-digest': digest, 'content-type': type};
	const {reference} = await bed.open({open: true, answers: {[path]: {status: 200, headers}}});
	expect(await readDigest(reference, {env: bed.env})).toBe(digest);
});

it('the manifest itself is read where its type is not said, and a digest that is not reported is computed', async () => {
	const content = {config: {digest}};
	const said = await bed.open({open: true, answers: manifest(content, digest)});
	expect(await readDigest(said.reference, {env: bed.env})).toBe(digest);
	const unsaid = await bed.open({open: true, answers: manifest(content, undefined)});
	expect(await readDigest(unsaid.reference, {env: bed.env})).toBe(sha256Of(JSON.stringify(content)));
});

it('a missing image gives undefined, and a server that is not a registry gives an error', async () => {
	const {reference} = await bed.open({
		open: true,
		answers: {'HEAD /v2/team/app/manifests/odd': {status: 500}},
	});
	expect(await readDigest(reference, {env: bed.env})).toBeUndefined();
	const html = {status: 200, body: '<html>', headers: {'docker-content-digest': 'nonsense'}};
	const {reference: odd} = await bed.open({
		open: true,
		answers: {'HEAD /v2/team/app/manifests/one': html, 'GET /v2/team/app/manifests/one': html},
	});
	expect(await errorOf(readDigest(odd, {env: bed.env}))).toMatchObject({kind: 'outside', code: 'REGISTRY_STRANGE'});
});

it('F30: a registry that fails for a moment is asked again, and one that goes on failing is named as such', async () => {
	const path = '/v2/team/app/manifests/one';
	let failures = 1;
	const otherwise = (asked: string) =>
		failures-- > 0
			? {status: 500, body: '{"errors":[{"code":"UNKNOWN","message":"unknown error"}]}'}
			: manifest({}, digest)[asked];
	const {reference} = await bed.open({open: true, answers: {[`HEAD ${path}`]: {status: 500}}, otherwise});
	expect(await readDigest(reference, {env: bed.env})).toBe(sha256Of('{}'));
	failures = 9;
	expect(await errorOf(readDigest(reference, {env: bed.env}))).toMatchObject({
		kind: 'outside',
		code: 'REGISTRY_FAILED',
		detail: expect.stringContaining('UNKNOWN: unknown error') as string,
	});
});

it('F9, F20: a web page with status 200, and a manifest with another digest than the named one, are not the image', async () => {
	const answers = (path: string, body: string) => ({
		[`HEAD ${path}`]: {status: 200},
		[`GET ${path}`]: {status: 200, body},
	});
	const named = `sha256:${'a'.repeat(64)}`;
	const {reference} = await bed.open({
		open: true,
		answers: {
			...answers('/v2/team/app/manifests/one', '<html>log in</html>'),
			...answers(`/v2/team/app/manifests/${named}`, '{"schemaVersion": 2}'),
		},
	});
	for (const one of [
		{...reference, tag: 'one'},
		{...reference, digest: named},
	])
		expect(await errorOf(readDigest(one, {env: bed.env}))).toMatchObject({code: 'REGISTRY_STRANGE'});
});
