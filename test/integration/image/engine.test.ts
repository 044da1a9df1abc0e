// The real docker engine and registry: build, push, digest; and the errors when one of them refuses.
import {chmod, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {BuildOptions, Engine} from '../../../src/image/engine/engine.ts';
import {findEngine} from '../../../src/image/engine/find-engine.ts';
import {buildProgress, pushProgress} from '../../../src/image/engine/progress.ts';
import {parseReference} from '../../../src/image/reference.ts';
import {canPush, deleteManifest, readDigest} from '../../../src/image/registry/registry.ts';
import {stageContext} from '../../../src/image/context/stage.ts';
import {WizardError} from '../../../src/system/errors.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith, together} from '../../bed/part.ts';
import {startRegistry} from '../../bed/registry.ts';
import {contextOf, listImage, readAll, tagsIn, writeTree} from '../../support/tree.ts';
import {errorOf} from '../../support/error-of.ts';

const docker = await bed.engine();
const both = together({engine: docker, registry: await bed.registry()});
const baseImage = await bed.baseImage();

describeWith(both, 'docker', parts => {
	let folder: string;
	let env: NodeJS.ProcessEnv;
	let engine: Engine;
	const made: string[] = [];

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-engine-'));
		env = {...process.env, DOCKER_HOST: parts.engine.host, DOCKER_CONFIG: folder};
		engine = await findEngine(undefined, {env, platform: process.platform});
	});
	afterAll(async () => {
		if (made.length > 0) await execa('docker', ['rmi', '--force', ...made], {env, reject: false});
		await rm(folder, {recursive: true, force: true});
	});

	/** Builds a Dockerfile over a small staged tree; returns what the build said. */
	async function build(dockerfile: string, options: Partial<BuildOptions>): Promise<readonly string[]> {
		const work = await mkdtemp(join(folder, 'build-'));
		const root = await writeTree(join(work, 'project'), {'a.txt': 'a', 'sub/run.sh': '#!x', 'conf/local/': ''});
		await stageContext(await contextOf(root), join(work, 'staged'));
		await writeFile(join(work, 'Dockerfile'), dockerfile);
		const lines: string[] = [];
		made.push(...(options.tags ?? []));
		await engine.build({
			folder: join(work, 'staged'),
			dockerfile: join(work, 'Dockerfile'),
			tags: [],
			platform: 'linux/amd64',
			onLine: line => lines.push(line),
			...options,
		});
		return lines;
	}

	it('findEngine finds docker when its daemon answers', () => {
		expect(engine.name).toBe('docker');
		expect(engine.version).toMatch(/^\d+\.\d+/);
	});

	it('docker builds exactly the staged files, reproducibly, and pushes the image to the registry', async () => {
		const tags = [`${parts.registry.host}/engine/basic:one`, `${parts.registry.host}/engine/basic:two`];
		const [first = '', second = ''] = tags;
		const text = 'FROM scratch\nARG GREETING=hello\nLABEL greeting=$GREETING\nCOPY . /context/\n';
		const lines = await build(text, {tags});
		expect(lines.join('\n')).toContain('COPY . /context/');
		expect(readAll(buildProgress(), lines)).toMatchObject({what: 'build', done: 4, total: 4});
		expect(lines.join('\n')).not.toMatch(/DEPRECATED|docs\.docker\.com/);
		const id = await engine.has(first);
		expect(id).toMatch(/^sha256:[0-9a-f]{64}$/);
		expect(await engine.has(second)).toBe(id);
		const label = await execa({env})`docker image inspect --format ${'{{.Config.Labels.greeting}}'} ${first}`;
		expect(label.stdout).toBe('hello');
		expect(await listImage(first, env)).toEqual(['a.txt', 'conf/local/', 'sub/run.sh']);
		await build(text, {tags: [first]});
		expect(await engine.has(first)).toBe(id);

		const reference = parseReference(first);
		expect(await readDigest(reference, {env})).toBeUndefined();
		expect(await canPush(reference, {env})).toMatchObject({may: 'yes'});
		const said: string[] = [];
		const {digest} = await engine.push({reference: first, onLine: line => said.push(line)});
		expect(said.at(-1)).toContain(digest);
		expect(readAll(pushProgress(), said)).toEqual({what: 'push', done: 1, total: 1, unit: 'layers'});
		expect(await readDigest(reference, {env})).toBe(digest);
		expect(await readDigest({...reference, tag: null, digest}, {env})).toBe(digest);
		expect(await engine.push({reference: first, onLine: () => {}})).toEqual({digest});
		const byDigest = {...reference, digest};
		expect(await deleteManifest(byDigest, {env})).toEqual({is: 'deleted'});
		expect(await readDigest(reference, {env})).toBeUndefined();
		expect(await deleteManifest(byDigest, {env})).toEqual({is: 'gone'});
	});

	it('docker saves an image to an archive, for one platform too where it can', async () => {
		const from = `${parts.registry.host}/engine/save:from`;
		await build('FROM scratch\nLABEL a=save\nCOPY a.txt /\n', {tags: [from]});
		for (const only of [{}, {platform: 'linux/amd64'}]) {
			const archive = join(await mkdtemp(join(folder, 'save-')), 'image.tar');
			await engine.save({reference: from, archive, ...only});
			expect(await tagsIn(archive)).toEqual([from]);
		}
		const missing = {reference: `${parts.registry.host}/engine/save:none`, archive: join(folder, 'none.tar')};
		expect(await errorOf(engine.save(missing))).toMatchObject({kind: 'outside', code: 'ENGINE_SAVE_FAILED'});
	});

	it('docker removes one name of an image, and a name that is gone counts as removed', async () => {
		const [from, to] = [`${parts.registry.host}/engine/remove:from`, `${parts.registry.host}/engine/remove:to`];
		await build('FROM scratch\nLABEL a=remove\nCOPY a.txt /\n', {tags: [from, to]});
		for (let time = 0; time < 2; time++) await engine.remove(to);
		expect(await engine.has(to)).toBeUndefined();
		expect(await engine.has(from)).toBeDefined();
		await engine.remove(from);
		expect(await engine.has(from)).toBeUndefined();
	});

	it('the error of a failed build contains the last lines of docker', async () => {
		const error = await errorOf(build('FROM scratch\nCOPY not-there.txt /\n', {}));
		expect(error).toMatchObject({kind: 'outside', code: 'ENGINE_BUILD_FAILED'});
		expect(error.detail).toContain('not-there.txt');
	});

	it('B37: an image for another platform than the requested one is refused', async () => {
		const tag = `${parts.registry.host}/engine/platform:one`;
		const text = `FROM ${'value' in baseImage ? baseImage.value : 'scratch'}\nLABEL a=platform\n`;
		const error = await errorOf(build(text, {tags: [tag], platform: 'linux/s390x'}));
		expect(error).toMatchObject({kind: 'outside'});
		expect(`${error.message}${error.detail}`).toMatch(/amd64|s390x|python/);
	});

	it('Ctrl-C stops a build', async () => {
		const stop = new AbortController();
		const text = `FROM ${'value' in baseImage ? baseImage.value : 'scratch'}\nRUN sleep 60\n`;
		const started = Date.now();
		const building = build(text, {
			signal: stop.signal,
			onLine: line => {
				if (line.includes('sleep 60')) stop.abort();
			},
		});
		expect(await errorOf(building)).toMatchObject({kind: 'cancelled'});
		expect(Date.now() - started).toBeLessThan(30_000);
	});

	it('a push to an address where no server listens names the registry', async () => {
		const port = await freePort();
		const tag = `127.0.0.1:${port}/app:one`;
		await build('FROM scratch\nLABEL a=refused\nCOPY a.txt /\n', {tags: [tag]});
		expect(await errorOf(engine.push({reference: tag, onLine: () => {}}))).toMatchObject({
			kind: 'outside',
			code: 'REGISTRY_UNREACHABLE',
			message: `127.0.0.1:${port} does not answer`,
		});
		expect(await canPush(parseReference(tag), {env})).toMatchObject({may: 'unknown'});
	});

	describe('with a registry that requires a password', () => {
		const password = 'open-sesame-1234';
		// bcrypt, of the password above
		const htpasswd = 'ada:$2b$04$xQodcw75No6xhlqX7RoeVO5uLZpQInzFMLBkXxpo/KFiNz2X3eCJW\n';
		let registry: Awaited<ReturnType<typeof startRegistry>>;
		let host = '';
		beforeAll(async () => {
			registry = await startRegistry(htpasswd);
			if ('value' in registry.part) host = registry.part.value.host;
		});
		afterAll(() => registry.stop());

		/** An environment with a docker configuration of its own. */
		async function loggedIn(config: unknown, helper?: string): Promise<NodeJS.ProcessEnv> {
			const own = await mkdtemp(join(folder, 'config-'));
			await writeFile(join(own, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
			await mkdir(join(own, 'bin'));
			if (helper !== undefined) {
				await writeFile(join(own, 'bin', 'docker-credential-fake'), `#!/bin/sh\n${helper}\n`);
				await chmod(join(own, 'bin', 'docker-credential-fake'), 0o755);
			}
			return {...env, DOCKER_CONFIG: own, PATH: `${join(own, 'bin')}:${process.env['PATH'] ?? ''}`};
		}

		it('a login in config.json is used for the check and for the push', async () => {
			const auth = Buffer.from(`ada:${password}`).toString('base64');
			const own = await loggedIn({auths: {[host]: {auth}}});
			const tag = `${host}/team/stored:one`;
			await build('FROM scratch\nLABEL a=stored\nCOPY a.txt /\n', {tags: [tag]});
			expect(await canPush(parseReference(tag), {env: own})).toMatchObject({may: 'yes'});
			const {digest} = await (
				await findEngine('docker', {env: own, platform: process.platform})
			).push({reference: tag, onLine: () => {}});
			expect(await readDigest(parseReference(tag), {env: own})).toBe(digest);
		});

		it('a wrong login may not push, with the reason', async () => {
			const auth = Buffer.from('ada:something-else').toString('base64');
			const own = await loggedIn({auths: {[`https://${host}/v1/`]: {auth}}});
			const right = await canPush(parseReference(`${host}/team/app`), {env: own});
			expect(right.may).toBe('no');
			expect(right.reason).toContain('does not accept the login');
		});

		it.each([
			['credHelpers', (at: string) => ({credHelpers: {[at]: 'fake'}})],
			['credsStore', () => ({credsStore: 'fake', auths: {}})],
		])('the credential helper of %s is used', async (_, config) => {
			const helper = `read server; [ "$1 $server" = "get ${host}" ] && echo '{"Username":"ada","Secret":"${password}"}'`;
			const own = await loggedIn(config(host), helper);
			expect(await canPush(parseReference(`${host}/team/app`), {env: own})).toMatchObject({may: 'yes'});
		});

		it.each([
			['hangs', 'sleep 60', /did not answer/],
			['fails', 'echo broken >&2; exit 3', /failed/],
			['answers garbage', 'echo "{not json"', /is not valid/],
		])(
			'F8: the right to push is unknown when the helper %s',
			async (_, helper, words) => {
				const own = await loggedIn({credHelpers: {[host]: 'fake'}}, helper);
				const started = Date.now();
				const right = await canPush(parseReference(`${host}/team/app`), {env: own});
				expect(right.may).toBe('unknown');
				expect(right.reason).toMatch(words);
				expect(Date.now() - started).toBeLessThan(12_000);
			},
			20_000,
		);

		it('the right to push is unknown when the configuration is not valid or the helper is missing, and no message quotes the file', async () => {
			for (const config of ['{"auths": {"x": {"auth": "c2VjcmV0LXNlY3JldA==" ', {credsStore: 'not-installed'}]) {
				const right = await canPush(parseReference(`${host}/team/app`), {env: await loggedIn(config)});
				expect(right.may).toBe('unknown');
				expect(right.reason).not.toContain('c2VjcmV0');
			}
		});

		it('without a login in the helper the right to push is no', async () => {
			const own = await loggedIn(
				{credHelpers: {[host]: 'fake'}},
				'echo credentials not found in native keychain; exit 1',
			);
			expect(await canPush(parseReference(`${host}/team/app`), {env: own})).toMatchObject({may: 'no'});
		});
	});
});

describeWith(docker, 'with docker', () => {
	it('F1: a docker daemon that does not run gives an error with the command to start it', async () => {
		const host = {
			env: {...process.env, DOCKER_HOST: 'unix:///nowhere/docker.sock'},
			platform: process.platform,
		};
		const error = await errorOf(findEngine('docker', host));
		expect(await errorOf(findEngine(undefined, host)), 'no other engine is used').toEqual(error);
		expect(error).toMatchObject({kind: 'outside', code: 'ENGINE_DOWN', exitCode: 5});
		expect(error).toBeInstanceOf(WizardError);
		expect(error.next).toHaveLength(1);
	});
});

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() =>
				address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error()),
			);
		});
	});
}
