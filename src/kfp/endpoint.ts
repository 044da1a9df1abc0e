// The address of the KFP API: what a user types or pastes, as one base URL; and links to pages of its UI.
import {WizardError} from '../system/errors.ts';
import {isLoopbackHost} from '../system/outbound/loopback.ts';
import {nearest} from '../system/nearest.ts';
import {clean, quote} from '../system/text.ts';

/** Where Kubeflow is unless somebody chose another namespace. */
export const defaultNamespace = 'kubeflow';

/**
 * The base URL of a KFP host: `localhost:8888`, `https://kubeflow.example.com/pipeline/#/runs` and the like. Without a
 * scheme it is http. Query, fragment, trailing slashes and a pasted `/apis/…` are removed; a path prefix is kept.
 * @param flag the option that it is for, `source`: the flag or variable that it came from
 * @throws WizardError `usage` that names the source. It never repeats a text that may contain a password.
 */
export function parseHost(text: string, flag = '--host', source = flag): URL {
	const refused = (problem: string, code: string, when = 'to use this address'): WizardError =>
		new WizardError('usage', `${source} ${problem}`, {
			code,
			detail: 'For example --host http://localhost:8080 or --host https://kubeflow.example.com/pipeline',
			next: [{command: `${flag} ${quote(likelyHost(text) ?? 'URL')}`, when}],
		});
	const url = urlOf(text);
	if (url === undefined) {
		const shown = text.includes('@') ? '' : `: ${clean(text.trim()) || '(empty)'}`;
		throw refused(`is not a URL${shown}`, 'HOST_NOT_A_URL');
	}
	if (!isHttp(url)) throw refused(`must begin with http:// or https://, not ${url.protocol}`, 'HOST_SCHEME');
	if (url.username !== '' || url.password !== '')
		throw refused(
			'cannot contain a user name or password',
			'HOST_USER_INFO',
			'without them; a user and a password are read from KFP_WIZARD_USER and KFP_WIZARD_PASSWORD',
		);
	return baseOf(url);
}

const isHttp = ({protocol}: URL): boolean => protocol === 'http:' || protocol === 'https:';

function urlOf(text: string): URL | undefined {
	const typed = text.trim();
	const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`;
	return typed !== '' && URL.canParse(whole) ? new URL(whole) : undefined;
}

/** The address that was probably meant by one that is refused, without what may be secret in it. */
export function likelyHost(text: string): string | undefined {
	const url = urlOf(text);
	if (url === undefined || url.host === '') return undefined;
	if (isHttp(url)) return addressOf(baseOf(url));
	const scheme = nearest(url.protocol, ['https:', 'http:']);
	const whole = `${scheme ?? 'http:'}//${url.host}${url.pathname}`;
	if (!URL.canParse(whole)) return undefined;
	const base = baseOf(new URL(whole));
	if (scheme === undefined && !isNear(base)) base.protocol = 'https:';
	return addressOf(base);
}

function baseOf(url: URL): URL {
	const base = new URL(url);
	base.username = '';
	base.password = '';
	base.search = '';
	base.hash = '';
	base.pathname = url.pathname
		.replace(/\/apis(\/.*)?$/, '')
		.replace(/^\/_\/pipeline(?=\/|$)/, '/pipeline') // the central dashboard shows the UI in a frame
		.replace(/\/+$/, '');
	return base;
}

/** A base URL as a user writes it. */
export const addressOf = ({href}: URL): string => href.replace(/\/+$/, '');

/** The URL of an API path such as `/apis/v2beta1/runs` under a host. */
export function apiUrl(host: URL, path: string): string {
	return addressOf(host) + path;
}

/** A link to a page of the UI: `uiLink(host, '/runs/details/ID')` → `<host>/#/runs/details/ID`. */
export function uiLink(host: URL, path: string): string {
	return apiUrl(host, `/#/${path.replace(/^\/+/, '')}`);
}

/** Whether requests stay on this machine or inside the cluster, so that plain http does not expose a token. */
export const isNear = ({hostname}: URL): boolean =>
	isLoopbackHost(hostname) || hostname.endsWith('.svc') || hostname.endsWith('.svc.cluster.local');
