// Schedules of a version whose keys expire.
import {WizardError} from '../system/errors.ts';

/** `what`: the version that takes the keys from its Secret. */
export const expiringKeys = (what: string): WizardError =>
	new WizardError(
		'usage',
		`${what} takes temporary AWS keys from its Secret (AWS_SESSION_TOKEN): scheduled runs would fail once they have expired`,
		{
			code: 'KEYS_EXPIRE',
			next: [
				{command: 'kfp-wizard deploy --aws-profile NAME', when: 'to deploy with keys that do not expire'},
				{command: 'kfp-wizard deploy --no-secret', when: 'if the pods have a role of their own'},
				{command: '--allow-expiring', when: 'if the Secret is renewed by other means'},
			],
		},
	);
