// The forms that credentials have: each with its kind, the text that it cannot be without, and how sure it is.
import {isSlug} from './names.ts';
import {isPlaceholder} from './placeholders.ts';

export type CredentialPattern = {
	/** With its article, for `line 3 contains …`. */
	readonly kind: string;
	/** Texts of three or more characters of which one is in every match. A text without them is not searched. */
	readonly hints: readonly string[];
	/** Group 1 is the secret, else the whole match. Every repetition is bounded or has one way to match. */
	readonly pattern: RegExp;
	/** False where harmless text may have this form too. */
	readonly certain: boolean;
	/** Documentation and tests usually have made-up ones. */
	readonly usual?: true;
	/** Refuses what only has the form. */
	readonly accept?: (match: RegExpMatchArray) => boolean;
};

const token = (kind: string, hints: readonly string[], pattern: RegExp): CredentialPattern => ({
	kind,
	hints,
	pattern,
	certain: true,
	accept: ([whole, secret = whole]) => !isPlaceholder(secret.replace(/^[A-Za-z]+[_-](?:live_)?/, '')),
});

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString('latin1');

const isLocal = (host: string): boolean =>
	/^(?:localhost|127\.|0\.0\.0\.0|host$|hostname$|server$|example\b|my-?host|docker$)/i.test(host) ||
	/(?:^|\.)(?:example|test|invalid|localhost)(?:\.(?:com|org|net))?$/i.test(host);

