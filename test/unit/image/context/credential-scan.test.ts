// What looks like a credential: file names, contents and lines of a Dockerfile.
import {describe, expect, it} from 'vitest';
import {judgeDockerfile, judgePath, keyScanner} from '../../../../src/image/context/credential-scan.ts';

const key = `AKIA${'QWERTYUIOP123456'}`;

describe('what should not be in an image', () => {
	it.each([
		'conf/local/catalog.yml',
		'conf/base/credentials.yml',
		'conf/prod/my_credentials_prod.yaml',
		'.env',
		'.env.prod',
		'deploy/.envrc',
		'a/server.pem',
		'id.key',
		'cert.P12',
		'secret.yml',
		'k8s/secrets-prod.yaml',
		'.aws/config',
		'home/.aws/credentials',
		'.kube/config',
		'.docker/config.json',
		'.netrc',
		'vendor/x/.git/HEAD',
	])('the path %s is suspicious', path => expect(judgePath(path)).toBeDefined());

	it.each([
		'conf/local/.gitkeep',
		'conf/base/catalog.yml',
		'src/demo/credentials.py',
		'docs/credentials.md',
		'.env.example',
		'src/environment.py',
		'monkey.py',
		'keys.txt',
		'secret_santa.py',
		'.gitignore',
		'.github/workflows/ci.yml',
	])('the path %s is not suspicious', path => expect(judgePath(path)).toBeUndefined());

	it.each([
		[[`a ${key} b`], true],
		[[key], true],
		[[`"${key.slice(0, 3)}`, `${key.slice(3)}"`], true],
		[key.split(''), true],
		[[`x${key}`], true],
		[[`X${key}`], false],
		[[`X${key.slice(0, 10)}`, key.slice(10)], false],
		[['X'.repeat(30), key, '.'], false],
		[[`${key}X`], false],
		[[key, 'X'], false],
		[['AKIAIOSFODNN7EXAMPLE'], false],
		[['MAKIAVELLIANPROTEINSEQUENCES'], false],
	] as const)('the pieces %j contain an AWS key id: %s', (pieces, expected) => {
		const scanner = keyScanner();
		for (const piece of pieces) scanner.add(Buffer.from(piece));
		expect(scanner.found()).toBe(expected);
	});

	it.each([
		'ENV AWS_SECRET_ACCESS_KEY=abc',
		'env aws_secret_access_key abc',
		'ARG GIT_TOKEN',
		'ENV A=1 DB_PASSWORD=x',
		'COPY conf/local /app/conf/local',
		'ADD --chown=1:1 ./conf/local/ conf/',
		'COPY ["conf/local", "/x"]',
	])('the Dockerfile line %j is suspicious', line => {
		expect(judgeDockerfile(`FROM x\n${line}\n`, 'Dockerfile')).toMatchObject([
			{path: 'Dockerfile', reason: expect.stringMatching(/^line 2 /) as string},
		]);
	});

	it.each([
		'ENV AWS_DEFAULT_REGION=eu-central-1',
		'RUN --mount=type=secret,id=token pip install x',
		'COPY conf conf',
		'COPY conf/local/.gitkeep conf/local/',
		'COPY conf/base conf/local',
		'# ENV AWS_SECRET_ACCESS_KEY=abc',
		'RUN mkdir -p conf/local',
	])('the Dockerfile line %j is not suspicious', line =>
		expect(judgeDockerfile(`FROM x\n${line}\n`, 'Dockerfile')).toEqual([]),
	);
});
