// Finding an engine where none is installed, or one that is not supported.
import {describe, expect, it} from 'vitest';
import {findEngine} from '../../../../src/image/engine/find-engine.ts';
import {errorOf} from '../../../support/error-of.ts';

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

	it('an engine with an unknown name is refused', async () => {
		expect(await errorOf(findEngine('kaniko', process))).toMatchObject({kind: 'usage', code: 'UNKNOWN_ENGINE'});
	});
});
