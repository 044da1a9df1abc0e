// Whose keys these are: the account and the ARN, through STS, which answers without any permission.
import {WizardError} from '../system/errors.ts';
import {own} from '../system/own.ts';
import type {Endpoints} from './endpoints.ts';
import {element, type KeyValues, signedRequest} from './signed-request.ts';

export type CallerIdentity =
	| {readonly is: 'known'; readonly account: string; readonly arn: string}
	/** AWS does not accept the keys. */
	| {readonly is: 'refused'; readonly reason: string}
	/** Not found out: no network, or another server than AWS, which may not know this request. */
	| {readonly is: 'unknown'; readonly reason: string};

/** Codes with which AWS refuses keys, in words. */
const refusals: Readonly<Record<string, string>> = {
	InvalidClientTokenId: 'AWS does not know this access key id',
	InvalidAccessKeyId: 'the access key id is not known',
	SignatureDoesNotMatch: 'the secret access key does not fit the access key id',
	ExpiredToken: 'the session token has expired',
	ExpiredTokenException: 'the session token has expired',
	InvalidToken: 'the session token is not valid',
	RequestTimeTooSkewed: 'the clock of this machine is wrong',
	RequestExpired: 'the clock of this machine is wrong',
};

/** Why a server refused keys as such, whatever they may do; `undefined` for any other code. */
export const refusalOf = (code: string | undefined): string | undefined =>
	code === undefined ? undefined : own(refusals, code);

/**
 * Asks STS GetCallerIdentity with these very keys. Every failure is a result.
 * @param keys AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary keys, AWS_SESSION_TOKEN
 * @param timeout milliseconds
 * @throws WizardError `cancelled` when the signal fired.
 */
export async function callerIdentity(
	keys: KeyValues,
	{region, sts}: Endpoints,
	{timeout = 5000, signal}: {readonly timeout?: number; readonly signal: AbortSignal},
): Promise<CallerIdentity> {
	try {
		const {status, text} = await signedRequest(keys, {
			service: 'sts',
			region,
			method: 'POST',
			url: `${sts.url}/`,
			headers: {'content-type': 'application/x-www-form-urlencoded; charset=utf-8'},
			body: 'Action=GetCallerIdentity&Version=2011-06-15',
			timeout,
			signal,
		});
		const account = element(text, 'Account');
		const arn = element(text, 'Arn');
		if (status === 200 && account !== undefined && arn !== undefined) return {is: 'known', account, arn};
		const code = element(text, 'Code');
		const reason = refusalOf(code);
		if (reason !== undefined && !sts.isSet) return {is: 'refused', reason};
		return {is: 'unknown', reason: reason ?? `${new URL(sts.url).host} answers ${code ?? status}`};
	} catch (error) {
		return {is: 'unknown', reason: reasonOf(error)};
	}
}

/** Why a request was not answered. @throws `cancelled`, and what is not a WizardError. */
export function reasonOf(error: unknown): string {
	if (!(error instanceof WizardError) || error.kind === 'cancelled') throw error;
	return error.message;
}
