// Finds the login that an engine stored for a registry: docker's config.json, podman's auth.json and credential helpers.
import {homedir} from 'node:os';
import {join} from 'node:path';
import * as z from 'zod';
import {defined} from '../../system/defined.ts';
import {findProgram, run} from '../../system/exec.ts';
import {readText, tidyPath} from '../../system/files.ts';
import {Sensitive} from '../../system/secrets.ts';
import {cleanLine} from '../../system/text.ts';
import {parseJson} from '../../system/json.ts';
import {type Reference, referenceName} from '../reference.ts';

/** A login. With `identity` the password is a refresh token for the registry's token service. */
export type Login = {readonly user: string; readonly password: Sensitive; readonly identity: boolean};

/** The login that was found, or why there may be one all the same: a file or a helper that could not be read. */
export type LoginSearch = {readonly login: Login | undefined; readonly problem: string | undefined};

const Entry = z.object({
	auth: z.string().optional(),
	username: z.string().optional(),
	password: z.string().optional(),
	identitytoken: z.string().optional(),
});
const ConfigFile = z.object({
	auths: z.record(z.string(), Entry.nullable()).nullish(),
	credsStore: z.string().nullish(),
	credHelpers: z.record(z.string(), z.string()).nullish(),
});
export type ConfigFile = z.infer<typeof ConfigFile>;
const HelperAnswer = z.object({Username: z.string(), Secret: z.string().min(1)});

/**
 * Reads the files of docker (`DOCKER_CONFIG`, `~/.docker/config.json`) and podman (`REGISTRY_AUTH_FILE`, the runtime
 * folder). In a file, a helper for the registry comes first, then the general store, then logins in the file itself.
 * Does not throw for a file that cannot be read: that is `problem`.
 */
export async function findLogin(
	reference: Reference,
	env: NodeJS.ProcessEnv,
	options: {readonly signal?: AbortSignal; readonly timeout: number},
): Promise<LoginSearch> {
	let problem: string | undefined;
	for (const path of configFiles(env)) {
		const config = await readConfig(path);
		if (config === undefined) continue;
		if (typeof config === 'string') {
			problem ??= config;
			continue;
		}
		const helper = helperFor(config, reference.registry);
		if (helper !== undefined) {
			const answer = await askHelper(helper, serverName(reference.registry), env, options);
			if (typeof answer === 'string') problem ??= answer;
			else if (answer !== undefined) return {login: answer, problem: undefined};
		}
		const stored = storedLogin(config, reference);
		if (stored !== undefined) return {login: stored, problem: undefined};
	}
	return {login: undefined, problem};
}

export function configFiles(env: NodeJS.ProcessEnv): readonly string[] {
	const docker = join(env['DOCKER_CONFIG'] || join(env['HOME'] ?? homedir(), '.docker'), 'config.json');
	const runtime = env['XDG_RUNTIME_DIR'];
	return [
		...(env['REGISTRY_AUTH_FILE'] === undefined ? [] : [env['REGISTRY_AUTH_FILE']]),
		docker,
		...(runtime === undefined ? [] : [join(runtime, 'containers', 'auth.json')]),
	];
}

export async function readConfig(path: string): Promise<ConfigFile | string | undefined> {
	try {
		const text = await readText(path);
		return text === undefined || text.trim() === '' ? undefined : ConfigFile.parse(parseJson(text));
	} catch {
		// The schema's message would quote the file, logins included.
		return `${tidyPath(path)} cannot be read`;
	}
}

/** The entries of Docker Hub have the address of its first API as their key. */
const serverName = (registry: string): string => (registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry);

function helperFor(config: ConfigFile, registry: string): string | undefined {
	const own = config.credHelpers?.[registry] ?? config.credHelpers?.[serverName(registry)];
	const helper = own ?? config.credsStore ?? '';
	return helper === '' ? undefined : helper;
}

/** The helper's protocol: the server on stdin, JSON or an error on stdout. A string is the reason why it gave no answer. */
async function askHelper(
	helper: string,
	server: string,
	env: NodeJS.ProcessEnv,
	{signal, timeout}: {readonly signal?: AbortSignal; readonly timeout: number},
): Promise<Login | string | undefined> {
	const name = `docker-credential-${helper}`;
	const program = /^[\w.-]+$/.test(helper) ? await findProgram(name, env['PATH'] ?? '') : undefined;
	if (program === undefined) return `${cleanLine(name)} is not installed`;
	const result = await run(program, ['get'], {input: server, env, timeout, ...defined({signal})});
	if (result.exitCode === 124) return `${name} did not answer`;
	if (result.exitCode !== 0) {
		const none = /credentials not found|no credentials|not found in native keychain/i.test(
			result.stdout + result.stderr,
		);
		return none ? undefined : `${name} failed`;
	}
	const answer = HelperAnswer.safeParse(parseJson(result.stdout));
	if (!answer.success) return `the answer of ${name} is not valid`;
	const {Username: user, Secret: secret} = answer.data;
	return {user, password: new Sensitive(secret), identity: user === '<token>'};
}

/** Podman also stores logins for a part of a registry: the longest matching path wins. */
function storedLogin(config: ConfigFile, reference: Reference): Login | undefined {
	const {registry} = reference;
	const names: string[] = [];
	for (let name = referenceName(reference); name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('/'))))
		names.push(name);
	names.push(
		...['https://', 'http://'].flatMap(scheme => ['', '/', '/v1/', '/v2/'].map(end => scheme + registry + end)),
	);
	if (registry === 'docker.io') names.push(serverName(registry), 'index.docker.io', 'registry-1.docker.io');
	for (const name of names) {
		const entry = config.auths?.[name];
		if (entry === undefined || entry === null) continue;
		const login = loginOf(entry);
		if (login !== undefined) return login;
	}
	return undefined;
}

export function loginOf(entry: z.infer<typeof Entry>): Login | undefined {
	const decoded = Buffer.from(entry.auth ?? '', 'base64').toString('utf8');
	const colon = decoded.indexOf(':');
	const user = entry.username ?? decoded.slice(0, Math.max(0, colon));
	if (entry.identitytoken !== undefined && entry.identitytoken !== '') {
		return {user, password: new Sensitive(entry.identitytoken), identity: true};
	}
	const password = entry.password ?? (colon === -1 ? '' : decoded.slice(colon + 1).replace(/\0+$/, ''));
	return user === '' || password === '' ? undefined : {user, password: new Sensitive(password), identity: false};
}
