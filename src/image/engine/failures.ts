// Turns the output of a failed engine command into an error with a next command. Texts of docker 20-28, podman 4, buildah 1.
import type {RunResult} from '../../system/exec.ts';
import {type ErrorKind, type NextCommand, WizardError} from '../../system/errors.ts';
import {tail} from '../../system/text.ts';
import {ecrRegion, loginCommand} from '../registry/login-command.ts';
import {parseReference, type Reference} from '../reference.ts';
import {startCommands} from './start-commands.ts';

/** What the engine was asked to do when it failed. */
export type Operation =
	| {readonly what: 'connect'}
	| {readonly what: 'build'; readonly platform: string}
	| {readonly what: 'push' | 'tag' | 'inspect' | 'remove' | 'run' | 'save'; readonly reference: string};

type FailureFacts = {
	readonly engine: string;
	readonly reference: Reference | undefined;
	/** The platform of the image. */
	readonly platform: string;
	/** The operating system here. */
	readonly host: NodeJS.Platform;
	/** The last lines of the engine. */
	readonly output: string;
};

type KnownFailure = {
	readonly pattern: RegExp;
	/** The row is for this operation only; default: all. */
	readonly operation?: Operation['what'];
	readonly kind: ErrorKind;
	readonly code: string;
	readonly message: (facts: FailureFacts) => string;
	readonly help?: string;
	readonly next?: (facts: FailureFacts) => readonly NextCommand[];
};

const registryOf = ({reference}: FailureFacts): string => reference?.registry ?? 'the registry';
const login = (facts: FailureFacts): readonly NextCommand[] => [
	{command: loginCommand(registryOf(facts), facts.engine), when: 'to log in; then rerun the deploy'},
];

/** The first row that matches is used, so narrow patterns stand before wide ones. */
const knownFailures: readonly KnownFailure[] = [
	{
		pattern: /permission denied while trying to connect to the docker|dial unix .*: connect: permission denied/i,
		kind: 'outside',
		code: 'ENGINE_DENIED',
		message: ({engine}) => `You are not allowed to use ${engine} on this machine`,
		next: () => [{command: 'sudo usermod -aG docker "$USER"', when: 'once; then log out and log in'}],
	},
	{
		pattern:
			/cannot connect to the docker daemon|is the docker daemon running|error during connect|failed to connect to the docker api|docker daemon is not running/i,
		kind: 'outside',
		code: 'ENGINE_DOWN',
		message: ({engine}) => `${engine} is installed, but its daemon does not answer`,
		next: ({host, output}) => startCommands(output, host),
	},
	{
		pattern: /cannot connect to podman|podman machine|unable to connect to Podman/i,
		kind: 'outside',
		code: 'ENGINE_DOWN',
		message: () => "podman's virtual machine is not running",
		next: () => [{command: 'podman machine start', when: "to start podman's virtual machine", here: true}],
	},
	{
		pattern: /buildx component is missing|requires BuildKit/i,
		operation: 'build',
		kind: 'outside',
		code: 'BUILDX_MISSING',
		message: () => 'The build needs BuildKit, but the buildx plugin of docker is not installed',
		help: 'How to install it: https://docs.docker.com/go/buildx/',
		next: () => [{command: 'unset DOCKER_BUILDKIT', when: 'if the Dockerfile does not need it'}],
	},
	{
		pattern: /no space left on device|disk quota exceeded/i,
		kind: 'outside',
		code: 'DISK_FULL',
		message: ({engine}) => `The disk with the images of ${engine} is full`,
		next: ({engine}) => [
			{command: `${engine} system df`, when: `to see what uses the space; ${engine} system prune frees it`},
		],
	},
	{
		pattern: /exec format error|exec user process caused.*format error/i,
		kind: 'outside',
		code: 'WRONG_ARCHITECTURE',
		message: ({platform}) => `The build needs to run programs for ${platform}, which this machine cannot run`,
		help: 'The base image has another architecture than this machine, and no emulator is registered.',
		next: () => [
			{
				command: 'docker run --privileged --rm tonistiigi/binfmt --install all',
				when: 'to register emulators (this container is privileged)',
			},
		],
	},
	{
		pattern:
			/CERTIFICATE_VERIFY_FAILED|self[- ]signed certificate in certificate chain|unable to get local issuer certificate|SSLCertVerificationError/i,
		operation: 'build',
		kind: 'outside',
		code: 'BUILD_TLS',
		message: () => 'A download in the build failed: the container does not trust the certificate of the server',
		help: `A common cause is a company proxy whose certificate authority is known to this machine but not to the base image.
Copy its certificate into the project, and add to the Dockerfile, before the first pip install:
  COPY company-ca.crt /usr/local/share/ca-certificates/
  RUN update-ca-certificates
  ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt`,
	},
	{
		pattern: /x509: |tls: failed to verify|certificate signed by unknown authority/i,
		kind: 'outside',
		code: 'REGISTRY_TLS',
		message: facts => `The engine does not trust the certificate of ${registryOf(facts)}`,
		help: 'Copy the certificate of its authority to /etc/docker/certs.d/HOST/ca.crt (docker) or /etc/containers/certs.d/HOST/ca.crt (podman).',
	},
	{
		pattern: /server gave HTTP response to HTTPS client/i,
		kind: 'outside',
		code: 'REGISTRY_PLAIN_HTTP',
		message: facts => `${registryOf(facts)} uses plain HTTP, which the engine does not accept`,
		help: 'Use HTTPS, or list the registry under "insecure-registries" in /etc/docker/daemon.json.',
	},
	{
		pattern:
			/Temporary failure in name resolution|Could not resolve host|NewConnectionError|Max retries exceeded|ProxyError/,
		operation: 'build',
		kind: 'outside',
		code: 'BUILD_NETWORK',
		message: () => 'A download in the build failed: the container cannot reach the network',
		help: 'If this network needs a proxy, set "proxies" in ~/.docker/config.json.',
	},
	{
		pattern:
			/Could not find a version that satisfies the requirement|No matching distribution found|ResolutionImpossible/,
		operation: 'build',
		kind: 'project',
		code: 'BUILD_REQUIREMENTS',
		message: () => 'The requirements of the project cannot be installed in the image',
	},
	{
		pattern:
			/no match for platform|does not match the specified platform|no image found in (?:manifest list|image index)|no matching manifest for/i,
		operation: 'build',
		kind: 'outside',
		code: 'BASE_IMAGE_PLATFORM',
		message: ({platform}) => `The base image does not exist for ${platform}`,
	},
	{
		pattern: /pull access denied|manifest unknown|manifest for .* not found|repository does not exist or may require/i,
		operation: 'build',
		kind: 'outside',
		code: 'BASE_IMAGE_MISSING',
		message: () => 'The base image that the Dockerfile names (FROM) cannot be pulled',
	},
	{
		pattern: /name unknown|NAME_UNKNOWN|repository .* (?:does not exist|not found)/i,
		operation: 'push',
		kind: 'outside',
		code: 'REPOSITORY_MISSING',
		message: facts => `${registryOf(facts)} has no repository ${facts.reference?.repository ?? ''}`.trim(),
		next: facts => createCommands(facts),
	},
	{
		pattern: /tag .* already exists|immutable/i,
		operation: 'push',
		kind: 'outside',
		code: 'TAG_IMMUTABLE',
		message: facts => `${registryOf(facts)} does not allow overwriting the tag`,
	},
	{
		pattern: /no basic auth credentials|authentication required|unauthorized|token has expired|status(?: code)?:? 401/i,
		operation: 'push',
		kind: 'denied',
		code: 'REGISTRY_LOGIN',
		message: facts => `${registryOf(facts)} requires a login`,
		next: login,
	},
	{
		pattern: /denied|forbidden|insufficient_scope|status(?: code)?:? 403/i,
		operation: 'push',
		kind: 'denied',
		code: 'PUSH_DENIED',
		message: facts => `You are not allowed to push ${facts.reference?.repository ?? ''} to ${registryOf(facts)}`,
		next: login,
	},
	{
		pattern: /connection refused|no such host|i\/o timeout|no route to host|network is unreachable|server misbehaving/i,
		operation: 'push',
		kind: 'outside',
		code: 'REGISTRY_UNREACHABLE',
		message: facts => `${registryOf(facts)} does not answer`,
	},
	{
		pattern:
			/unexpected HTTP status: 5\d\d|unknown blob|blob upload|connection reset|unexpected EOF|toomanyrequests|429/i,
		operation: 'push',
		kind: 'outside',
		code: 'REGISTRY_FAILED',
		message: facts => `${registryOf(facts)} aborted the push`,
		next: () => [{command: 'kfp-wizard deploy', when: 'to resume; completed steps are skipped'}],
	},
];

