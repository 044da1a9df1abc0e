// Known output of engines, and the error for it: kind, code and next command.
import {describe, expect, it} from 'vitest';
import {engineError} from '../../../../src/image/engine/engine-error.ts';
import type {Operation} from '../../../../src/image/engine/failures/known-failure.ts';

const ecr = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';

const push = (reference = 'ghcr.io/acme/churn:9f2'): Operation => ({what: 'push', reference});

const build: Operation = {what: 'build', platform: 'linux/amd64'};

const connect: Operation = {what: 'connect'};

const table: readonly [operation: Operation, said: string, kind: string, code: string, command: RegExp | undefined][] =
	[
		[
			connect,
			'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
			'outside',
			'ENGINE_DOWN',
			/docker/i,
		],
		[
			connect,
			'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://…": dial unix /var/run/docker.sock: connect: permission denied',
			'outside',
			'ENGINE_DENIED',
			/usermod/,
		],
		[build, 'error during connect: Post "http://docker/v1.41/build?": EOF', 'outside', 'ENGINE_DOWN', /docker/],
		[build, 'Step 1/9 : FROM a\nunexpected EOF', 'outside', 'ENGINE_DOWN', /^docker info$/],
		[build, 'ERROR: failed to solve: Unavailable: error reading from server: EOF', 'outside', 'ENGINE_DOWN', /info/],
		[build, "sh: line 1: syntax error: unexpected EOF looking for `'", 'outside', 'ENGINE_BUILD_FAILED', undefined],
		[
			connect,
			'Cannot connect to Podman. Please verify your connection to the Linux system using `podman system connection list`',
			'outside',
			'ENGINE_DOWN',
			/podman machine start/,
		],
		[
			push(),
			'Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused',
			'outside',
			'REGISTRY_UNREACHABLE',
			/^curl -i https?:\/\/(?:127\.0\.0\.1:1|ghcr\.io)\/v2\/$/,
		],
		[
			push(),
			'Get "https://ghcr.io/v2/": dial tcp: lookup ghcr.io: no such host',
			'outside',
			'REGISTRY_UNREACHABLE',
			/^curl -i https?:\/\/(?:127\.0\.0\.1:1|ghcr\.io)\/v2\/$/,
		],
		[push(), 'no basic auth credentials', 'denied', 'REGISTRY_LOGIN', /^docker login ghcr\.io$/],
		[push(), 'unauthorized: authentication required', 'denied', 'REGISTRY_LOGIN', /docker login/],
		[
			push(),
			'denied: Your authorization token has expired. Reauthenticate and try again.',
			'denied',
			'REGISTRY_LOGIN',
			/docker login/,
		],
		[push(), 'Retrying in 1 second\ndenied', 'denied', 'PUSH_DENIED', /docker login/],
		[
			push('team/app'),
			'denied: requested access to the resource is denied',
			'denied',
			'PUSH_DENIED',
			/^docker login --username NAME$/,
		],
		[
			push(`${ecr}/ml/churn:1`),
			"name unknown: The repository with name 'ml/churn' does not exist in the registry with id '123456789012'",
			'outside',
			'REPOSITORY_MISSING',
			/aws ecr create-repository --region eu-central-1 --repository-name ml\/churn$/,
		],
		[
			push('123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/ml/churn:1'),
			'name unknown',
			'outside',
			'REPOSITORY_MISSING',
			/aws ecr create-repository --region us-east-1 --repository-name ml\/churn$/,
		],
		[
			push(`${ecr}/ml/churn:1`),
			'no basic auth credentials',
			'denied',
			'REGISTRY_LOGIN',
			/^aws ecr get-login-password --region eu-central-1 \| docker login/,
		],
		[push(), 'received unexpected HTTP status: 500 Internal Server Error', 'outside', 'REGISTRY_FAILED', undefined],
		[push(), 'unknown blob', 'outside', 'REGISTRY_FAILED', undefined],
		[
			push(),
			"tag invalid: The image tag '9f2' already exists in the 'churn' repository and cannot be overwritten because the repository is immutable.",
			'outside',
			'TAG_IMMUTABLE',
			undefined,
		],
		[
			push(),
			'Get "https://r.local/v2/": x509: certificate signed by unknown authority',
			'outside',
			'REGISTRY_TLS',
			/certs\.d/,
		],
		[push(), 'http: server gave HTTP response to HTTPS client', 'outside', 'REGISTRY_PLAIN_HTTP', /docker/],
		[
			build,
			'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
			'outside',
			'DISK_FULL',
			/system df/,
		],
		[
			build,
			'standard_init_linux.go:228: exec user process caused: exec format error',
			'outside',
			'WRONG_ARCHITECTURE',
			/binfmt/,
		],
		[
			build,
			"SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain'))\nERROR: Could not find a version that satisfies the requirement kedro",
			'outside',
			'BUILD_TLS',
			/PIP_CERT/,
		],
		[
			build,
			'ERROR: Could not find a version that satisfies the requirement kedro==99 (from versions: 0.18)',
			'project',
			'BUILD_REQUIREMENTS',
			/pip index versions kedro$/,
		],
		[
			build,
			"Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(': Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')'\nERROR: Could not find a version that satisfies the requirement kedro",
			'outside',
			'BUILD_NETWORK',
			/HTTPS_PROXY/,
		],
		[
			build,
			'pull access denied for my/base, repository does not exist or may require docker login',
			'outside',
			'BASE_IMAGE_MISSING',
			undefined,
		],
		[
			build,
			'the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/',
			'outside',
			'BUILDX_MISSING',
			/DOCKER_BUILDKIT/,
		],
		[build, "mkdir: cannot create directory '/x': Permission denied", 'outside', 'ENGINE_BUILD_FAILED', undefined],
		[push(), 'something unknown', 'outside', 'ENGINE_PUSH_FAILED', undefined],
	];

