// Values that stand where a secret would be: interpolations, words of documentation, the passwords of every tutorial.

/** `${oc.env:X}`, `$X`, `$(cmd)`, `{{ x }}`, `{name}`, `%(x)s`, `%s`, `<password>`, `[PAD]`; values that are encrypted (SOPS, Ansible). */
const interpolation =
	/\$\{|\$\(|\{\{|\{[\w.!:]*\}|%\(|%s|%[A-Z_]+%|<[^<>]*>|\.\.\.|…|^[$&*!|>@]|^\[.*\]$|^ENC\[|^\$ANSIBLE_VAULT/;

const documentation =
	/example|placeholder|redacted|change[-_]?(?:me|it)|your|dummy|replace[-_]?(?:me|this|with)|insert[-_]|withheld|not[-_]?a[-_]?(?:real|secret)|xxxx|\*{3}/i;

const weak = new Set(
	(
		'password passwd passw0rd passphrase pass pw pwd secret token key apikey user username login admin root guest test testing demo ' +
		'dev default none null nil true false yes no string str text required optional foo bar baz qux tiger postgres mysql ' +
		'mariadb redis rabbitmq mongo airflow mlflow minio minioadmin minio123 letmein qwerty abc abc123 mypass mypassword ' +
		'my_password my-password my-secret my_secret my-token my_token 0 1 123 1234 12345 123456 1234567 12345678 123456789 1234567890'
	).split(' '),
);

/** A password that everybody knows: masking it would hide ordinary words. */
export const isWellKnown = (value: string): boolean => weak.has(value.toLowerCase());

/** Whether a value is written where a secret would be, and is none. */
export function isPlaceholder(value: string): boolean {
	return (
		interpolation.test(value) ||
		documentation.test(value) ||
		isWellKnown(value) ||
		new Set(value.toLowerCase().replaceAll(/[^a-z0-9]/g, '')).size <= 2
	);
}

const harmlessPair =
	/["']?\b(?:endpoint_url|endpoint|region|region_name|host|port|driver|anon|use_ssl|verify|type|account_name|project|addressing_style|signature_version|endpoint_override|\w+_timeout|max_\w+|default_block_size|\w+_size)["']?[^\S\n]*[:=][^\S\n]*["']?[^\s"',}@?]+["']?/gi;

/** Whether every value of a configuration file is an interpolation, empty, a number or a switch, or says only where a server is. */
export function holdsOnlyInterpolations(text: string): boolean {
	const rest = text
		.replaceAll(/^[^\S\n]*[#;].*$|[^\S\n]#.*$/gm, '')
		// The host and the database after a user and a password that are interpolations.
		.replaceAll(/(?<=\$\{[^{}\n]*\})@[\w.-]+(?::\d+)?(?:\/[\w.-]*)?/g, '')
		.replaceAll(/\b[a-z][a-z0-9+.-]*:\/\//gi, '')
		.replaceAll(/\$\{\{[^{}\n]*\}\}|\$\{[^{}\n]*(?:\$\{[^{}\n]*\}[^{}\n]*)*\}|\{\{[^{}\n]*\}\}|\$[A-Z_][A-Z0-9_]*/g, '')
		.replaceAll(harmlessPair, '')
		.replaceAll(/^[^\S\n]*\[[\w. -]*\][^\S\n]*$/gm, '')
		.replaceAll(/^[^\S\n]*---$/gm, '')
		.replaceAll(/["']?[\w./-]+["']?[^\S\n]*[:=](?=\s|["'{[,}]|$)/gm, '')
		.replaceAll(/\b(?:true|false|null|none|export)\b/gi, '');
	return !/[A-Za-z0-9]/.test(rest);
}
