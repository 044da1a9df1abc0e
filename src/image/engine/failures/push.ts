// Failures of a push, as the registry gives them.
import {toLogIn, toLogInAgain} from '../../registry/login-command.ts';
import {toPushElsewhere, toCreate, toSeeAnswer} from '../../registry/next-commands.ts';
import {type KnownFailure, registryOf} from './known-failure.ts';

/** A failure of the registry, which the same push may not meet again. */
const failed = (pattern: RegExp, words: string): KnownFailure => ({
	pattern,
	operation: 'push',
	kind: 'outside',
	code: 'REGISTRY_FAILED',
	message: facts => `${registryOf(facts)} ${words}`,
});

export const pushFailures: readonly KnownFailure[] = [
	{
		pattern: /name unknown|NAME_UNKNOWN|repository .* (?:does not exist|not found)/i,
		operation: 'push',
		kind: 'outside',
		code: 'REPOSITORY_MISSING',
		message: facts => `${registryOf(facts)} has no repository ${facts.reference?.repository ?? ''}`.trim(),
		next: ({reference}) => (reference === undefined ? [] : toCreate(reference)),
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
		next: facts => [toLogIn(registryOf(facts), facts.engine)],
	},
	failed(
		/507 Insufficient Storage|insufficient storage|no space left|(?:exceed|over)\w* .*quota|quota .*exceeded/i,
		'has no space left for the image',
	),
	{
		pattern: /denied|forbidden|insufficient_scope|status(?: code)?:? 403/i,
		operation: 'push',
		kind: 'denied',
		code: 'PUSH_DENIED',
		message: facts => `You are not allowed to push ${facts.reference?.repository ?? ''} to ${registryOf(facts)}`,
		next: facts => [toLogInAgain(registryOf(facts), facts.engine), toPushElsewhere],
	},
	{
		pattern: /connection refused|no such host|i\/o timeout|no route to host|network is unreachable|server misbehaving/i,
		operation: 'push',
		kind: 'outside',
		code: 'REGISTRY_UNREACHABLE',
		message: facts => `${registryOf(facts)} does not answer`,
		next: facts => [toSeeAnswer(registryOf(facts))],
	},
	failed(/toomanyrequests|too many requests|\b429\b|rate limit/i, 'accepts no more requests for now'),
	failed(
		/unexpected EOF|^EOF$|: EOF$|connection reset|broken pipe|closed network connection/im,
		'closed the connection during the push',
	),
	failed(/unexpected HTTP status: 5\d\d|status(?: code)?:? 5\d\d|unknown blob|blob upload/i, 'aborted the push'),
];
