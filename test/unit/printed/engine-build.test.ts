// A build that fails for what it needs: after the command that is printed, the same deploy passes.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect} from 'vitest';
import {splitWords} from '../../../src/system/split-words.ts';
import {imageWorld} from '../../support/image-world.ts';
import {printed} from '../../support/printed.ts';

/** A deploy whose build fails with these words. */
async function failing(stderr: string, dockerfile?: string) {
	const world = await imageWorld({}, dockerfile === undefined ? {} : {Dockerfile: dockerfile});
	await world.login('ada');
	world.state.fails['build'] = stderr;
	const failed = await world.deploy();
	world.state.fails = {};
	/** The last command resumes. */
	const resume = () => world.type(failed.next.at(-1));
	return {...world, failed, resume};
}

/** Does what `export A=b` and `unset A B` do to the shell. */
function inShell(line: string | undefined, env: Record<string, string>): void {
	for (const part of (line ?? '').split('; ')) {
		const [command, ...words] = splitWords(part) ?? [];
		if (command !== 'export' && command !== 'unset') throw new Error(`not of the shell: ${part}`);
		for (const word of words) {
			const [name = '', value = ''] = word.split('=');
			if (command === 'export') env[name] = value;
			else delete env[name];
		}
	}
}

const builds = (calls: readonly string[]): string => calls.findLast(call => / build /.test(call)) ?? 'none';

printed('BUILDX_MISSING', 'builds without BuildKit, or with podman', async () => {
	const {deploy, failed, state, installEngine, resume} = await failing(
		'ERROR: BuildKit is enabled but the buildx component is missing or broken.',
	);
	expect(failed).toMatchObject({exitCode: 5, code: 'BUILDX_MISSING'});
	await installEngine('podman');
	expect(await deploy(`--no-push ${failed.next[1]}`)).toMatchObject({exitCode: 0});
	expect(builds(state.calls)).toMatch(/^podman build /);
	state.env['DOCKER_BUILDKIT'] = '1';
	inShell(failed.next[0], state.env);
	expect(state.env).toEqual({});
	expect(await resume()).toMatchObject({exitCode: 0});
});

printed('BUILDX_MISSING', 'turns BuildKit on where the Dockerfile needs it', async () => {
	const {failed, state, resume} = await failing('the --mount option requires BuildKit.');
	expect(failed).toMatchObject({exitCode: 5, code: 'BUILDX_MISSING'});
	inShell(failed.next[0], state.env);
	expect(state.env).toEqual({DOCKER_BUILDKIT: '1'});
	expect(await resume()).toMatchObject({exitCode: 0});
});

printed('BASE_IMAGE_MISSING', 'logs in to the registry of the base image', async () => {
	const {failed, logins, run, resume} = await failing(
		"pull access denied for r.acme.com:5000/ml/base, repository does not exist or may require 'docker login'",
		'ARG TAG=2\nFROM python:3.11 AS tools\nFROM r.acme.com:5000/ml/base:${TAG}\nCOPY . .\nUSER 1\n',
	);
	expect(failed).toMatchObject({exitCode: 5, code: 'BASE_IMAGE_MISSING'});
	await run(failed.next[0]);
	expect(Object.keys(await logins())).toContain('r.acme.com:5000');
	expect(await run(failed.next[1])).toEqual([['docker', 'pull', 'r.acme.com:5000/ml/base:2']]);
	expect(await resume()).toMatchObject({exitCode: 0});
});

printed('BASE_IMAGE_MISSING', 'pulls the base image by the name in the Dockerfile', async () => {
	const {failed, run} = await failing('manifest for python:3.11 not found: manifest unknown');
	expect(failed).toMatchObject({exitCode: 5, code: 'BASE_IMAGE_MISSING'});
	expect(await run(failed.next[0])).toEqual([['docker', 'pull', 'docker.io/library/python:3.11']]);
});

