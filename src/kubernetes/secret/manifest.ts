// The manifest of the Secret with AWS keys, as JSON in memory: labels and annotations of kfp-wizard, values in base64.
import {WizardError} from '../../system/errors.ts';
import {defined} from '../../system/defined.ts';
import {markOf, type ProjectIdentity} from '../../system/project-identity.ts';
import type {Sensitive} from '../../system/secrets.ts';
import {bytes, cleanLine} from '../../system/text.ts';
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

/** What a Secret is to have. */
export type WantedContent = Pick<SecretToApply, 'name' | 'project' | 'values' | 'version' | 'expiresAt'>;

/** Bytes of all values of a Secret, before base64: what Kubernetes takes. */
const mostBytes = 1024 * 1024;

/** @throws WizardError `usage` for keys and values that no Secret can have, or that would not reach a task as they are. */
export function refuseValues(name: string, values: SecretToApply['values']): void {
	const refuse = (problem: string): void => {
		throw new WizardError('usage', `The Secret ${name} cannot be written: ${problem}`, {code: 'SECRET_VALUE'});
	};
	let size = 0;
	for (const [key, value] of Object.entries(values)) {
		const text = value.reveal();
		size += Buffer.byteLength(text);
		if (!dataKey.test(key))
			refuse(
				`${quoteName(key)} is not a valid key: use letters, digits, "-", "_" and ".", at most 253, without ".." at its start`,
			);
		if (text === '') refuse(`the value of ${key} is empty`);
		if (text.includes('\0')) refuse(`the value of ${key} has a NUL character, which no variable can have`);
		if (Buffer.from(text).toString().includes('\uFFFD')) refuse(`the value of ${key} is not text in UTF-8`);
	}
	if (size > mostBytes) refuse(`its values have ${bytes(size)}, and Kubernetes takes at most ${bytes(mostBytes)}`);
}

const quoteName = (key: string): string => `"${cleanLine(key).slice(0, 60)}"`;

/**
 * The parts that an apply writes. The data are in base64, as the cluster has them.
 * @throws WizardError as of `refuseValues`.
 */
export function contentOf({name, project, values, version, expiresAt}: WantedContent) {
	refuseValues(name, values);
	const partOf = toLabelValue(project.name);
	const keyId = values['AWS_ACCESS_KEY_ID'];
	return {
		labels: {
			[managedByLabel]: fieldManager,
			...(partOf === '' ? {} : {'app.kubernetes.io/part-of': partOf}),
			[projectLabel]: markOf(project),
		},
		annotations: {
			'kfp-wizard.dev/created-by-version': version,
			...defined({[keyIdAnnotation]: keyId?.suffix()}),
			...defined({'kfp-wizard.dev/expires-at': expiresAt}),
		},
		data: Object.fromEntries(
			Object.entries(values).map(([key, value]) => [key, Buffer.from(value.reveal(), 'utf8').toString('base64')]),
		),
	};
}

/**
 * The manifest as a function of the Secret on the cluster: with its uid the cluster refuses to write to any other one.
 * @throws WizardError as of `refuseValues`.
 */
export function manifestOf(secret: WantedContent, namespace: string): (now: SecretState) => string {
	const {name} = secret;
	const {labels, annotations, data} = contentOf(secret);
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
