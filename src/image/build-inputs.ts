// What a build needs from this machine besides files: access to a private package index, certificates and proxies.
import {join} from 'node:path';
import {readText} from '../system/files.ts';
import type {Dockerfile} from './dockerfile/dockerfile.ts';
import {flagsOf, parseDockerfile} from './dockerfile/parse.ts';

/** Something that a RUN sees while it runs, and that is in no layer, no history and no argument. Its id names the variable that it sets. */
export type BuildSecret = {
	readonly id: string;
	/** The value of the variable, or a file whose path it has. */
	readonly from: {readonly variable: string} | {readonly file: string};
	/** Certificates are no secret: where an engine cannot pass them, the build runs without. */
	readonly isCertificate: boolean;
};

export type BuildInputs = {
	readonly secrets: readonly BuildSecret[];
	/** Names of variables that the build gets as predefined build arguments, which no image keeps. */
	readonly proxies: readonly string[];
	/** Proxies of this machine alone, which a container cannot reach. */
	readonly unreachable: readonly string[];
	/** What the project's own Dockerfile would have to mount to get it. */
	readonly notMounted: readonly string[];
};

type Machine = {readonly env: NodeJS.ProcessEnv; readonly platform: NodeJS.Platform};

const indexVariables =
	/^(?:PIP_(?:EXTRA_)?INDEX_URL|UV_(?:(?:DEFAULT_|EXTRA_)?INDEX|INDEX_URL|EXTRA_INDEX_URL)|UV_INDEX_\w+_(?:USERNAME|PASSWORD)|POETRY_HTTP_BASIC_\w+_(?:USERNAME|PASSWORD))$/;
const certificateVariables = ['PIP_CERT', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE'];
const proxyVariables = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'ALL_PROXY', 'NO_PROXY'];

/** A generated Dockerfile gets all of it, the project's own what it mounts by the id. */
export async function findBuildInputs(
	{path, text}: Pick<Dockerfile, 'path' | 'text'>,
	machine: Machine,
): Promise<BuildInputs> {
	const {env} = machine;
	const found = [...(await indexSecrets(machine)), ...(await certificates(machine))];
	const mounted = mountedIds(text);
	const isWanted = ({id}: BuildSecret): boolean => path === null || mounted.has(id);
	const names = proxyVariables.flatMap(name => [name, name.toLowerCase()]).filter(name => (env[name] ?? '') !== '');
	const isLocal = (name: string): boolean => !/^no_proxy$/i.test(name) && isLoopbackProxy(env[name] ?? '');
	return {
		secrets: found.filter(isWanted),
		proxies: names.filter(name => !isLocal(name)),
		unreachable: names.filter(isLocal),
		notMounted: found.filter(secret => !isWanted(secret) && !secret.isCertificate).map(({id}) => id),
	};
}

const isLoopbackProxy = (value: string): boolean =>
	/^(?:[a-z\d+]+:\/\/)?(?:[^@/]*@)?(?:localhost|127\.[\d.]+|\[::1\])(?::|\/|$)/i.test(value);

function mountedIds(dockerfile: string): ReadonlySet<string> {
	const mounts = parseDockerfile(dockerfile).instructions.flatMap(each => flagsOf(each, 'mount'));
	return new Set(mounts.flatMap(mount => (/(?:^|,)type=secret(?:,|$)/.test(mount) ? idOf(mount) : [])));
}

/** Without an id it is the name of the target file. */
const idOf = (mount: string): readonly string[] =>
	/(?:^|,)id=([^,]+)/.exec(mount)?.slice(1) ??
	/(?:^|,)(?:target|dst|destination)=(?:[^,]*\/)?([^,/]+)/.exec(mount)?.slice(1) ??
	[];

/** Passwords of other servers stay here: .netrc goes along only where an index is set. */
async function indexSecrets({env, platform}: Machine): Promise<readonly BuildSecret[]> {
	const variables = Object.keys(env).filter(name => indexVariables.test(name) && env[name] !== '');
	const secrets: BuildSecret[] = variables
		.sort()
		.map(name => ({id: name, from: {variable: name}, isCertificate: false}));
	const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
	const config = await firstWith(pipConfigs(env, platform, home), setsIndex);
	if (config !== undefined) secrets.push({id: 'PIP_CONFIG_FILE', from: {file: config}, isCertificate: false});
	const netrc = secrets.length === 0 ? undefined : await firstWith([env['NETRC'] ?? join(home, '.netrc')], /./);
	if (netrc !== undefined) secrets.push({id: 'NETRC', from: {file: netrc}, isCertificate: false});
	return secrets;
}

const setsIndex = /^\s*(?:extra-)?index-url\s*=|^\s*find-links\s*=\s*https?:/m;

function pipConfigs(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): readonly string[] {
	const named = env['PIP_CONFIG_FILE'] ?? '';
	if (named !== '') return [named];
	if (platform === 'win32') return [join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'pip', 'pip.ini')];
	return [
		join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'pip', 'pip.conf'),
		...(platform === 'darwin' ? [join(home, 'Library', 'Application Support', 'pip', 'pip.conf')] : []),
		join(home, '.pip', 'pip.conf'),
	];
}

async function firstWith(paths: readonly string[], content: RegExp): Promise<string | undefined> {
	for (const path of paths) {
		const text = await readText(path).catch(() => undefined);
		if (text !== undefined && content.test(text)) return path;
	}
	return undefined;
}

async function certificates({env}: Machine): Promise<readonly BuildSecret[]> {
	const files = certificateVariables.flatMap(id =>
		env[id] === undefined || env[id] === '' ? [] : [{id, file: env[id]}],
	);
	const present = await Promise.all(files.map(({file}) => firstWith([file], /BEGIN [A-Z ]*CERTIFICATE/)));
	return files.flatMap(({id, file}, index) =>
		present[index] === undefined ? [] : [{id, from: {file}, isCertificate: true}],
	);
}
