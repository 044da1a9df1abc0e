// What a build gets of this machine: package indexes, certificates, proxies; and nothing where there is none.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {findBuildInputs} from '../../../src/image/build-inputs.ts';
import {scratch} from '../../support/scratch.ts';

const generated = {path: null, text: 'FROM x\n'};
const find = async (env: Record<string, string>, dockerfile: {path: string | null; text: string} = generated) =>
	findBuildInputs(dockerfile, {env, platform: 'linux'});

it('finds nothing where nothing is set, also with passwords for other servers', async () => {
	const home = await scratch();
	await writeFile(join(home, '.netrc'), 'machine github.com login a password b\n');
	await mkdir(join(home, '.config', 'pip'), {recursive: true});
	await writeFile(join(home, '.config', 'pip', 'pip.conf'), '[global]\ntimeout = 60\n');
	expect(await find({HOME: home, PIP_INDEX_URL: '', GITHUB_TOKEN: 'x', PIP_CERT: '/nowhere.pem'})).toEqual({
		secrets: [],
		proxies: [],
		unreachable: [],
		notMounted: [],
	});
});

it('finds the variables and files of a private index, and the passwords for it', async () => {
	const home = await scratch();
	await writeFile(join(home, '.netrc'), 'machine pypi.acme.dev login a password b\n');
	await mkdir(join(home, '.pip'));
	await writeFile(join(home, '.pip', 'pip.conf'), '[global]\nextra-index-url = https://pypi.acme.dev/simple\n');
	await writeFile(join(home, 'ca.pem'), '-----BEGIN CERTIFICATE-----\n');
	const {secrets} = await find({
		HOME: home,
		UV_INDEX_ACME_PASSWORD: 'p',
		UV_INDEX: 'acme=https://x',
		PIP_CERT: join(home, 'ca.pem'),
	});
	expect(secrets).toEqual([
		{id: 'UV_INDEX', from: {variable: 'UV_INDEX'}, isCertificate: false},
		{id: 'UV_INDEX_ACME_PASSWORD', from: {variable: 'UV_INDEX_ACME_PASSWORD'}, isCertificate: false},
		{id: 'PIP_CONFIG_FILE', from: {file: join(home, '.pip', 'pip.conf')}, isCertificate: false},
		{id: 'NETRC', from: {file: join(home, '.netrc')}, isCertificate: false},
		{id: 'PIP_CERT', from: {file: join(home, 'ca.pem')}, isCertificate: true},
	]);
});

it('gives a Dockerfile of the project only what it mounts', async () => {
	const env = {PIP_INDEX_URL: 'https://a:b@x/simple', UV_INDEX_URL: 'https://c:d@x/simple'};
	const text =
		'FROM x\nRUN --mount=type=cache,id=UV_INDEX_URL \\\n  --mount=type=secret,id=PIP_INDEX_URL,required=true pip install y\n';
	const own = await find(env, {path: 'Dockerfile', text});
	expect(own.secrets.map(({id}) => id)).toEqual(['PIP_INDEX_URL']);
	expect(own.notMounted).toEqual(['UV_INDEX_URL']);
	const byTarget = await find(env, {
		path: 'Dockerfile',
		text: 'FROM x\nRUN --mount=type=secret,target=/run/secrets/UV_INDEX_URL y',
	});
	expect(byTarget.secrets.map(({id}) => id)).toEqual(['UV_INDEX_URL']);
});

it('passes proxies on by name, but for those that only this machine reaches', async () => {
	expect(
		await find({
			HTTPS_PROXY: 'http://u:p@proxy.acme.dev:3128',
			no_proxy: 'localhost',
			http_proxy: 'http://127.0.0.1:7890',
			ALL_PROXY: 'socks5://localhost:1080',
		}),
	).toMatchObject({proxies: ['HTTPS_PROXY', 'no_proxy'], unreachable: ['http_proxy', 'ALL_PROXY']});
});