printed('BASE_IMAGE_PLATFORM', 'lists the platforms of the base image, or builds for one of them', async () => {
	const {deploy, failed, run} = await failing('no matching manifest for linux/amd64 in the manifest list entries');
	expect(failed).toMatchObject({exitCode: 5, code: 'BASE_IMAGE_PLATFORM'});
	expect(await run(failed.next[0])).toEqual([['docker', 'manifest', 'inspect', 'docker.io/library/python:3.11']]);
	expect(await deploy(failed.next[1]?.replace('PLATFORM', 'linux/amd64'))).toMatchObject({exitCode: 0});
});

printed(
	'BUILD_SECRETS_UNSUPPORTED',
	'leaves the private index out, wherever it is set, or builds with podman',
	async () => {
		const mounts = ['PIP_INDEX_URL', 'PIP_CONFIG_FILE', 'NETRC'].map(id => `--mount=type=secret,id=${id}`).join(' ');
		const {deploy, folder, installEngine, login, state} = await imageWorld(
			{},
			{Dockerfile: `FROM python:3.11\nCOPY . .\nRUN ${mounts} pip install -r requirements.txt\nUSER 1\n`},
		);
		await login('ada');
		await mkdir(join(folder, '.config', 'pip'), {recursive: true});
		await writeFile(
			join(folder, '.config', 'pip', 'pip.conf'),
			'[global]\nindex-url = https://a:b@pypi.acme.dev/simple\n',
		);
		await writeFile(join(folder, '.netrc'), 'machine pypi.acme.dev login a password b\n');
		state.hasBuildx = false;
		state.env = {PIP_INDEX_URL: 'https://a:b@pypi.acme.dev/simple'};
		const failed = await deploy();
		expect(failed).toMatchObject({exitCode: 5, code: 'BUILD_SECRETS_UNSUPPORTED'});
		expect(failed.next[0]).toBe('--builder podman');
		await installEngine('podman');
		expect(await deploy(`--no-push ${failed.next[0]}`)).toMatchObject({exitCode: 0});
		expect(builds(state.calls)).toMatch(/^podman build .*--secret id=PIP_INDEX_URL,env=PIP_INDEX_URL /);
		inShell(failed.next[1], state.env);
		expect(await deploy()).toMatchObject({exitCode: 0});
		expect(builds(state.calls)).not.toContain('--secret');
	},
);

printed('BUILD_REQUIREMENTS', 'lists the versions of the requirement', async () => {
	const {failed, resume} = await failing(
		'ERROR: Could not find a version that satisfies the requirement kedro-datasets[pandas]==99 (from versions: none)\nERROR: No matching distribution found for kedro-datasets[pandas]==99',
	);
	expect(failed).toMatchObject({exitCode: 3, code: 'BUILD_REQUIREMENTS'});
	expect(failed.next[0]).toBe('pip index versions kedro-datasets');
	expect(await resume()).toMatchObject({exitCode: 0});
});

printed('BUILD_NETWORK', 'gives the build the proxy of the shell', async () => {
	const {failed, resume, state} = await failing(
		"NewConnectionError(': Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')",
	);
	expect(failed).toMatchObject({exitCode: 5, code: 'BUILD_NETWORK'});
	inShell(failed.next[0]?.replace('URL', 'http://proxy.acme.com:3128'), state.env);
	expect(await resume()).toMatchObject({exitCode: 0});
	expect(builds(state.calls)).toContain(' --build-arg HTTPS_PROXY ');
});

printed('BUILD_TLS', 'gives the build the certificate', async () => {
	const {failed, resume, state, folder} = await failing(
		'SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")',
		'FROM python:3.11\nCOPY . .\nRUN --mount=type=secret,id=PIP_CERT pip install -r requirements.txt\nUSER 1\n',
	);
	expect(failed).toMatchObject({exitCode: 5, code: 'BUILD_TLS'});
	const file = join(folder, 'CA.crt');
	await writeFile(file, '-----BEGIN CERTIFICATE-----\n');
	inShell(failed.next[0]?.replace('CA.crt', file), state.env);
	expect(await resume()).toMatchObject({exitCode: 0});
	expect(builds(state.calls)).toContain(`--secret id=PIP_CERT,src=${file}`);
});
