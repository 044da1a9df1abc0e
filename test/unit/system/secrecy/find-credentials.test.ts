// Credentials in texts: what is found with its kind and line, what is harmless, and that hostile text takes no time.
import {createHash, generateKeyPairSync} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import {findCredentials, isCredential} from '../../../../src/system/secrecy/find-credentials.ts';

/** Made up, the same in every run: characters of an alphabet by a hash. */
function made(length: number, alphabet: string, seed = 'seed'): string {
	let text = '';
	for (let round = 0; text.length < length; round++) {
		const bytes = createHash('sha256').update(`${seed} ${length} ${round}`).digest();
		text += [...bytes].map(byte => alphabet[byte % alphabet.length]).join('');
	}
	return text.slice(0, length);
}

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = upper.toLowerCase();
const digits = '0123456789';
const word = upper + lower + digits;
const hex = '0123456789abcdef';
const base64 = `${word}+/`;

const pem = (kind: string): string => {
	const type = {type: 'pkcs8', format: 'pem'} as const;
	const key = generateKeyPairSync('ed25519').privateKey.export(type).toString();
	return key.replaceAll('PRIVATE', kind);
};
const jwt = `eyJ${made(30, word, 'head')}.eyJ${made(60, word, 'body')}.${made(43, word, 'signature')}`;
const kinds = (text: string, named = false): readonly string[] =>
	findCredentials(text, {named}).map(({kind, line, certain}) => `${line} ${kind}${certain ? '' : '?'}`);

