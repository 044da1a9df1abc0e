// Credentials in the files of a build context: by content, by name with content, and what is harmless.
import {expect, it} from 'vitest';
import {judgeFile, searched} from '../../../../src/image/context/content-scan.ts';

const token = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6'}`;
const key = `AKIA${'QWERTYUIOP123456'}`;
const certificate = `-----BEGIN CERTIFICATE-----\n${'MIIB'.repeat(16)}\n-----END CERTIFICATE-----\n`;
const privateKey = `-----BEGIN PRIVATE KEY-----\n${'MC4CAQAwBQYDK2VwBCIEI1x'.repeat(3)}\n-----END PRIVATE KEY-----\n`;
const judge = (path: string, text: string | Buffer): string | undefined => {
	const found = judgeFile(path, Buffer.from(text));
	return found && `${found.line ?? '-'} ${found.certain === false ? 'warning' : 'error'} ${found.reason}`;
};

it.each([
	['src/shop/nodes.py', `a\nTOKEN = "${token}"`, '2 error contains a GitHub token'],
	['README.md', `use ${token}`, '1 error contains a GitHub token'],
	['notebooks/a.ipynb', `{"source": ["login('${token}')"]}`, '1 error contains a GitHub token'],
	[
		'requirements.txt',
		'pandas\n--index-url https://ada:hunter2@pypi.corp.io/simple',
		'2 error contains a URL with a password',
	],
	[
		'pip.conf',
		'[global]\nindex-url = https://ada:hunter2@pypi.corp.io/simple',
		'2 error contains a URL with a password',
	],
	['docs/setup.md', 'postgresql://shop:hunter2@db.corp.io/shop', '1 warning may contain a URL with a password'],
	[
		'tests/test_io.py',
		'con = "postgresql://shop:hunter2@db.corp.io/shop"',
		'1 warning may contain a URL with a password',
	],
	[
		'conf/base/catalog.yml',
		'orders:\n  credentials:\n    password: hunter2\n',
		'3 error contains a value of "password"',
	],
	[
		'conf/base/parameters.yml',
		`api_key: 0a1b2c3d4e5f60718293\nb: ${key}`,
		'1 error contains a value of "api_key", and 1 more line like it',
	],
	['.npmrc', '//npm.corp.io/:_authToken=0a1b2c3d4e5f60718293', '1 error contains a value of "_authToken"'],
	[
		'docker/config.json',
		`{"auths": {"x.io": {"auth": "${Buffer.from('ada:hunter2').toString('base64')}"}}}`,
		'1 error contains a registry login',
	],
	[
		'kube.yaml',
		'users:\n- user:\n    token: kubeconfig-u-abcd1234:0a1b2c3d4e5f',
		'3 error contains a value of "token"',
	],
	[
		'key.json',
		`{"type": "service_account",\n"private_key": "${privateKey.replaceAll('\n', '\\n')}"}`,
		'2 error contains the key of a Google service account',
	],
	['server.pem', privateKey, '- error looks like a private key'],
	['kaggle.json', '{"username":"ada","key":"0a1b2c3d4e5f60718293a4b5c6d7e8f9"}', '- error stores a Kaggle key'],
	['conf/prod/credentials.yml', 'db:\n  con: ${oc.env:DB}\n  note: sunshine', '- error named like credentials'],
	['conf/local/credentials.yml', 'db:\n  con: ${oc.env:DB}', '- error conf/local is for this machine only'],
	['.env', 'A=1\nPASSWORD=hunter2', '- error environment files often contain secrets'],
	['a.txt', Buffer.from(`\uFEFFtoken ${token}`, 'utf16le'), '1 error contains a GitHub token'],
	['big.csv', `${'z'.repeat(65_530)} ${key} tail`, '1 error contains the id of an AWS key'],
])('%s is suspicious: %.30s', (path, text, expected) => expect(judge(path, text)).toBe(expected));

it.each([
	[
		'conf/prod/credentials.yml',
		'db:\n  # from the Secret\n  con: ${oc.env:DB_CON}\ns3:\n  key: "${oc.env:KEY}"\n  secret: ${oc.env:SECRET,null}\n',
	],
	[
		'conf/prod/credentials.yml',
		'minio: {key: "${oc.env:A}", secret: "${oc.env:B}", client_kwargs: {endpoint_url: http://minio:9000, verify: false}}',
	],
	['conf/prod/credentials.yml', 'con: postgresql://${oc.env:USER}:${oc.env:PASSWORD}@${oc.env:HOST}/${oc.env:DB}'],
	['conf/prod/credentials.yml', '# nothing yet\n'],
	['conf/prod/credentials.yml', '---\ndb:\n  con: ${oc.env:DB,${oc.env:OTHER}}\n'],
	['conf/prod/credentials.yml', 'con: mysql+pymysql://${oc.env:U}:${oc.env:P}@db.prod:3306/shop'],
	['.env.docker', 'export A=${A}\nB=$B\nC=\n'],
	['secrets.yaml', 'token: {{ vault_token }}\n'],
	['certs/ca.pem', certificate],
	['public.key', certificate.replaceAll('CERTIFICATE', 'PUBLIC KEY')],
	['data/01_raw/users.json', '{"password": "hunter2", "token": "0a1b2c3d4e5f60718293"}'],
	['package-lock.json', '{"token": "0a1b2c3d4e5f60718293"}'],
	['model/tokenizer_config.json', '{"token": "0a1b2c3d4e5f60718293"}'],
	['src/auth.py', 'password = "hunter2"\nself.token = read("0a1b2c3d4e5f60718293")'],
	['image.png', Buffer.from(`\x89PNG\0${token}`, 'latin1')],
	['README.md', 'postgresql://user:password@host/db, AKIAIOSFODNN7EXAMPLE'],
	['.github/workflows/ci.yml', 'password: ${{ secrets.PYPI_TOKEN }}'],
])('%s is harmless: %.40s', (path, text) => expect(judge(path, text)).toBeUndefined());

it('only the beginning of a file is searched', () => {
	const before = Buffer.alloc(searched.bytes, 'a\n');
	expect(judgeFile('a.csv', Buffer.concat([before, Buffer.from(key)]))).toBeUndefined();
});
