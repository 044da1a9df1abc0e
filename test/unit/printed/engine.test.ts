// An engine that is missing or does not work: after the command that is printed, the same deploy passes.
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {expect} from 'vitest';
import {engineError} from '../../../src/image/engine/engine-error.ts';
import {engineNames} from '../../../src/image/engine/engine.ts';
import type {Operation} from '../../../src/image/engine/failures/known-failure.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {imageWorld} from '../../support/image-world.ts';
import {printed} from '../../support/printed.ts';

const down = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';

/** Someone who is logged in to the registry, so that only the engine can fail. */
async function world(...given: Parameters<typeof imageWorld>) {
	const made = await imageWorld(...given);
	await made.login('ada');
	return made;
}

/** What is printed after these words of an engine. */
const after = (engine: string, operation: Operation, stderr: string) =>
	engineError({name: engine, platform: 'linux'}, operation, {exitCode: 1, stdout: '', stderr}).next.map(
		({command}) => command,
	);

printed('ENGINE_MISSING', 'uses the engine that is installed, or an image that is in a registry', async () => {
	const {bin, deploy, image, store, type} = await world();
	const named = await deploy('--builder podman');
	expect(named).toMatchObject({exitCode: 5, code: 'ENGINE_MISSING'});
	expect(await type(named.next[0])).toMatchObject({exitCode: 0, outcome: {built: true}});
	await rm(join(bin, 'docker'));
	const failed = await deploy('--image ' + image.replace('app', 'other'));
	expect(failed).toMatchObject({exitCode: 5, code: 'ENGINE_MISSING'});
	store('one');
	expect(await type(failed.next.at(-1)?.replace('REF', `${image}:one`))).toMatchObject({
		exitCode: 0,
		outcome: {built: false, image: expect.stringContaining(`${image}:one@`)},
	});
});

printed('ENGINE_DENIED', 'puts the user into the group of docker', async () => {
	const {deploy, state} = await world();
	state.fails['version'] = `permission denied while trying to connect to the Docker daemon socket`;
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'ENGINE_DENIED'});
	// The shell puts the name in.
	expect(failed.next[0]).toBe('sudo usermod -aG docker "$USER"');
	state.fails = {};
	expect(await deploy()).toMatchObject({exitCode: 0});
});

printed('ENGINE_DOWN', 'starts the daemon', async () => {
	const {deploy, state, install, run} = await world();
	state.fails['version'] = down;
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'ENGINE_DOWN'});
	const [program = '', ...words] = splitWords(failed.next[0] ?? '') ?? [];
	expect(words.sort().slice(0, 2)).toEqual(['docker', expect.stringMatching(/service|start/)]);
	await install(program, () => {
		state.fails = {};
		return 0;
	});
	await run(failed.next[0]);
	expect(await deploy()).toMatchObject({exitCode: 0});
});

printed('ENGINE_DOWN', 'shows whether it answers: it was lost in a build, or runs elsewhere', async () => {
	const {deploy, state, run, type} = await world();
	state.fails['build'] = 'unexpected EOF';
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'ENGINE_DOWN'});
	expect(await run(failed.next[0])).toEqual([['docker', 'info']]);
	state.fails = {};
	expect(await type(failed.next[1])).toMatchObject({exitCode: 0});
	expect(after('docker', {what: 'connect'}, down.replace('unix:///var', 'tcp://10.0.0.1'))).toEqual(['docker info']);
	expect(after('podman', {what: 'connect'}, 'Cannot connect to Podman.')).toEqual(['podman machine start']);
});

printed('ENGINE_OUTPUT', 'prints what the engine prints', async () => {
	const {deploy, state, type} = await world();
	state.isSilent = true;
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'ENGINE_OUTPUT'});
	expect(failed.next[0]).toBe('--verbose');
	state.isSilent = false;
	expect(await deploy(failed.next[0])).toMatchObject({exitCode: 0});
	expect(await type(failed.next[1])).toMatchObject({exitCode: 0});
});

printed('ENGINE_UNFIT', 'runs the tasks as processes', async () => {
	const {deploy, python, type} = await world({engine: 'buildah'});
	expect(await deploy()).toMatchObject({exitCode: 0});
	const rehearse = `rehearse demo.yaml --python ${python} --in container`;
	const failed = await type(rehearse);
	expect(failed).toMatchObject({exitCode: 2, code: 'ENGINE_UNFIT'});
	// The stand-in for Python runs no tasks.
	expect((await type(failed.next[0])).code).toBe('REHEARSAL_FAILED');
});

