// What engines say when something fails, as errors with a next command. Texts of docker 20 to 28, podman 4, buildah 1.
import type {RunResult} from '../../system/exec.ts';
import {type ErrorKind, type NextCommand, WizardError} from '../../system/errors.ts';
import {tail} from '../../system/text.ts';
import {loginCommand} from '../registry/login-command.ts';
import {parseReference, type Reference} from '../reference.ts';

/** What the engine was asked to do when it failed. */
export type Doing =
	| {readonly what: 'connect'}
	| {readonly what: 'build'; readonly platform: string}
	| {readonly what: 'push' | 'tag' | 'inspect'; readonly reference: string};

type Context = {readonly engine: string; readonly reference: Reference | undefined; readonly platform: string};

type Row = {
	readonly says: RegExp;
	/** Only for these; default: all. */
	readonly doing?: Doing['what'];
	readonly kind: ErrorKind;
	readonly code: string;
	readonly message: (context: Context) => string;
	readonly help?: string;
	readonly next?: (context: Context) => readonly NextCommand[];
};

const registryOf = ({reference}: Context): string => reference?.registry ?? 'the registry';
const login = (context: Context): readonly NextCommand[] => [
	{command: loginCommand(registryOf(context), context.engine), when: 'to log in, then deploy again'},
];

/** The first row whose pattern matches counts; the particular stands before the general. */
const rows: readonly Row[] = [
	{
		says: /permission denied while trying to connect to the docker|dial unix .*: connect: permission denied/i,
		kind: 'outside',
		code: 'ENGINE_DENIED',
		message: ({engine}) => `You are not allowed to use ${engine} on this machine`,
		next: () => [{command: 'sudo usermod -aG docker "$USER"', when: 'once; then log out and in again'}],
	},
	{
		says: /cannot connect to the docker daemon|is the docker daemon running|error during connect|failed to connect to the docker api|docker daemon is not running/i,
		kind: 'outside',
		code: 'ENGINE_DOWN',
		message: ({engine}) => `${engine} is installed, but its daemon does not answer`,
		next: () => [
			process.platform === 'linux'
				? {command: 'sudo systemctl start docker', when: 'to start it'}
				: {command: 'open -a Docker', when: 'to start Docker Desktop'},
		],
	},
	{
		says: /cannot connect to podman|podman machine|unable to connect to Podman/i,
		kind: 'outside',
		code: 'ENGINE_DOWN',
		message: () => "podman's virtual machine does not run",
		next: () => [{command: 'podman machine start', when: 'to start it'}],
	},
	{
		says: /buildx component is missing|requires BuildKit/i,
		doing: 'build',
		kind: 'outside',
		code: 'BUILDX_MISSING',
		message: () => 'The build needs BuildKit, and this docker is without its buildx plug-in',
		help: 'How to install it: https://docs.docker.com/go/buildx/',
		next: () => [{command: 'unset DOCKER_BUILDKIT', when: 'if the Dockerfile does not need it'}],
	},
	{
		says: /no space left on device|disk quota exceeded/i,
		kind: 'outside',
		code: 'DISK_FULL',
		message: ({engine}) => `The disk that ${engine} keeps its images on is full`,
		next: ({engine}) => [
			{command: `${engine} system df`, when: `to see what takes the room; ${engine} system prune frees it`},
		],
	},
	{
		says: /exec format error|exec user process caused.*format error/i,
		kind: 'outside',
		code: 'WRONG_ARCHITECTURE',
		message: ({platform}) => `This machine cannot run programs for ${platform}, which the build has to`,
		help: 'The base image is for another architecture than this machine, and no emulator is registered.',
		next: () => [
			{
				command: 'docker run --privileged --rm tonistiigi/binfmt --install all',
				when: 'to register emulators (runs privileged)',
			},
		],
	},
	{
		says: /CERTIFICATE_VERIFY_FAILED|self[- ]signed certificate in certificate chain|unable to get local issuer certificate|SSLCertVerificationError/i,
		doing: 'build',
		kind: 'outside',
		code: 'BUILD_TLS',
		message: () => 'A download in the build failed: the container does not trust the certificate it was shown',
		help: `Mostly a company proxy that ends TLS at an authority of its own, which this machine knows and the base image does not. Put
its certificate into the project and, before the first pip install, into the Dockerfile:
  COPY company-ca.crt /usr/local/share/ca-certificates/
  RUN update-ca-certificates
  ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt`,
	},
	{
		says: /x509: |tls: failed to verify|certificate signed by unknown authority/i,
		kind: 'outside',
		code: 'REGISTRY_TLS',
		message: context => `The engine does not trust the certificate of ${registryOf(context)}`,
		help: 'Give the certificate of its authority to the engine, in /etc/docker/certs.d/HOST/ca.crt or /etc/containers/certs.d/HOST/ca.crt.',
	},
	{
		says: /server gave HTTP response to HTTPS client/i,
		kind: 'outside',
		code: 'REGISTRY_PLAIN_HTTP',
		message: context => `${registryOf(context)} speaks plain HTTP, which the engine does not accept from it`,
		help: 'The engine must be told that this registry is insecure: "insecure-registries" in /etc/docker/daemon.json.',
	},
	{
		says: /Temporary failure in name resolution|Could not resolve host|NewConnectionError|Max retries exceeded|ProxyError/,
		doing: 'build',
		kind: 'outside',
		code: 'BUILD_NETWORK',
		message: () => 'A download in the build failed: the container does not reach the network',
		help: 'Behind a proxy, the build needs it too: set "proxies" in ~/.docker/config.json.',
	},
	{
		says: /Could not find a version that satisfies the requirement|No matching distribution found|ResolutionImpossible/,
		doing: 'build',
		kind: 'project',
		code: 'BUILD_REQUIREMENTS',
		message: () => 'The requirements of the project cannot be installed in the image',
	},
	{
		says: /no match for platform|does not match the specified platform|no image found in (?:manifest list|image index)|no matching manifest for/i,
		doing: 'build',
		kind: 'outside',
		code: 'BASE_IMAGE_PLATFORM',
		message: ({platform}) => `The base image does not exist for ${platform}`,
	},
	{
		says: /pull access denied|manifest unknown|manifest for .* not found|repository does not exist or may require/i,
		doing: 'build',
		kind: 'outside',
		code: 'BASE_IMAGE_MISSING',
		message: () => 'The base image that the Dockerfile names (FROM) cannot be pulled',
	},
	{
		says: /name unknown|NAME_UNKNOWN|repository .* (?:does not exist|not found)/i,
		doing: 'push',
		kind: 'outside',
		code: 'REPOSITORY_MISSING',
		message: context => `${registryOf(context)} has no repository ${context.reference?.repository ?? ''}`.trim(),
		next: context => createCommands(context),
	},
	{
		says: /tag .* already exists|immutable/i,
		doing: 'push',
		kind: 'outside',
		code: 'TAG_IMMUTABLE',
		message: context => `${registryOf(context)} does not let the tag be written again`,
	},
	{
		says: /no basic auth credentials|authentication required|unauthorized|token has expired|status(?: code)?:? 401/i,
		doing: 'push',
		kind: 'denied',
		code: 'REGISTRY_LOGIN',
		message: context => `${registryOf(context)} wants a login`,
		next: login,
	},
	{
		says: /denied|forbidden|insufficient_scope|status(?: code)?:? 403/i,
		doing: 'push',
		kind: 'denied',
		code: 'PUSH_DENIED',
		message: context => `${registryOf(context)} does not let you push ${context.reference?.repository ?? ''}`.trim(),
		next: login,
	},
	{
		says: /connection refused|no such host|i\/o timeout|no route to host|network is unreachable|server misbehaving/i,
		doing: 'push',
		kind: 'outside',
		code: 'REGISTRY_UNREACHABLE',
		message: context => `${registryOf(context)} does not answer`,
	},
	{
		says: /unexpected HTTP status: 5\d\d|unknown blob|blob upload|connection reset|unexpected EOF|toomanyrequests|429/i,
		doing: 'push',
		kind: 'outside',
		code: 'REGISTRY_FAILED',
		message: context => `${registryOf(context)} broke off the push`,
		next: () => [{command: 'kfp-wizard deploy', when: 'to try again; what is built stays built'}],
	},
];

