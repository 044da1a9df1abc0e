// Who the user is, for a KFP server: credentials are got when they are needed, and again when the server refuses them.
import type {AnswerHeaders} from '../../system/direct-request.ts';
import {type NextCommand, WizardError} from '../../system/errors.ts';
import type {Sensitive} from '../../system/secrets.ts';
import {addressOf, isNear, parseHost} from '../endpoint.ts';
import {quote} from '../../system/text.ts';
import type {LoginNeed} from './login-need.ts';

export type Credential = {
	/** The headers for a request to this address. @throws WizardError where it must not be sent there. */
	readonly headers: (url: URL) => Readonly<Record<string, string>>;
	/** Keeps what an answer sets, such as a renewed cookie. */
	readonly keep?: (url: URL, headers: AnswerHeaders) => void;
};

/** A way to get a credential. */
export type AuthWay = {
	/** True for what the user configured: it is used from the first call. Otherwise it is used when the server asks. */
	readonly atOnce: boolean;
	/**
	 * A credential that the server has not refused yet; `undefined` where this way does not apply, or has no other one.
	 * `need`: the refusal; `undefined` for the first call.
	 */
	readonly get: (need: LoginNeed | undefined) => Promise<Credential | undefined>;
	/** How the user renews it. */
	readonly next: readonly NextCommand[];
};

export type Auth = {
	/** The number of the credential that is used now. */
	readonly generation: () => number;
	readonly headers: (url: URL) => Promise<Readonly<Record<string, string>>>;
	readonly keep: (url: URL, headers: AnswerHeaders) => void;
	/** True where there is another credential than that of the refused call: the call can be sent again. */
	readonly renew: (refused: number, need: LoginNeed) => Promise<boolean>;
	readonly next: readonly NextCommand[];
};

/** Tries the ways in their order. Calls that are refused at the same time renew once. */
export function authBy(ways: readonly AuthWay[]): Auth {
	let credential: Credential | undefined;
	let generation = 0;
	let starting: Promise<void> | undefined;
	let renewing: Promise<boolean> | undefined;

	const start = async (): Promise<void> => {
		for (const way of ways.filter(({atOnce}) => atOnce)) credential ??= await way.get(undefined);
	};
	const renew = async (need: LoginNeed): Promise<boolean> => {
		for (const way of ways) {
			const found = await way.get(need);
			if (found === undefined) continue;
			credential = found;
			generation++;
			return true;
		}
		return false;
	};
	return {
		generation: () => generation,
		headers: async url => {
			starting ??= start();
			await starting;
			return credential?.headers(url) ?? {};
		},
		keep: (url, headers) => credential?.keep?.(url, headers),
		renew: async (refused, need) => {
			if (refused !== generation) return true;
			renewing ??= renew(need).finally(() => (renewing = undefined));
			return renewing;
		},
		next: ways.flatMap(({next}) => next),
	};
}

/** A token for the header `Authorization`. @throws WizardError `KFP_TOKEN_BROKEN` for what cannot be one. */
function bearerToken(token: Sensitive, next: readonly NextCommand[] = []): Credential {
	const value = token
		.reveal()
		.trim()
		.replace(/^bearer(\s+|$)/i, '');
	if (!/^[\x21-\x7e]+$/.test(value))
		throw new WizardError('usage', 'The token for Kubeflow Pipelines is empty or contains spaces or line breaks', {
			code: 'KFP_TOKEN_BROKEN',
			next,
		});
	return {
		headers: url => {
			refusePlain(url, 'The token');
			return {authorization: `Bearer ${value}`};
		},
	};
}

/** A token that is read again after a refusal; the same one again is no other credential. */
export function tokenWay(read: () => Promise<Sensitive>, next: readonly NextCommand[] = []): AuthWay {
	let last: string | undefined;
	return {
		atOnce: true,
		next,
		get: async () => {
			const token = await read();
			if (token.reveal() === last) return undefined;
			last = token.reveal();
			return bearerToken(token, next);
		},
	};
}

/** A token that is created when the server asks for an identity. `create` gives `undefined` where it is not allowed. */
export const createdTokenWay = (create: () => Promise<Sensitive | undefined>): AuthWay => ({
	atOnce: false,
	next: [],
	get: async need => {
		if (need?.product !== 'Kubeflow Pipelines' && need?.product !== 'Istio') return undefined;
		const token = await create();
		return token === undefined ? undefined : bearerToken(token);
	},
});

/**
 * @param host the address of the server, where `url` may be a page of its login
 * @throws WizardError `usage`: a credential is sent unencrypted only on this machine or inside the cluster.
 */
export function refusePlain(url: URL, what: string, host = parseHost(url.href)): void {
	if (url.protocol !== 'http:' || isNear(url)) return;
	const encrypted = addressOf(host).replace(/^http:/, 'https:');
	throw new WizardError('usage', `${what} would be sent unencrypted to ${url.host}: --host must begin with https://`, {
		code: 'KFP_TOKEN_OVER_HTTP',
		next: [{command: `--host ${quote(encrypted)}`, when: 'to send it encrypted'}],
	});
}
