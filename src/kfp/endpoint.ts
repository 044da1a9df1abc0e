// The address of the KFP API: what a user types or pastes, as one base URL; and links to pages of its UI.
import {type NextCommand, WizardError} from '../system/errors.ts';
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
	const typed = text.trim();
	const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`;
	if (typed === '' || !URL.canParse(whole)) {
		const shown = typed.includes('@') ? '' : `: ${clean(typed) || '(empty)'}`;
		throw refused(`${source} is not a URL${shown}`, 'HOST_NOT_A_URL', open(flag));
	}
	const url = new URL(whole);
	if (url.protocol !== 'http:' && url.protocol !== 'https:')
		throw refused(
			`${source} must begin with http:// or https://, not ${url.protocol}`,
			'HOST_SCHEME',
			withScheme(url, flag),
		);
	const base = baseOf(url);
	if (url.username !== '' || url.password !== '')
		throw refused(`${source} cannot contain a user name or password`, 'HOST_USER_INFO', {
			command: `${flag} ${quote(addressOf(base))}`,
			when: 'without them; a user and a password are read from KFP_WIZARD_USER and KFP_WIZARD_PASSWORD',
		});
	return base;
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

function refused(message: string, code: string, next: NextCommand): WizardError {
	return new WizardError('usage', message, {
		code,
		detail: 'For example --host http://localhost:8080 or --host https://kubeflow.example.com/pipeline',
		next: [next],
	});
}

const open = (flag: string): NextCommand => ({command: `${flag} URL`, when: 'to use this address'});

/** The scheme that was probably meant; the address has no other part that could be wrong. */
function withScheme({protocol, host, pathname}: URL, flag: string): NextCommand {
	const meant = nearest(protocol, ['https:', 'http:']);
	const whole = `${meant ?? 'http:'}//${host}${pathname}`;
	if (host === '' || !URL.canParse(whole)) return open(flag);
	const url = baseOf(new URL(whole));
	if (meant === undefined && !isNear(url)) url.protocol = 'https:';
	return {command: `${flag} ${quote(addressOf(url))}`, when: 'to use this address'};
}
