// Finding an engine where none is installed, or one that is not supported.
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {engineToLogIn, findEngine} from '../../../../src/image/engine/find-engine.ts';
import type {Engine} from '../../../../src/image/engine/engine.ts';
import {errorOf} from '../../../support/error-of.ts';
import {useTemporaryFolder} from '../../../support/temporary-folder.ts';

const folder = useTemporaryFolder();

describe('finding an engine', () => {
	it('an engine that is not installed is an error', async () => {
		expect(await errorOf(findEngine(undefined, {env: {PATH: '/nowhere'}, platform: 'darwin'}))).toMatchObject({
			kind: 'outside',
			code: 'ENGINE_MISSING',
			next: [{command: 'brew install --cask docker'}, {command: 'kfp-wizard deploy --no-build --image REF'}],
		});
		const named = await errorOf(findEngine('podman', {env: {PATH: '/nowhere'}, platform: process.platform}));
		expect(named.message).toBe('podman is not installed');
	});

	it.each([
		['DOCKER_HOST', 'unix:///nowhere.sock'],
		['DOCKER_CONTEXT', 'far'],
	])('%s means docker: no other engine is tried', async (variable, value) => {
		const seen = join(folder.path, 'seen');
		for (const name of ['docker', 'podman'])
			await writeFile(join(folder.path, name), `#!/bin/sh\necho ${name} >> '${seen}'\nexit 1\n`, {mode: 0o755});
		const env = {PATH: folder.path, [variable]: value};
		expect(await errorOf(findEngine(undefined, {env, platform: 'linux'}))).toMatchObject({kind: 'outside'});
		expect(await readFile(seen, 'utf8')).not.toContain('podman');
	});

	it('a login is for the engine that is named or installed, also where its daemon is stopped', async () => {
		const host = {env: {PATH: folder.path}, platform: 'linux'} as const;
		expect(await engineToLogIn(undefined, host)).toBeUndefined();
		await writeFile(join(folder.path, 'nerdctl'), '#!/bin/sh\nexit 1\n', {mode: 0o755});
		expect(await engineToLogIn(undefined, host)).toBe('nerdctl');
		expect(await engineToLogIn('podman', host)).toBe('podman');
		const asked = Promise.reject<Engine>(new Error('stopped'));
		expect(await engineToLogIn(undefined, host, asked)).toBe('nerdctl');
	});

	it('an engine with an unknown name is refused', async () => {
		expect(await errorOf(findEngine('kaniko', process))).toMatchObject({kind: 'usage', code: 'UNKNOWN_ENGINE'});
	});
});