describe('the forms of credentials', () => {
	it.each([
		['a private key', pem('PRIVATE')],
		['a private key', pem('RSA PRIVATE')],
		['a private key', pem('ENCRYPTED PRIVATE')],
		['a private key', `-----BEGIN OPENSSH PRIVATE KEY-----\n${made(70, base64)}\n`],
		['a private key', `-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n${made(64, base64)}\n`],
		[
			'a private key',
			`-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${made(64, base64)}`,
		],
		['a private key', `key = "${pem('PRIVATE').replaceAll('\n', '\\n')}"`],
		['a private key', pem('PRIVATE').replaceAll(/^/gm, '      ')],
		['the key of a Google service account', JSON.stringify({type: 'service_account', private_key: pem('PRIVATE')})],
		['the id of an AWS key', `AKIA${made(16, upper + digits)}`],
		['the id of an AWS key', `id: ASIA${made(12, upper)}2345,`],
		['an AWS secret access key', `aws_secret_access_key = ${made(40, base64)}`],
		['an AWS secret access key', `{"SecretAccessKey": "${made(40, base64)}"}`],
		['an AWS secret access key', `os.environ["AWS_SECRET_ACCESS_KEY"] = 'x'; secret_key='${made(40, base64)}'`],
		[
			'an Azure storage key',
			`DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${made(86, base64)}==;EndpointSuffix=x`,
		],
		['an Azure storage key', `account_key: ${made(86, base64)}==`],
		['an Azure access key', `Endpoint=sb://x/;SharedAccessKeyName=root;SharedAccessKey=${made(43, base64)}=`],
		['an Azure SAS signature', `https://shop.blob.core.windows.net/raw?sv=2022-11-02&sig=${made(43, word)}%3D&se=2027`],
		['a Google OAuth secret', `GOCSPX-${made(28, word)}`],
		['a Google access token', `ya29.${made(80, word)}`],
		['a Google API key?', `key: "AIza${made(35, word)}"`],
		['a GitHub token', `ghp_${made(36, word)}`],
		['a GitHub token', `url = git+https://ghs_${made(36, word)}@github.com/x/y`],
		['a GitHub token', `github_pat_${made(22, word)}_${made(59, word)}`],
		['a GitLab token', `token=glpat-${made(20, word)}`],
		['a Hugging Face token', `login("hf_${made(34, word)}")`],
		['a Slack token', `xoxb-${made(12, digits)}-${made(12, digits)}-${made(24, word)}`],
		['a Slack token', `xapp-1-A${made(10, upper)}-${made(13, digits)}-${made(64, hex)}`],
		['a Slack webhook', `https://hooks.slack.com/services/T${made(9, upper)}/B${made(9, upper)}/${made(24, word)}`],
		['a PyPI token', `password = pypi-AgEIcHlwaS5vcmc${made(60, word)}`],
		['an npm token', `//registry.acme.example/:_authToken=npm_${made(36, word)}`],
		['a Stripe key', `sk_live_${made(24, word)}`],
		['an OpenAI key', `sk-proj-${made(48, word)}`],
		['a Databricks token', `token = dapi${made(32, hex)}`],
		['a SendGrid key', `SG.${made(22, word)}.${made(43, word)}`],
		['a Docker Hub token', `dckr_pat_${made(27, word)}`],
		['a bearer token', `Authorization: Bearer ${jwt}`],
		['a bearer token', `    token: ${jwt}`],
		['the key of a kubeconfig', `    client-key-data: ${made(200, base64)}`],
		['a registry login', `{"auths": {"x.io": {"auth": "${Buffer.from('ada:s3cr3t-pass').toString('base64')}"}}}`],
		['a password for a host', 'machine api.wandb.ai\n  login ada\n  password a1b2c3d4'],
		['a URL with a password', 'con: postgresql://shop:hunter2@db.prod.internal:5432/shop'],
		['a URL with a password', '--extra-index-url https://ada:p%40ss-w0rd@pypi.corp.io/simple'],
		['a URL with a password', 'redis://:s3cr3tP@10.0.0.7:6379/0'],
		['a URL with a token', `pip install git+https://${made(40, hex)}@git.corp.io/x/y.git`],
	])('%s', (kind, text) => {
		expect(kinds(`first line\n${text}\nlast line`)).toEqual([expect.stringMatching(/^\d+ /)]);
		expect(kinds(`first line\n${text}\nlast line`)[0]?.slice(2)).toBe(kind);
	});

	it('the line is that of the credential, one finding a line', () => {
		const text = `a\n\nx = "ghp_${made(36, word)}" # AKIA${made(16, upper)}\nb\nghp_${made(36, word, 'two')}`;
		expect(kinds(text)).toEqual(['3 a GitHub token', '5 a GitHub token']);
	});

	it.each([
		['AKIAIOSFODNN7EXAMPLE'],
		['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
		['MAKIAVELLIANPROTEINSEQUENCES and ASIAPACIFICREGIONCODES'],
		['postgresql://user:password@host:5432/db'],
		['postgres://${DB_USER}:${DB_PASSWORD}@db.prod.internal/shop'],
		['postgresql://scott:tiger@localhost/test'],
		['url = f"postgresql://{user}:{password}@{host}/{name}"'],
		['"https://%s:%s@%s/simple" % (user, password, host)'],
		['https://<user>:<token>@pypi.corp.io/simple'],
		['https://user:your-token@pypi.corp.io'],
		['new URL("http://a:b@c"); r.exec("https://x@y.z"); ftp://anonymous@ftp.gnu.org'],
		['git+ssh://git@github.com/x/y.git; abfs://experiments-2024-q1-raw@shop.dfs.core.windows.net/x'],
		['http://registry.local:5000/x@sha256:2bb5 and http://h:8080/a/b@2x.png'],
		['https://0123456789abcdef0123456789abcdef@o123.ingest.sentry.io/4'],
		[
			`ghp_${'x'.repeat(36)} and hf_${'X'.repeat(34)} and glpat-${'0'.repeat(20)} and hf_your_token_here_please_replace`,
		],
		['sk-learn sk-test mask-rcnn-resnet50-fpn-coco-258fb6c6 task-0123456789abcdefghijklmnop'],
		['-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----'],
		['if "-----BEGIN RSA PRIVATE KEY-----" in text: raise ValueError'],
		[`-----BEGIN CERTIFICATE-----\n${made(64, base64)}\n-----END CERTIFICATE-----`],
		[`ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${made(43, base64)} ada@laptop`],
		[
			'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
		],
		[`"integrity": "sha512-${made(86, base64)}==", sha256:${made(64, hex)} --hash=sha256:${made(64, hex)}`],
		[`data:image/png;base64,iVBORw0KGgo${made(4000, base64)}`],
		['the machine learning password reset of a machine called login password'],
		['AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='],
		['design=abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz'],
		[
			Array.from({length: 50}, (_, row) => `${made(8, hex, `${row}`)}-4b1d-${made(12, hex)},3.14,2024-01-01`).join(
				'\n',
			),
		],
	])('harmless: %.60s', text => expect(kinds(text)).toEqual([]));
});

describe('the names of keys in configuration', () => {
	it.each([
		'password: hunter2',
		'  "db_password": "S3cr3t!"',
		'DB_PASSWORD=correct-h0rse!',
		'credentials: {user: ada, password: hunter2}',
		'con: jdbc:postgresql://db.corp.io/shop?user=ada&password=hunter2',
		'dsn: "host=db user=ada password=hunter2"',
		'con: Server=tcp:db,1433;Uid=ada;Pwd=hunter2;',
		`api_key: ${made(32, hex)}`,
		`  token = "${made(40, word)}"`,
		`clientSecret: '${made(24, word)}'`,
	])('certain: %s', text => expect(kinds(text, true)).toEqual([expect.stringMatching(/^1 a value of "\w+"$/)]));

	it.each(['token: abcd1234', 'password: correcthorsebattery', 'password: correct-horse-7'])('not certain: %s', text =>
		expect(kinds(text, true)).toEqual([expect.stringMatching(/\?$/)]),
	);

	it.each([
		'password: ${oc.env:DB_PASSWORD}',
		'password: "{{ db_password }}"',
		'password: $DB_PASSWORD',
		'PASSWORD=$(cat /run/secrets/password)',
		'password: changeme',
		'password: <your password>',
		'password: "********"',
		'"password": "Password", "passwordHint": "Enter your password here"',
		'"password": "Mot de passe", "newPassword": "Contraseña", "oldPassword": "Passwort:"',
		'"hashed_secret": "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"',
		'secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbC1',
		'secret: projects/123456/secrets/db/versions/1',
		'password: null\ntoken: true\nsecret:\napi_key: ""',
		'secret: aws-secrets',
		'secret: aws-secrets-2\nsecretName: kfp-prod-3',
		'pad_token: "[PAD]"\neos_token: <eos>\nbos_token: <|startoftext|>\nmax_tokens: 512\ntoken: 1024',
		'tokenizer: bert-base-uncased\ntoken: gpt2-medium-v2',
		'api_key: OPENAI_API_KEY',
		'token: ${{ secrets.GITHUB_TOKEN }}',
		'access_key: /run/secrets/key1\nprivate_key: ~/.ssh/id_rsa4\ntoken: https://sts.amazonaws.com/v1',
		'password: ENC[AES256_GCM,data:abc1,type:str]',
		'password: &anchor x\nsecret: *anchor1',
		'a: "b"\nc: \'d\'\ne: f=g, h: i',
		`key: ${made(32, hex)}\nhash: ${made(64, hex)}`,
	])('harmless: %s', text => expect(kinds(text, true)).toEqual([]));

	it('names count in configuration only', () => expect(kinds('password = "hunter2"')).toEqual([]));
});

it('a value is a credential by its form', () => {
	expect(isCredential(`ghp_${made(36, word)}`)).toBe(true);
	expect(isCredential('mysql://shop:hunter2@db.prod.internal/x')).toBe(true);
	expect(isCredential('s3://bucket/prefix')).toBe(false);
});

it.each([
	['one long word', 'a'.repeat(200_000)],
	['beginnings of private keys', '-----BEGIN PRIVATE KEY-----\n'.repeat(4_000)],
	['headers of private keys', `-----BEGIN PRIVATE KEY-----\n${'A: b\n'.repeat(20_000)}`],
	['schemes', 'a://'.repeat(40_000)],
	['users without an end', `a://${'b:'.repeat(60_000)}`],
	['names without values', 'password='.repeat(20_000)],
	['quotes', `password="${'"'.repeat(100_000)}`],
	['spaces', `secret_key${' '.repeat(100_000)}`],
	['beginnings of tokens', `${'ghp_'.repeat(20_000)}${'eyJa'.repeat(20_000)}`],
	['bearers', 'bearer '.repeat(20_000) + 'eyJ'.repeat(20_000)],
	['machines', 'machine a login b '.repeat(10_000)],
	['dots', `a://${'a1.'.repeat(60_000)}`],
])('hostile text takes no time: %s', (_, text) => {
	const start = performance.now();
	findCredentials(text, {named: true});
	expect(performance.now() - start).toBeLessThan(5000);
});
