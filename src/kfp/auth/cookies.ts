// Cookies, in memory only: what servers set, what a file has, and which of them belong to an address.
import type {AnswerHeaders} from '../../system/direct-request.ts';
import {WizardError} from '../../system/errors.ts';
import type {Sensitive} from '../../system/secrets.ts';
import {answeredAt} from '../../system/http.ts';
import {type AuthWay, type Credential, refusePlain} from './auth.ts';
import type {NextCommand} from '../../system/errors.ts';

type Cookie = {
	readonly name: string;
	readonly value: string;
	readonly domain: string;
	/** Also for the hosts below the domain. */
	readonly isWide: boolean;
	readonly path: string;
	readonly secure: boolean;
};

export type CookieJar = Credential & {
	readonly set: (cookie: Cookie) => void;
	/** True when it has a cookie for this address. */
	readonly knows: (url: URL) => boolean;
	readonly keep: (url: URL, headers: AnswerHeaders) => void;
};

export function cookieJar(): CookieJar {
	const cookies = new Map<string, Cookie>();
	const key = ({name, domain, path}: Cookie): string => JSON.stringify([name, domain, path]);
	const set = (cookie: Cookie): void => void cookies.set(key(cookie), cookie);
	const matching = (url: URL): readonly Cookie[] => [...cookies.values()].filter(cookie => belongs(cookie, url));
	return {
		set,
		knows: url => matching(url).length > 0,
		headers: url => {
			const found = matching(url);
			if (found.length === 0) return {};
			refusePlain(url, 'The session cookie');
			return {cookie: found.map(({name, value}) => `${name}=${value}`).join('; ')};
		},
		keep: (url, headers) => {
			for (const text of headers.getSetCookie()) {
				const parsed = parseSetCookie(text, url, answeredAt(headers));
				if (parsed === undefined) continue;
				if (parsed.isGone) cookies.delete(key(parsed.cookie));
				else set(parsed.cookie);
			}
		},
	};
}

function belongs({domain, isWide, path, secure}: Cookie, url: URL): boolean {
	const host = url.hostname;
	if (host !== domain && !(isWide && host.endsWith(`.${domain}`))) return false;
	if (secure && url.protocol !== 'https:' && !['localhost', '127.0.0.1'].includes(host)) return false;
	return path === '/' || url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}

function parseSetCookie(
	text: string,
	url: URL,
	time: number,
): {readonly cookie: Cookie; readonly isGone: boolean} | undefined {
	const [pair = '', ...attributes] = text.split(';').map(part => part.trim());
	const [, name, value = ''] = /^([^=\s]+)=(.*)$/.exec(pair) ?? [];
	if (name === undefined) return undefined;
	const attribute = (wanted: string): string | undefined => {
		const found = attributes.find(one => one.split('=')[0]?.toLowerCase() === wanted);
		return found?.slice(wanted.length + 1);
	};
	const wide = (attribute('domain') ?? '').replace(/^\./, '').toLowerCase();
	const host = url.hostname;
	// A server sets cookies for itself and its parents only.
	if (wide !== '' && host !== wide && !(host.endsWith(`.${wide}`) && wide.includes('.'))) return undefined;
	const path = attribute('path');
	const age = attribute('max-age');
	const expires = Date.parse(attribute('expires') ?? '');
	return {
		cookie: {
			name,
			value,
			domain: wide === '' ? host : wide,
			isWide: wide !== '',
			path: path?.startsWith('/') === true ? path : '/',
			secure: attributes.some(one => one.toLowerCase() === 'secure'),
		},
		isGone: age === undefined ? expires < time : Number(age) <= 0,
	};
}

/**
 * The cookies of a file for a host: a cookies.txt (Netscape format, as browsers' extensions and curl write it), or the
 * text of a `Cookie` header such as `authservice_session=…`.
 * @param next how the user saves another one
 * @throws WizardError `usage` where it has none for this host; the text is never repeated.
 */
export function cookiesOfFile(text: Sensitive, host: URL, next: readonly NextCommand[] = []): CookieJar {
	const jar = cookieJar();
	const lines = text
		.reveal()
		.split(/\r?\n/)
		.map(line => line.replace(/^#HttpOnly_/, ''))
		.filter(line => line.trim() !== '' && !line.startsWith('#'));
	const rows = lines.map(line => line.split('\t'));
	if (rows.length > 0 && rows.every(cells => cells.length >= 7)) {
		for (const [domain = '', wide, path = '/', secure, , name = '', value = ''] of rows) {
			jar.set({
				name,
				value,
				domain: domain.replace(/^\./, '').toLowerCase(),
				isWide: wide === 'TRUE',
				path,
				secure: secure === 'TRUE',
			});
		}
	} else {
		for (const pair of lines
			.join('; ')
			.replace(/^cookie:\s*/i, '')
			.split(/;\s*/)) {
			const [, name, value] = /^([^=\s;]+)=([\x21-\x7e]*)$/.exec(pair.trim()) ?? [];
			if (name === undefined || value === undefined) continue;
			jar.set({name, value, domain: host.hostname, isWide: false, path: '/', secure: false});
		}
	}
	if (jar.knows(host)) return jar;
	throw new WizardError('usage', `The cookie file has no cookie for ${host.hostname}`, {
		code: 'COOKIE_FILE',
		detail: 'It has the text of a Cookie header, such as authservice_session=…, or is a cookies.txt.',
		next,
	});
}

/** A cookie file that is read again after a refusal; the same text again is no other credential. */
export function cookieFileWay(read: () => Promise<Sensitive>, host: URL, next: readonly NextCommand[]): AuthWay {
	let last: string | undefined;
	return {
		atOnce: true,
		next,
		get: async () => {
			const text = await read();
			if (text.reveal() === last) return undefined;
			last = text.reveal();
			return cookiesOfFile(text, host, next);
		},
	};
}
