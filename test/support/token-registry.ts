// The fake registry with a token service, and an environment whose only logins are those that a test stores.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {parseReference, type Reference} from '../../src/image/reference.ts';
import {startTokenRegistry, type TokenRegistry, type TokenRegistryOptions} from '../fakes/token-registry.ts';
import {useTemporaryFolder} from './temporary-folder.ts';

export type RegistryBed = {
	readonly folder: string;
	readonly env: NodeJS.ProcessEnv;
	/** Starts a registry, which is stopped after the test. */
	readonly open: (options: TokenRegistryOptions) => Promise<{registry: TokenRegistry; reference: Reference}>;
	/** Stores a login for the registry, as docker does. */
	readonly login: (registry: TokenRegistry, entry: Readonly<Record<string, string>>) => Promise<void>;
};

export function useTokenRegistry(): RegistryBed {
	const folder = useTemporaryFolder();
	return {
		get folder() {
			return folder.path;
		},
		get env() {
			return {PATH: '/nowhere', HOME: folder.path, DOCKER_CONFIG: folder.path};
		},
		open: async options => {
			const registry = await startTokenRegistry(options);
			onTestFinished(() => registry.close());
			return {registry, reference: parseReference(`${registry.host}/team/app:one`)};
		},
		login: (registry, entry) =>
			writeFile(join(folder.path, 'config.json'), JSON.stringify({auths: {[registry.host]: entry}})),
	};
}

/** A login as docker stores it: ada, with a password that has a colon. */
export const auth = Buffer.from('ada:pass:word').toString('base64');

/** Answers of a registry that accepts the start of an upload. */
export const upload = {
	'POST /v2/team/app/blobs/uploads/': {status: 202, headers: {location: '/v2/team/app/blobs/uploads/77?state=x'}},
};