/** The error for a command that failed. The detail is the last lines of the engine's output. */
export function engineError(
	{name: engine, platform: host}: {readonly name: string; readonly platform: NodeJS.Platform},
	operation: Operation,
	result: RunResult,
): WizardError {
	const output = `${result.stdout}\n${result.stderr}`;
	const lastLines = tail(output, operation.what === 'build' ? 12 : 4);
	// The cause is at the end. Earlier lines may quote anything, such as log lines of the project.
	const end = tail(output, 40);
	const facts: FailureFacts = {
		engine,
		reference: 'reference' in operation ? parseReference(operation.reference) : undefined,
		platform: 'platform' in operation ? operation.platform : '',
		host,
		output: end,
	};
	const known = knownFailures.find(
		({pattern, operation: only}) => (only === undefined || only === operation.what) && pattern.test(end),
	);
	if (known === undefined) {
		return new WizardError('outside', `${engine} cannot ${verbs[operation.what]}`, {
			code: `ENGINE_${operation.what.toUpperCase()}_FAILED`,
			...(lastLines === '' ? {} : {detail: lastLines}),
		});
	}
	const detail = [known.help, lastLines].filter(text => text !== undefined && text !== '').join('\n\n');
	return new WizardError(known.kind, known.message(facts), {
		code: known.code,
		...(detail === '' ? {} : {detail}),
		...(known.next === undefined ? {} : {next: known.next(facts)}),
	});
}

const verbs: Readonly<Record<Operation['what'], string>> = {
	connect: 'be used',
	build: 'build the image',
	push: 'push the image',
	tag: 'tag the image',
	inspect: 'inspect the image',
	remove: 'remove the image',
	run: 'run the image',
	save: 'save the image to an archive',
};

function createCommands({reference}: FailureFacts): readonly NextCommand[] {
	const region = ecrRegion(reference?.registry ?? '');
	if (region === undefined || reference === undefined) return [];
	const command = `aws ecr create-repository --region ${region} --repository-name ${reference.repository}`;
	return [{command, when: 'to create it'}];
}
