// The manifest of the Secret with AWS keys, as JSON in memory: labels and annotations of kfp-wizard, values in base64.
import {WizardError} from '../../system/errors.ts';
import {defined} from '../../system/defined.ts';
import {markOf, type ProjectIdentity} from '../../system/project-identity.ts';
import type {Sensitive} from '../../system/secrets.ts';
import {dataKey, toLabelValue} from '../names.ts';
import {fieldManager, keyIdAnnotation, managedByLabel, projectLabel, type SecretState} from './state.ts';

export type SecretToApply = {
	readonly name: string;
	readonly project: ProjectIdentity;
	/** Environment variable name -> value. */
	readonly values: Readonly<Record<string, Sensitive>>;
	/** The version of kfp-wizard. */
	readonly version: string;
	/** Also write to a Secret that kfp-wizard did not create for this project, and to fields that other tools manage. */
	readonly adopt: boolean;
	/** With `adopt`: what the user agreed to delete, `key password`. */
	readonly deletes?: readonly string[];
	/** The state that the plan was made with. */
	readonly before: SecretState;
	/** ISO time at which temporary credentials expire. */
	readonly expiresAt?: string;
};

/**
 * The manifest as a function of the Secret on the cluster: with its uid the cluster refuses to write to any other one.
 * @throws WizardError `usage` for an empty value or a key that no Secret can have.
 */
export function manifestOf(secret: SecretToApply, namespace: string): (now: SecretState) => string {
	const {name, project, values, version, expiresAt} = secret;
	const data: Record<string, string> = {};
	for (const [key, value] of Object.entries(values)) {
		if (!dataKey.test(key) || value.reveal() === '') {
			throw new WizardError('usage', `The value of ${key} is empty, or ${key} is not a valid key of a Secret`, {
				code: 'SECRET_VALUE',
			});
		}
		data[key] = Buffer.from(value.reveal(), 'utf8').toString('base64');
	}
	const partOf = toLabelValue(project.name);
	const keyId = values['AWS_ACCESS_KEY_ID'];
	const labels = {
		[managedByLabel]: fieldManager,
		...(partOf === '' ? {} : {'app.kubernetes.io/part-of': partOf}),
		[projectLabel]: markOf(project),
	};
	const annotations = {
		'kfp-wizard.dev/created-by-version': version,
		...defined({[keyIdAnnotation]: keyId?.suffix()}),
		...defined({'kfp-wizard.dev/expires-at': expiresAt}),
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
