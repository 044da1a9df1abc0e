// What the answers of a registry mean that are not what was asked for: why, and what helps.
import {type NextCommand, WizardError} from '../../system/errors.ts';
import type {HttpAnswer} from '../../system/http.ts';
import {formatReference, type Reference} from '../reference.ts';
import {toLogIn, toLogInAgain} from './login-command.ts';
import {apiOf, toPushElsewhere, toCreate, toSeeAnswer} from './next-commands.ts';
import {type RegistryOptions, registryMessage, type Session} from './session.ts';

export type PushRight =
	| {readonly may: 'yes'; readonly reason: string}
	| {
			readonly may: 'no';
			readonly reason: string;
			readonly code: 'PUSH_DENIED' | 'REPOSITORY_MISSING';
			readonly next: readonly NextCommand[];
	  }
	| {
			readonly may: 'unknown';
			readonly reason: string;
			/** Where the registry did not answer, or not like one: its API, where a person can look. */
			readonly api?: string;
			readonly next: readonly NextCommand[];
	  };

/** The registry did not answer, or not like one. */
export const noAnswer = ({registry}: Reference, reason: string): PushRight => ({
	may: 'unknown',
	reason,
	api: apiOf(registry),
	next: [toSeeAnswer(registry)],
});

/** An upload that may not be opened. */
export async function judge(
	reference: Reference,
	answer: HttpAnswer,
	session: Session,
	{engine}: RegistryOptions,
): Promise<PushRight> {
	const {registry, repository} = reference;
	const problem = session.problem();
	const words = registryMessage(answer);
	const no = (reason: string, next: readonly NextCommand[]): PushRight => ({
		may: 'no',
		reason,
		code: 'PUSH_DENIED',
		next,
	});
	switch (answer.status) {
		case 401: {
			const next = [await theLogin(registry, session, engine)];
			if (problem !== undefined) return {may: 'unknown', reason: `The stored login cannot be read: ${problem}`, next};
			if (session.login() === undefined) return no(`Not logged in to ${registry}`, next);
			return no(`${registry} does not accept the login (${words})`, next);
		}
		case 403:
			return no(`this login is not allowed to push ${repository} to ${registry} (${words})`, [
				await theLogin(registry, session, engine),
				toPushElsewhere,
			]);
		case 404: {
			const reason = `${registry} has no repository ${repository} (${words})`;
			return {may: 'no', reason, code: 'REPOSITORY_MISSING', next: toCreate(reference)};
		}
		case 405:
			return no(`${registry} does not accept pushes (${words})`, [toPushElsewhere]);
		default:
			return noAnswer(reference, `${registry} answered ${words}`);
	}
}

/** A token of an identity has no user. */
async function theLogin(registry: string, session: Session, engine: RegistryOptions['engine']): Promise<NextCommand> {
	const login = session.login();
	if (login === undefined) return toLogIn(registry, await engine?.());
	return toLogInAgain(registry, await engine?.(), login.identity ? undefined : login.user);
}

export async function refused(
	{registry, repository}: Reference,
	answer: HttpAnswer,
	session: Session,
	{engine}: RegistryOptions,
): Promise<WizardError> {
	const isLoggedIn = session.login() !== undefined;
	const words = answer.text === '' ? undefined : registryMessage(answer);
	const detail = [session.problem(), words].filter(text => text !== undefined).join('\n');
	const message = isLoggedIn
		? `This login is not allowed to read ${repository} on ${registry}`
		: `${registry} requires a login`;
	return new WizardError('denied', message, {
		code: isLoggedIn ? 'REGISTRY_DENIED' : 'REGISTRY_LOGIN',
		...(detail === '' ? {} : {detail}),
		next: [await theLogin(registry, session, engine)],
	});
}

export function unexpectedAnswer(reference: Reference, answer: HttpAnswer): WizardError {
	const {registry} = reference;
	const more = {detail: `${formatReference(reference)}: ${registryMessage(answer)}`, next: [toSeeAnswer(registry)]};
	return answer.status >= 500
		? new WizardError('outside', `${registry} failed with HTTP ${answer.status}`, {code: 'REGISTRY_FAILED', ...more})
		: new WizardError('outside', `${registry} does not answer like a container registry`, {
				code: 'REGISTRY_STRANGE',
				...more,
			});
}

/** Amazon, Google and Harbor each have a status of their own for it, but all use these words. */
export const isImmutable = (answer: HttpAnswer): boolean =>
	answer.status >= 400 && answer.status < 500 && /immutable|tag .*already exists/i.test(registryMessage(answer));

export const tagKept = ({registry, repository}: Reference, tag: string, answer: HttpAnswer): WizardError =>
	new WizardError('outside', `${registry} does not allow overwriting the tag ${tag} of ${repository}`, {
		code: 'TAG_IMMUTABLE',
		detail: registryMessage(answer),
		next: [{command: '--tag TAG', when: 'to add another tag'}],
	});