printed('ENGINE_CONNECT_FAILED', 'shows what the engine says of itself', async () => {
	const {deploy, state, run} = await world();
	state.fails['version'] = 'panic: something odd';
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'ENGINE_CONNECT_FAILED'});
	expect(await run(failed.next[0])).toEqual([['docker', 'info']]);
	state.fails = {};
	expect(await deploy()).toMatchObject({exitCode: 0});
});

printed('ENGINE_INSPECT_FAILED', 'shows what the engine says of itself', async () => {
	const {deploy, state, run} = await world();
	state.fails['inspect'] = 'layer does not match';
	const failed = await deploy('--no-push');
	expect(failed).toMatchObject({exitCode: 5, code: 'ENGINE_INSPECT_FAILED'});
	expect(await run(failed.next[0])).toEqual([['docker', 'info']]);
});

printed('ENGINE_SAVE_FAILED', 'shows what the engine says of itself', async () => {
	for (const engine of engineNames)
		expect(after(engine, {what: 'save', reference: 'ghcr.io/a/b:1'}, 'odd')).toEqual([`${engine} info`]);
});

for (const [code, verb] of [
	['ENGINE_BUILD_FAILED', 'build'],
	['ENGINE_PUSH_FAILED', 'push'],
] as const)
	printed(code, 'resumes, once its cause is gone', async () => {
		const {deploy, state, type} = await world();
		state.fails[verb] = 'something unknown';
		const failed = await deploy();
		expect(failed).toMatchObject({exitCode: 5, code, next: {length: 1}});
		state.fails = {};
		expect(await type(failed.next[0])).toMatchObject({exitCode: 0, outcome: {pushed: true}});
	});

printed('DISK_FULL', 'shows what uses the space, and frees it', async () => {
	const {deploy, state, run, type} = await world();
	state.fails['build'] = 'write /var/lib/docker/x: no space left on device';
	const failed = await deploy();
	expect(failed).toMatchObject({exitCode: 5, code: 'DISK_FULL'});
	expect(await run(failed.next[0])).toEqual([['docker', 'system', 'df']]);
	expect(await run(failed.next[1])).toEqual([['docker', 'system', 'prune']]);
	state.fails = {};
	expect(await type(failed.next[2])).toMatchObject({exitCode: 0});
	const full = (engine: string) => after(engine, {what: 'build', platform: 'linux/amd64'}, 'no space left on device');
	// These two have no `system df`.
	expect(full('nerdctl')).toEqual(['nerdctl images', 'nerdctl system prune']);
	expect(full('buildah')).toEqual(['buildah images', 'buildah rmi --prune']);
});

printed(
	'WRONG_ARCHITECTURE',
	'registers emulators with the engine that builds, or builds for another platform',
	async () => {
		const {deploy, state, run, type} = await world({engine: 'podman'});
		state.fails['build'] = 'exec /bin/sh: exec format error';
		const failed = await deploy('--platform linux/arm64');
		expect(failed).toMatchObject({exitCode: 5, code: 'WRONG_ARCHITECTURE'});
		const binfmt = ['run', '--privileged', '--rm', 'docker.io/tonistiigi/binfmt', '--install', 'all'];
		expect(await run(failed.next[0])).toEqual([['podman', ...binfmt]]);
		state.fails = {};
		expect(await type(failed.next[1]?.replace('PLATFORM', 'linux/amd64'))).toMatchObject({exitCode: 0});
		const build = {what: 'build', platform: 'linux/arm64'} as const;
		expect(after('buildah', build, 'exec format error')).toEqual(['--platform PLATFORM']);
	},
);

printed('PLATFORM_MISMATCH', 'gets the base image for the platform, or builds for the one that it has', async () => {
	const {deploy, run, type} = await world();
	const failed = await deploy('--platform linux/arm64');
	expect(failed).toMatchObject({exitCode: 5, code: 'PLATFORM_MISMATCH'});
	const base = 'docker.io/library/python:3.11';
	expect(await run(failed.next[0])).toEqual([['docker', 'pull', '--platform', 'linux/arm64', base]]);
	expect(await type(failed.next[1])).toMatchObject({exitCode: 0, outcome: {pushed: true}});
});
