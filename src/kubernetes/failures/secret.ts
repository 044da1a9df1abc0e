// Failures of kubectl that come from a Secret that is written.
import type {NextCommand} from '../../system/errors.ts';
import {anotherSecret} from '../names.ts';
import type {KnownKubectlFailure, KubectlRequest} from './known-failure.ts';

const otherName = (request: KubectlRequest): readonly NextCommand[] => [anotherSecret(request.secret ?? 'NAME')];

export const secretFailures: readonly KnownKubectlFailure[] = [
	{
		code: 'SECRET_CONFLICT',
		kind: 'usage',
		pattern: /Apply failed with \d+ conflicts?/,
		message: (_, request) => `Other tools manage fields of the Secret ${request.secret ?? ''}, with other values`,
		detail: conflicts,
		next: request => [
			{command: 'kfp-wizard deploy --adopt-secret', when: 'to overwrite these fields'},
			...otherName(request),
		],
	},
	{
		code: 'PLAN_STALE',
		kind: 'failed',
		pattern:
			/the object has been modified|uid mismatch: the provided object|metadata\.uid: Invalid value|does not match the (?:UID|ResourceVersion) in record/,
		message: (_, request) => `The Secret ${request.secret ?? ''} was changed or replaced after the plan was made`,
		next: () => [{command: 'kfp-wizard deploy', when: 'to plan again'}],
	},
	{
		code: 'SECRET_IMMUTABLE',
		kind: 'usage',
		pattern: /field is immutable when `immutable` is set/,
		message: (_, request) => `The Secret ${request.secret ?? ''} is immutable: its values can't be changed`,
		next: otherName,
	},
	{
		code: 'SECRET_TYPE',
		kind: 'usage',
		pattern: /: type: Invalid value: .*field is immutable/,
		message: (_, request) => `The Secret ${request.secret ?? ''} has another type than Opaque`,
		next: otherName,
	},
	{
		code: 'SECRET_TOO_LARGE',
		kind: 'usage',
		pattern: /data: Too long|RequestEntityTooLarge/,
		message: (_, request) => `The values are too large for the Secret ${request.secret ?? ''}: at most 1 MiB`,
		next: () => [
			{
				command: 'kfp-wizard deploy --existing-secret',
				when: 'to use a Secret that is on the cluster: nothing is written',
			},
		],
	},
	{
		code: 'SECRET_INVALID',
		kind: 'usage',
		pattern:
			/^The Secret ".*" is invalid|invalid resource name|resource name may not be empty|failed to create typed patch|failed to convert new object|cannot be handled as a Secret/m,
		message: (_, request) => `The cluster refuses the Secret ${request.secret ?? ''}: it is not valid`,
		next: request => [
			...otherName(request),
			{command: '--verbose', when: 'to see the command that was refused, for a report'},
		],
	},
];

/** Managers and field names of a server-side-apply conflict. The server lists no values there. */
function conflicts(output: string): string {
	const found: string[] = [];
	let manager = '';
	for (const [, name, field, listed] of output.matchAll(
		/conflicts? with "([^"]{1,128})"(?: using \S+?)?:(?: (\.[\w.\-/[\]]+))?|^- (\.[\w.\-/[\]]+)/gm,
	)) {
		manager = name ?? manager;
		const path = field ?? listed;
		if (path !== undefined) found.push(`${path} is managed by ${manager}`);
	}
	return found.join('\n');
}
