// What looks like a credential: file names, contents and lines of a Dockerfile.
import {describe, expect, it} from 'vitest';
import {judgeDockerfile, judgePath} from '../../../../src/image/context/credential-scan.ts';

const token = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6'}`;

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
		'home/_netrc',
		'.git-credentials',
		'.pgpass',
		'.pypirc',
		'kaggle.json',
		'.kaggle/kaggle.json',
		'.databrickscfg',
		'deploy/id_ed25519',
		'.ssh/config',
		'.gnupg/pubring.kbx',
		'.azure/msal_token_cache.json',
		'.config/gcloud/access_tokens.db',
		'truststore.jks',
		'vendor/x/.git/HEAD',
	])('B56: the path %s is suspicious', path => expect(judgePath(path)).toBeDefined());

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
		'id_rsa.pub',
		'src/__pycache__/credentials.cpython-311.pyc',
		'pip.conf',
		'src/gcloud.py',
		'.github/workflows/ci.yml',
	])('the path %s is not suspicious', path => expect(judgePath(path)).toBeUndefined());

	it.each([
		'ENV AWS_SECRET_ACCESS_KEY=abc',
		'env aws_secret_access_key abc',
		'ARG GIT_TOKEN',
		'ENV A=1 DB_PASSWORD=x',
		'COPY conf/local /app/conf/local',
		'ADD --chown=1:1 ./conf/local/ conf/',
		'COPY ["conf/local", "/x"]',
		'ENV HF_HOME=/x API_KEY=abc',
		'ARG PIP_INDEX_URL=https://ada:hunter2@pypi.corp.io/simple',
		`RUN pip install git+https://${token}@github.com/x/y.git`,
		`RUN echo ${token} > /home/kedro/.netrc`,
		'RUN export DB_PASSWORD=hunter2 && make',
		'    && curl -H "X-Api-Key: 0123456789abcdef0a" https://x.io \\',
	])('B34: the Dockerfile line %j is suspicious', line => {
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
		'ENV TOKENIZERS_PARALLELISM=false PASSWORD_FILE=/run/secrets/db SECRET_NAME=x',
		'ENV AWS_EC2_METADATA_DISABLED=true',
		'RUN pip install git+https://${TOKEN}@github.com/x/y.git',
		'RUN --mount=type=secret,id=token TOKEN=$(cat /run/secrets/token) pip install x',
		'RUN useradd --password hunter2 ada',
		'LABEL maintainer="ada@example.org"',
	])('the Dockerfile line %j is not suspicious', line =>
		expect(judgeDockerfile(`FROM x\n${line}\n`, 'Dockerfile')).toEqual([]),
	);
});