/** The error for a call that failed. The engine's own last lines are the detail. */
export function engineError(engine: string, doing: Doing, result: RunResult): WizardError {
	const output = `${result.stdout}\n${result.stderr}`;
	const said = tail(output, doing.what === 'build' ? 12 : 4);
	const context: Context = {
		engine,
		reference: 'reference' in doing ? parseReference(doing.reference) : undefined,
		platform: 'platform' in doing ? doing.platform : '',
	};
	// Older lines may quote anything, the project's own log lines among them; the cause is at the end.
	const end = tail(output, 40);
	const row = rows.find(({says, doing: only}) => (only === undefined || only === doing.what) && says.test(end));
	if (row === undefined) {
		return new WizardError('outside', `${engine} could not ${verbs[doing.what]}`, {
			code: `ENGINE_${doing.what.toUpperCase()}_FAILED`,
			...(said === '' ? {} : {detail: said}),
		});
	}
	const detail = [row.help, said].filter(text => text !== undefined && text !== '').join('\n\n');
	return new WizardError(row.kind, row.message(context), {
		code: row.code,
		...(detail === '' ? {} : {detail}),
		...(row.next === undefined ? {} : {next: row.next(context)}),
	});
}

const verbs: Readonly<Record<Doing['what'], string>> = {
	connect: 'be used',
	build: 'build the image',
	push: 'push the image',
	tag: 'tag the image',
	inspect: 'look at the image',
};

function createCommands({reference}: Context): readonly NextCommand[] {
	const region = /^\d+\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com/.exec(reference?.registry ?? '')?.[1];
	if (region === undefined || reference === undefined) return [];
	const command = `aws ecr create-repository --region ${region} --repository-name ${reference.repository}`;
	return [{command, when: 'to make it'}];
}
