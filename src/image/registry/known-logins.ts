// The registries that the engine is logged in to, and as whom: only names, never a password.
import * as z from 'zod';
import {defined} from '../../system/defined.ts';
import {findProgram, run} from '../../system/exec.ts';
import {parseJson} from '../../system/json.ts';
import {type ConfigFile, configFiles, loginOf, readConfig} from './stored-logins.ts';

export type KnownLogin = {
	/** Its host, such as `ghcr.io`. */
	readonly registry: string;
	/** `undefined` where only the store of the login knows it. */
	readonly user: string | undefined;
};

/** Milliseconds for the program of a credential store: a keychain may wait for a password. */
const patience = 2000;

const HelperList = z.record(z.string(), z.string());

/** One entry for each registry. What cannot be read is left out. */
export async function knownLogins(
	env: NodeJS.ProcessEnv,
	{signal}: {readonly signal?: AbortSignal},
): Promise<readonly KnownLogin[]> {
	const found = new Map<string, string | undefined>();
	for (const path of configFiles(env)) {
		const config = await readConfig(path);
		if (config === undefined || typeof config === 'string') continue;
		const stored = await storedUsers(config, env, signal);
		const named = Object.entries(config.auths ?? {}).map(
			([server, entry]) => [server, loginOf(entry ?? {})?.user ?? stored[server]] as const,
		);
		const helped = Object.keys(config.credHelpers ?? {}).map(server => [server, undefined] as const);
		for (const [server, user] of [...named, ...Object.entries(stored), ...helped]) {
			const registry = hostOf(server);
			if (registry !== '') found.set(registry, found.get(registry) ?? user);
		}
	}
	return [...found].map(([registry, user]) => ({registry, user}));
}

/** By server: `list` of a credential helper gives the names without the passwords. */
async function storedUsers(
	{credsStore}: ConfigFile,
	env: NodeJS.ProcessEnv,
	signal: AbortSignal | undefined,
): Promise<Readonly<Record<string, string>>> {
	if (!/^[\w.-]+$/.test(credsStore ?? '')) return {};
	const program = await findProgram(`docker-credential-${credsStore ?? ''}`, env['PATH'] ?? '');
	if (program === undefined) return {};
	const {stdout} = await run(program, ['list'], {env, timeout: patience, ...defined({signal})});
	return HelperList.safeParse(parseJson(stdout)).data ?? {};
}

/** The key of Docker Hub is the address of its first API; podman also has keys for a part of a registry. */
function hostOf(server: string): string {
	const host = server.replace(/^https?:\/\//, '').split('/', 1)[0] ?? '';
	return /^(?:index\.|registry-1\.)?docker\.io$/.test(host) ? 'docker.io' : host;
}
