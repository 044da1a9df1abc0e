// Failures of a push, as the registry gives them.
import type {NextCommand} from '../../../system/errors.ts';
import {ecrRegion, loginCommand} from '../../registry/login-command.ts';
import {type FailureFacts, type KnownFailure, registryOf} from './known-failure.ts';

const login = (facts: FailureFacts): readonly NextCommand[] => [
	{command: loginCommand(registryOf(facts), facts.engine), when: 'to log in; then rerun the deploy'},
];

export const pushFailures: readonly KnownFailure[] = [
	{
		pattern: /name unknown|NAME_UNKNOWN|repository .* (?:does not exist|not found)/i,
		operation: 'push',
		kind: 'outside',
		code: 'REPOSITORY_MISSING',
		message: facts => `${registryOf(facts)} has no repository ${facts.reference?.repository ?? ''}`.trim(),
		next: facts => createCommands(facts),
	},
	{
		pattern: /tag .* already exists|immutable/i,
		operation: 'push',
		kind: 'outside',
		code: 'TAG_IMMUTABLE',
		message: facts => `${registryOf(facts)} does not allow overwriting the tag`,
	},
	{
		pattern: /no basic auth credentials|authentication required|unauthorized|token has expired|status(?: code)?:? 401/i,
		operation: 'push',
		kind: 'denied',
		code: 'REGISTRY_LOGIN',
		message: facts => `${registryOf(facts)} requires a login`,
		next: login,
	},
	{
		pattern: /denied|forbidden|insufficient_scope|status(?: code)?:? 403/i,
		operation: 'push',
		kind: 'denied',
		code: 'PUSH_DENIED',
		message: facts => `You are not allowed to push ${facts.reference?.repository ?? ''} to ${registryOf(facts)}`,
		next: login,
	},
	{
		pattern: /connection refused|no such host|i\/o timeout|no route to host|network is unreachable|server misbehaving/i,
		operation: 'push',
		kind: 'outside',
		code: 'REGISTRY_UNREACHABLE',
		message: facts => `${registryOf(facts)} does not answer`,
	},
	{
		pattern:
			/unexpected HTTP status: 5\d\d|unknown blob|blob upload|connection reset|unexpected EOF|toomanyrequests|429/i,
		operation: 'push',
		kind: 'outside',
		code: 'REGISTRY_FAILED',
		message: facts => `${registryOf(facts)} aborted the push`,
		next: () => [{command: 'kfp-wizard deploy', when: 'to resume; completed steps are skipped'}],
	},
];

function createCommands({reference}: FailureFacts): readonly NextCommand[] {
	const region = ecrRegion(reference?.registry ?? '');
	if (region === undefined || reference === undefined) return [];
	const command = `aws ecr create-repository --region ${region} --repository-name ${reference.repository}`;
	return [{command, when: 'to create it'}];
}