describe('errors of engines', () => {
	it.each(table)('F1, F3, F6, F7: the error of %o is recognised by: %s', (operation, said, kind, code, command) => {
		const error = engineError({name: 'docker', platform: 'linux'}, operation, {exitCode: 1, stdout: '', stderr: said});
		expect(error).toMatchObject({kind, code});
		expect(error.detail).toContain(said.split('\n').at(-1));
		if (command === undefined) expect(error.next).toEqual([]);
		else expect(error.next[0]?.command).toMatch(command);
	});

	it.each([
		['received unexpected HTTP status: 503 Service Unavailable', 'ghcr.io aborted the push'],
		['toomanyrequests: retry-after: 1.2ms, allowed: 44000/minute', 'ghcr.io accepts no more requests for now'],
		['8e7050a27808: Retrying in 1 second\nEOF', 'ghcr.io closed the connection during the push'],
		['write tcp 10.0.0.2:5->10.0.0.3:443: write: broken pipe', 'ghcr.io closed the connection during the push'],
		['received unexpected HTTP status: 507 Insufficient Storage', 'ghcr.io has no space left for the image'],
		['denied: adding 1.2 GiB of storage resource will exceed the quota', 'ghcr.io has no space left for the image'],
	])('F6: a push that ends with %s says why', (said, message) => {
		const error = engineError({name: 'docker', platform: 'linux'}, push(), {exitCode: 1, stdout: said, stderr: ''});
		expect(error).toMatchObject({kind: 'outside', code: 'REGISTRY_FAILED', message, next: []});
	});

	it('the end of a long build decides about the error, not a line in the middle', () => {
		const stdout = `no space left on device was a test name\n${'more\n'.repeat(100)}it failed`;
		expect(engineError({name: 'docker', platform: 'linux'}, build, {exitCode: 1, stdout, stderr: ''})).toMatchObject({
			code: 'ENGINE_BUILD_FAILED',
		});
	});
});
