// What Kubernetes accepts as the name of an object, a namespace, a label or a key of a Secret.
import {type NextCommand, WizardError} from '../system/errors.ts';
import {quote} from '../system/text.ts';

/** A DNS-1123 label, such as a namespace: at most 63 lower-case letters, digits and `-`, alphanumeric at both ends. */
export const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The namespaces that Kubernetes reserves, such as kube-system. */
export const ofKubernetes = /^kube-/;

/** A DNS-1123 subdomain, the name of most objects: at most 253 characters, labels of any length separated by dots. */
export const objectName = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The key of a label: at most 63 letters, digits, `-`, `_` and `.`, after an optional domain and `/`. */
export const labelKey = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/;

/** The value of a label: empty, or at most 63 letters, digits, `-`, `_` and `.`, alphanumeric at both ends. */
export const labelValue = /^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/;

/** A key of a Secret or a ConfigMap, which is the name of a file too: not `.`, and not `..` at its start. */
export const dataKey = /^(?!\.\.|\.$)[-._a-zA-Z0-9]{1,253}$/;

/** The nearest valid value of a label: other characters become `-`, what is too long or wrong at the ends is cut off. */
export const toLabelValue = (text: string): string =>
	text
		.replaceAll(/[^A-Za-z0-9._-]+/g, '-')
		.slice(0, 63)
		.replaceAll(/^[-._]+|[-._]+$/g, '');

/** A name to propose where a Secret of this name cannot be used: `aws-secrets-2`, and after it `aws-secrets-3`. */
export function nextName(name: string): string {
	const [, start = name, number = '1'] = /^(.+)-(\d{1,3})$/.exec(name) ?? [];
	return `${start.slice(0, 249).replace(/[-.]+$/, '')}-${Number(number) + 1}`;
}

/** For a Secret of this name that cannot be used. */
export const anotherSecret = (name: string): NextCommand => ({
	command: `kfp-wizard deploy --secret ${quote(nextName(name))}`,
	when: 'to use a Secret with another name',
});

/** @throws WizardError `usage` for a name that no Secret can have. */
export function checkSecretName(name: string): void {
	if (objectName.test(name)) return;
	throw new WizardError(
		'usage',
		`${name === '' ? 'An empty text' : `"${name.slice(0, 60)}"`} is not a valid Secret name: use lower-case letters, digits, "-" and "."`,
		{code: 'SECRET_NAME'},
	);
}
