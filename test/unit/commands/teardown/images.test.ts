// Images: those on this machine and in the registry, only what kfp-wizard built, and only what nothing else uses.
import type {IncomingMessage} from 'node:http';
import {describe, expect, it} from 'vitest';
import {serve} from '../../../support/servers.ts';
import {deployed} from '../../../support/teardown.ts';

const tag = (letter: string): string => letter.repeat(12);
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

/** A registry that answers a DELETE with this status; `has` says whether the manifest is there afterwards. */
async function registry(status: number, has = false) {
	const seen: string[] = [];
	const url = await serve(({method, url: path}: IncomingMessage, response) => {
		seen.push(`${method} ${path}`);
		if (method === 'DELETE') return void response.writeHead(status).end('{"errors":[{"code":"UNSUPPORTED"}]}');
		response.writeHead(has ? 200 : 404).end();
	});
	return {host: new URL(url).host, seen};
}

const docker = `
case "$*" in
version*) echo 28.2 ;;
*"image inspect"*bbbbbbbbbbbb*) echo 'Error: No such image: b' >&2; exit 1 ;;
*"image inspect"*) echo sha256:abc ;;
rmi*) echo Untagged ;;
*) exit 1 ;;
esac`;

describe('images in the registry', () => {
	it('are left with --all, since other clusters may use them, and removed with --images', async () => {
		const {host, seen} = await registry(202);
		const {api, version, tearDown} = await deployed();
		await version('v1', {registry: host});
		const name = `image/${host}/demo:${tag('a')}@${digest('a')}`;
		const dry = await tearDown({host: api.url, all: true, dryRun: true}, [], []);
		expect(dry.outcome.kept).toContainEqual({name, reason: 'other clusters may use it; --images removes it'});
		const {outcome} = await tearDown({host: api.url, all: true, images: true});
		expect(outcome.removed?.slice(0, 3)).toEqual([name, 'version/v1', 'pipeline/demo-prod']);
		expect(seen).toEqual([`DELETE /v2/demo/manifests/${digest('a')}`]);
	});

	it.each([
		[405, false, /does not delete images/],
		[403, false, /login/],
		[404, true, /does not delete images through its API/],
	])(
		'a registry that answers %s does not stop the teardown: the image is left on purpose',
		async (status, has, words) => {
			const {host} = await registry(status, has);
			const {api, version, tearDown} = await deployed();
			await version('v1', {registry: host});
			const {outcome} = await tearDown({host: api.url, all: true, images: true});
			expect(outcome).toMatchObject({removed: ['version/v1', 'pipeline/demo-prod', 'spec/demo.yaml'], left: []});
			expect(outcome.kept?.[0]?.reason).toMatch(words);
		},
	);

	it('an image that is gone already counts as removed', async () => {
		const {host} = await registry(404);
		const {api, version, tearDown} = await deployed();
		await version('v1', {registry: host});
		expect((await tearDown({host: api.url, all: true, images: true})).outcome).toMatchObject({left: []});
	});

	it('while a registry fails, the versions stay: only they name the image', async () => {
		const {host} = await registry(500);
		const {api, version, tearDown} = await deployed();
		await version('v1', {registry: host});
		const {outcome} = await tearDown({host: api.url, all: true, images: true});
		expect(outcome.left).toEqual([`image/${host}/demo:${tag('a')}@${digest('a')}`, 'version/v1', 'pipeline/demo-prod']);
		expect(api.state().versions).toHaveLength(1);
	});

	it('an image that another version of the project names stays', async () => {
		const {host, seen} = await registry(202);
		const {api, version, tearDown} = await deployed();
		await version('v1', {registry: host});
		await version('v2', {registry: host, pipeline: 'demo-dev'});
		const name = `image/${host}/demo:${tag('a')}@${digest('a')}`;
		const all = await tearDown({host: api.url, all: true, images: true, env: 'dev', dryRun: true}, [], []);
		expect(all.outcome.kept).toContainEqual({name, reason: 'version/v1 uses it'});
		const named = await tearDown({host: api.url}, [name], []);
		expect(named.outcome).toMatchObject({removed: [], left: [name]});
		expect(seen).toEqual([]);
	});

	it('an image of its own that kfp.yml gave a task is never removed', async () => {
		const {host, seen} = await registry(202);
		const {api, version, tearDown} = await deployed();
		await version('v1', {registry: host, taskImage: 'c'});
		const {outcome} = await tearDown({host: api.url, all: true, images: true});
		expect(outcome.removed).toContain(`image/${host}/demo:${tag('a')}@${digest('a')}`);
		expect(outcome.kept?.map(({name}) => name)).toContain(`image/${host}/demo:${tag('c')}@${digest('c')}`);
		expect(seen).toEqual([`DELETE /v2/demo/manifests/${digest('a')}`]);
	});

	it('an image that kfp-wizard did not build, or that it cannot tell, is never removed', async () => {
		const {host, seen} = await registry(202);
		const {api, version, tearDown} = await deployed();
		await version('v1', {registry: host, built: false});
		const name = `image/${host}/demo:${tag('a')}@${digest('a')}`;
		const named = await tearDown({host: api.url}, [name, 'image/other:1'], []);
		expect(named.outcome).toMatchObject({removed: [], left: [name, 'image/other:1']});
		const {outcome} = await tearDown({host: api.url, all: true, images: true});
		expect(outcome).toMatchObject({left: []});
		expect(outcome.kept?.[0]?.reason).toMatch(/does not say whether kfp-wizard built it/);
		expect(seen).toEqual([]);
	});
});

describe('images on this machine', () => {
	it('are removed with their version, where the engine has them', async () => {
		const {api, version, program, tearDown, log} = await deployed();
		await program('docker', docker);
		await version('v1', {image: 'a'});
		await version('v2', {image: 'b'});
		const {outcome} = await tearDown({host: api.url, all: true});
		expect(outcome.removed).toContain(`image/registry.test/demo:${tag('a')}`);
		expect(outcome.removed).not.toContain(`image/registry.test/demo:${tag('b')}`);
		expect((await log('docker')).filter(line => line.startsWith('rmi'))).toEqual([
			`rmi registry.test/demo:${tag('a')}`,
		]);
	});

	it('an engine that does not answer is reported, and stops nothing', async () => {
		const {api, version, program, tearDown} = await deployed();
		await program('docker', 'echo "Cannot connect to the Docker daemon" >&2; exit 1');
		await version('v1');
		const {outcome, notes} = await tearDown({host: api.url, all: true});
		expect(notes.join('\n')).toMatch(
			/Local images are not looked for: docker is installed, but its daemon does not answer/,
		);
		expect(outcome).toMatchObject({left: []});
	});
});