export const patterns: readonly CredentialPattern[] = [
	{
		kind: 'the key of a Google service account',
		hints: ['"private_key"'],
		pattern: /"private_key"\s{0,20}:\s{0,20}"(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^"-]{40,8192})/g,
		certain: true,
	},
	{
		kind: 'a private key',
		hints: ['PRIVATE KEY'],
		// The body may be indented, quoted, or on one line with \n in it; a header line may come first.
		pattern:
			/-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:\\[nr]|[\s"'+,])*(?:[A-Za-z-]{1,30}: [^\n]{0,200}\n\s*){0,5}([A-Za-z0-9+/]{40,128})/g,
		certain: true,
	},
	{
		kind: 'a private key',
		hints: ['PuTTY-User-Key-File-'],
		pattern: /PuTTY-User-Key-File-\d: /g,
		certain: true,
	},
	token('an age key', ['AGE-SECRET-KEY-1'], /AGE-SECRET-KEY-1[A-Z0-9]{58}/g),
	{
		kind: 'the id of an AWS key',
		hints: ['AKIA', 'ASIA'],
		pattern: /(?<![A-Z0-9])(?:AKIA[A-Z0-9]{16}|ASIA(?=[A-Z]{0,15}\d)[A-Z0-9]{16})(?![A-Z0-9])/g,
		certain: true,
		accept: ([id]) => !id.includes('EXAMPLE'),
	},
	{
		kind: 'an AWS secret access key',
		hints: ['ecret', 'ECRET'],
		pattern:
			/secret_?(?:access_?)?key["']?[^\S\n]{0,20}(?:[:=]|=>)?[^\S\n]{0,20}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
		certain: true,
		accept: ([, key = '']) => /[a-z]/.test(key) && /[A-Z]/.test(key) && /[0-9/+]/.test(key) && !isPlaceholder(key),
	},
	{
		kind: 'an Azure storage key',
		hints: ['ccount'],
		pattern: /account_?key["']?[^\S\n]{0,20}[:=][^\S\n]{0,20}["']?([A-Za-z0-9+/]{86}==)/gi,
		certain: true,
		// The public key of the Azurite emulator.
		accept: ([, key = '']) => !key.startsWith('Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq'),
	},
	token('an Azure access key', ['SharedAccessKey='], /SharedAccessKey=([A-Za-z0-9+/]{43}=)/g),
	token('an Azure SAS signature', ['sig='], /(?<![\w.-])sig=([A-Za-z0-9%+/_-]{43,80}(?:%3[Dd]|=)?)(?![A-Za-z0-9])/g),
	token('a Google OAuth secret', ['GOCSPX-'], /GOCSPX-[\w-]{28}/g),
	token('a Google access token', ['ya29.'], /\bya29\.[\w-]{40,500}/g),
	{...token('a Google API key', ['AIza'], /(?<![\w-])AIza[\w-]{35}(?![\w-])/g), certain: false},
	token('a GitHub token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], /(?<![\w-])gh[pousr]_[A-Za-z0-9]{36,255}/g),
	token('a GitHub token', ['github_pat_'], /(?<![\w-])github_pat_\w{30,255}/g),
	token(
		'a GitLab token',
		['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'glft-', 'glsoat-'],
		/(?<![\w-])gl(?:pat|dt|rt|ptt|cbt|ft|soat)-[\w-]{20,300}/g,
	),
	token('a Hugging Face token', ['hf_'], /(?<![\w-])hf_[A-Za-z0-9]{30,64}(?!\w)/g),
	token('a Slack token', ['xox', 'xapp-'], /(?<![\w-])(?:xox[abeoprs]|xapp)-(?=[\w-]*\d)[\w-]{15,255}/g),
	token('a Slack webhook', ['hooks.slack.com'], /hooks\.slack\.com\/services\/(T\w{6,12}\/B\w{6,12}\/\w{20,30})/g),
	token('a PyPI token', ['pypi-'], /(?<![\w-])pypi-[\w-]{50,600}/g),
	token('an npm token', ['npm_'], /(?<![\w-])npm_[A-Za-z0-9]{36}(?!\w)/g),
	token('a Stripe key', ['k_live_'], /(?<![\w-])[rs]k_live_[A-Za-z0-9]{16,255}/g),
	token('an Anthropic key', ['sk-ant-'], /(?<![\w-])sk-ant-[\w-]{60,255}/g),
	token('an OpenAI key', ['sk-'], /(?<![\w-])sk-(?:proj|svcacct|admin)-[\w-]{40,255}/g),
	token('an OpenAI key', ['T3BlbkFJ'], /(?<![\w-])sk-[\w-]{20,120}T3BlbkFJ[\w-]{20,120}/g),
	token('a Databricks token', ['dapi'], /(?<![\w-])dapi[0-9a-f]{32}(?:-\d)?(?!\w)/g),
	token('a SendGrid key', ['SG.'], /(?<![\w-])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g),
	token('a DigitalOcean token', ['_v1_'], /(?<![\w-])do[opr]_v1_[0-9a-f]{64}/g),
	token('a Docker Hub token', ['dckr_pat_'], /(?<![\w-])dckr_pat_[\w-]{20,64}/g),
	token('a Grafana token', ['glsa_'], /(?<![\w-])glsa_\w{32}_[0-9a-f]{8}/g),
	token('a Vault token', ['hvs.'], /(?<![\w.-])hvs\.[\w-]{24,300}/g),
	{
		kind: 'a bearer token',
		hints: ['eyJ'],
		pattern:
			/(?:bearer|token|authorization|jwt|password)["']?[^\S\n]{0,20}[:=]?[^\S\n]{0,20}["']?(eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,2000})/gi,
		certain: true,
		// The token of jwt.io.
		accept: ([, jwt = '']) => !jwt.includes('eyJzdWIiOiIxMjM0NTY3ODkw'),
	},
	{
		kind: 'the key of a kubeconfig',
		hints: ['client-key-data'],
		pattern: /client-key-data["']?[^\S\n]{0,20}:[^\S\n]{0,20}["']?([A-Za-z0-9+/]{80,8192})/g,
		certain: true,
	},
	{
		kind: 'a registry login',
		hints: ['"auth"'],
		pattern: /"auth"\s{0,20}:\s{0,20}"([A-Za-z0-9+/]{8,8192}={0,2})"/g,
		certain: true,
		accept: ([, auth = '']) =>
			/^[!-~]+:[!-~]+$/.test(decoded(auth)) && !isPlaceholder(decoded(auth).split(':')[1] ?? ''),
	},
	{
		kind: 'a password for a host',
		hints: ['machine'],
		pattern: /\bmachine\s{1,20}\S{1,255}\s{1,20}(?:login\s{1,20}\S{1,255}\s{1,20})?password\s{1,20}(\S{1,1024})/g,
		certain: true,
		usual: true,
		// Prose has a machine and a password too.
		accept: ([, password = '']) => !isPlaceholder(password) && !/^[a-z]*[.,:;]?$/.test(password),
	},
	{
		kind: 'a URL with a password',
		hints: ['://'],
		// `github://` names a repository so.
		pattern:
			/(?<=[A-Za-z0-9])(?<!github):\/\/([^\s:/?#@"'`<>()[\]{}|\\^,;]{0,255}):([^\s/?#@"'`<>]{4,512})@([A-Za-z0-9._-]{1,255})/g,
		certain: true,
		usual: true,
		accept: ([, user = '', password = '', host = '']) =>
			!isPlaceholder(password) && !isPlaceholder(host) && password !== user && !isLocal(host),
	},
	{
		kind: 'a URL with a token',
		hints: ['://'],
		pattern: /[A-Za-z0-9]:\/\/((?=[\w.~%-]*\d)(?=[\w.~%-]*[A-Za-z])[\w.~%-]{20,512}):?@([A-Za-z0-9._-]{1,255})/g,
		certain: true,
		usual: true,
		// The address of a Sentry project is public; what is before the host of an Azure storage is a container.
		accept: ([, user = '', host = '']) =>
			!isPlaceholder(user) && !isSlug(user) && !isLocal(host) && !/sentry|\.windows\.net$/i.test(host),
	},
];
