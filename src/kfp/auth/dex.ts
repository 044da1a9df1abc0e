// Logs in through Dex's login form, as a browser does it: follows redirects, fills the form, and keeps the cookies.
import {defined} from '../../system/defined.ts';
import {WizardError} from '../../system/errors.ts';
import {type HttpAnswer, request} from '../../system/http.ts';
import type {Sensitive} from '../../system/secrets.ts';
import {cleanLine} from '../../system/text.ts';
import {apiUrl} from '../endpoint.ts';
import {otherLogins} from '../refusals.ts';
import {type AuthWay, type Credential, refusePlain} from './auth.ts';
import {type CookieJar, cookieJar} from './cookies.ts';

export type DexUser = {readonly user: string; readonly password: Sensitive};

type Page = HttpAnswer & {readonly url: URL};

const mostRedirects = 20;

/**
 * The way in through Dex's form. `ask` gives the user for the first, second, … try; `undefined` where no question can be asked.
 * A session that expires is renewed with the same user.
 */
export function dexWay(
	host: URL,
	ask: (attempt: number) => Promise<DexUser | undefined>,
	signal: AbortSignal | undefined,
): AuthWay {
	let known: DexUser | undefined;
	return {
		atOnce: false,
		next: [],
		get: async need => {
			if (need === undefined || !(need.product === 'Dex' || need.product === 'oauth2-proxy')) return undefined;
			if (known !== undefined) return loginWithForm(host, known, signal);
			for (let attempt = 1; ; attempt++) {
				const user = await ask(attempt);
				if (user === undefined) return undefined;
				const session = await loginWithForm(host, user, signal);
				if (session === undefined) continue;
				known = user;
				return session;
			}
		},
	};
}

/**
 * A session at a host behind Dex; `undefined` where Dex does not accept the user and password.
 * @throws WizardError `denied` where there is no form to fill: `KFP_LOGIN_FORM`.
 */
async function loginWithForm(
	host: URL,
	{user, password}: DexUser,
	signal?: AbortSignal,
): Promise<Credential | undefined> {
	const jar = cookieJar();
	const browse = (url: URL, form?: Readonly<Record<string, string>>): Promise<Page> =>
		load(url, form, {host, jar, signal});
	// The root of the UI asks for a login as a browser sees it; a call of the API may only be refused.
	let page = await browse(new URL(apiUrl(host, '/')));
	if (page.status === 401 || page.status === 403)
		page = await browse(new URL(`/oauth2/start?rd=${encodeURIComponent(`${host.pathname}`)}`, host));
	const connector = passwordForm(page) === undefined ? connectorLink(page) : undefined;
	if (connector !== undefined) page = await browse(connector);
	const form = passwordForm(page);
	if (form === undefined) throw noForm(host, page);
	page = await browse(form.action, {...form.hidden, login: user, password: password.reveal()});
	if (passwordForm(page) !== undefined || page.status === 401) return undefined;
	const approval = approvalForm(page);
	if (approval !== undefined) page = await browse(approval.action, {...approval.hidden, approval: 'approve'});
	// Behind the login, an API without pages has none at its root.
	const isRefused = page.status >= 400 && page.status !== 404;
	if (isRefused || page.url.hostname !== host.hostname) throw noForm(host, page);
	return jar;
}

/** Loads a page, and what it redirects to. A form is sent only encrypted, except near. */
async function load(
	url: URL,
	form: Readonly<Record<string, string>> | undefined,
	{host, jar, signal}: {readonly host: URL; readonly jar: CookieJar; readonly signal: AbortSignal | undefined},
): Promise<Page> {
	let at = url;
	let body = form === undefined ? undefined : new URLSearchParams(form).toString();
	for (let hops = 0; hops < mostRedirects; hops++) {
		if (body !== undefined) refusePlain(at, 'The password', host);
		const answer = await request({
			method: body === undefined ? 'GET' : 'POST',
			url: at,
			headers: {
				accept: 'text/html',
				...jar.headers(at),
				...(body === undefined ? {} : {'content-type': 'application/x-www-form-urlencoded'}),
			},
			timeout: 30_000,
			limit: 4 * 1024 * 1024,
			retry: body === undefined,
			...defined({body, signal}),
		});
		jar.keep(at, answer.headers);
		const location = answer.headers.get('location');
		if (answer.status < 300 || answer.status >= 400 || location === null || !URL.canParse(location, at.href))
			return {...answer, url: at};
		at = new URL(location, at);
		// As browsers do: a form is not sent on to where its answer leads.
		body = undefined;
	}
	throw new WizardError('denied', `The login at ${url.host} redirects without end`, {
		code: 'KFP_LOGIN_FORM',
		next: otherLogins,
	});
}

type Form = {readonly action: URL; readonly hidden: Readonly<Record<string, string>>};

const forms = ({text}: Page): readonly string[] => text.match(/<form\b[^]*?<\/form>/gi) ?? [];

function formOf(html: string, page: Page): Form | undefined {
	const action = attributeOf(/<form\b[^>]*>/i.exec(html)?.[0] ?? '', 'action') ?? '';
	if (!URL.canParse(action, page.url.href)) return undefined;
	const hidden = (html.match(/<input\b[^>]*>/gi) ?? [])
		.filter(input => attributeOf(input, 'type')?.toLowerCase() === 'hidden')
		.map(input => [attributeOf(input, 'name') ?? '', attributeOf(input, 'value') ?? ''] as const);
	const target = new URL(action, page.url);
	// A form that leads to another server gets no password.
	if (target.origin !== page.url.origin) return undefined;
	return {action: target, hidden: Object.fromEntries(hidden.filter(([name]) => name !== ''))};
}

function passwordForm(page: Page): Form | undefined {
	const html = forms(page).find(form => /type=["']?password/i.test(form));
	return html === undefined ? undefined : formOf(html, page);
}

function approvalForm(page: Page): Form | undefined {
	const html = forms(page).find(form => /name=["']?approval["']?/i.test(form) && /["']?approve["']?/i.test(form));
	return html === undefined ? undefined : formOf(html, page);
}

/** Dex with several ways to log in lists them: of these, those with a form are `local` and LDAP. */
function connectorLink(page: Page): URL | undefined {
	const links = [...page.text.matchAll(/href="([^"]*\/auth\/(?:local|ldap)[^"]*)"/gi)];
	const [first] = links.map(([, link = '']) => decodeEntities(link));
	return first !== undefined && URL.canParse(first, page.url.href) ? new URL(first, page.url) : undefined;
}

function attributeOf(tag: string, name: string): string | undefined {
	const match = new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag);
	const value = match?.[1] ?? match?.[2] ?? match?.[3];
	return value === undefined ? undefined : decodeEntities(value);
}

const decodeEntities = (text: string): string =>
	text
		.replaceAll('&quot;', '"')
		.replaceAll('&#34;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&#43;', '+')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&amp;', '&');

const noForm = (host: URL, {status, url}: Page): WizardError =>
	new WizardError('denied', `Can't log in at ${host.host}: there is no form for a user and a password`, {
		code: 'KFP_LOGIN_FORM',
		detail: `The login ended at ${cleanLine(`${url.origin}${url.pathname}`)} (HTTP ${status}).`,
		next: otherLogins,
	});
