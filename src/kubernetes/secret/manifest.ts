// The manifest of the Secret with AWS keys, as JSON in memory: labels and annotations that make it ours, values in base64.
import {WizardError} from '../../system/errors.ts';
import type {Sensitive} from '../../system/secrets.ts';
import {fieldManager, managedByLabel, projectLabel, type SecretState} from './state.ts';

export type SecretToApply = {
	readonly name: string;
	/** Goes into a label: at most 63 letters, digits, `-`, `_` and `.`. */
	readonly projectId: string;
	/** Any text; what a label can't hold of it is replaced. */
	readonly projectName: string;
	/** Environment variable name -> value. */
	readonly values: Readonly<Record<string, Sensitive>>;
	/** Of kfp-wizard. */
	readonly version: string;
	/** Take a Secret over that is not this project's, and fields that other tools manage. */
	readonly adopt: boolean;
	/** What the plan was made of. */
	readonly before: SecretState;
	/** ISO time at which temporary credentials end. */
	readonly expiresAt?: string;
};

/**
 * The manifest, to be completed with the uid of the Secret it is meant for: the cluster then refuses any other one.
 * @throws WizardError `usage` for a value that is empty or a key that no Secret can have.
 */
export function manifestOf(secret: SecretToApply, namespace: string): (now: SecretState) => string {
	const {name, projectId, projectName, values, version, expiresAt} = secret;
	const data: Record<string, string> = {};
	for (const [key, value] of Object.entries(values)) {
		if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key) || value.reveal() === '') {
			throw new WizardError('usage', `The value for ${key} is empty, or ${key} is no key of a Secret`, {
				code: 'SECRET_VALUE',
			});
		}
		data[key] = Buffer.from(value.reveal(), 'utf8').toString('base64');
	}
	const partOf = labelValue(projectName);
	const keyId = values['AWS_ACCESS_KEY_ID'];
	const labels = {
		[managedByLabel]: fieldManager,
		...(partOf === '' ? {} : {'app.kubernetes.io/part-of': partOf}),
		[projectLabel]: projectId,
	};
	const annotations = {
		'kfp-wizard.dev/created-by-version': version,
		...(keyId === undefined ? {} : {'kfp-wizard.dev/access-key-suffix': keyId.suffix()}),
		...(expiresAt === undefined ? {} : {'kfp-wizard.dev/expires-at': expiresAt}),
	};
	return now =>
		JSON.stringify({
			apiVersion: 'v1',
			kind: 'Secret',
			metadata: {
				name,
				namespace,
				labels,
				annotations,
				...(now.state === 'present' ? {uid: now.uid} : {}),
			},
			type: 'Opaque',
			data,
		});
}

/** What a label can hold of a text: at most 63 letters, digits, `-`, `_`, `.`, alphanumeric at both ends. */
const labelValue = (text: string): string =>
	text
		.replaceAll(/[^A-Za-z0-9._-]+/g, '-')
		.slice(0, 63)
		.replaceAll(/^[-._]+|[-._]+$/g, '');
