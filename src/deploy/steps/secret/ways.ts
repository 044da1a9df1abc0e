// What can be done where AWS refuses the keys, or the cluster the Secret.
import {nextName} from '../../../kubernetes/names.ts';
import type {NextCommand, WizardError} from '../../../system/errors.ts';
import {quote} from '../../../system/text.ts';
import {claim} from '../../../system/project-identity.ts';

/** Errors about a namespace in which this user may not write, or that takes nothing. */
const ofNamespace = /^(?:SECRET_)?FORBIDDEN$|^NAMESPACE_|^QUOTA_EXCEEDED$|^WEBHOOK_DENIED$/;

const none: NextCommand = {
	command: '--no-secret',
	when: 'to write no Secret: the pods have a role of their own',
};

const untried: NextCommand = {
	command: '--no-access-check',
	when: 'to use these keys all the same: they are not tried',
};

const existing: NextCommand = {
	command: '--existing-secret',
	when: 'to use a Secret that is on the cluster: nothing is written',
};

export function waysToSecret({code}: WizardError): readonly NextCommand[] {
	if (code.startsWith('AWS_'))
		return [
			{command: '--aws-profile NAME', when: 'to use another AWS profile'},
			existing,
			none,
			...(code === 'AWS_KEYS_REFUSED' ? [untried] : []),
		];
	if (!ofNamespace.test(code)) return [];
	return [
		{command: '--namespace NS', when: 'to use another namespace'},
		existing,
		{command: '--secret-file PATH', when: 'to write the Secret to a file: an administrator can apply it'},
		none,
	];
}

/** For a Secret that was not created for this project. `written`: its new keys; `deletes`: what that deletes. */
export const waysToForeign = (
	name: string,
	{
		written: keys,
		deletes,
		mark,
	}: {readonly written: readonly string[]; readonly deletes: readonly string[]; readonly mark: string | undefined},
): readonly NextCommand[] => [
	{command: '--existing-secret', when: 'to use it as it is: nothing is written'},
	{command: `--secret ${quote(nextName(name))}`, when: 'to use a Secret with another name'},
	{
		command: '--adopt-secret',
		when: `to adopt it: ${deletes.length === 0 ? '' : `deletes ${deletes.join(', ')}; `}replaces ${keys.join(', ')}`,
	},
	...(mark === undefined ? [] : claim(mark)),
];
