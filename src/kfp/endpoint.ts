// The address of the KFP API: what a user types or pastes, as one base URL; and links to pages of its UI.
import {WizardError} from '../system/errors.ts';
import {isLoopbackHost} from '../system/outbound/loopback.ts';
import {clean} from '../system/text.ts';

/** Where Kubeflow is unless somebody chose another namespace. */
export const defaultNamespace = 'kubeflow';

/**
 * The base URL of a KFP host: `localhost:8888`, `https://kubeflow.example.com/pipeline/#/runs` and the like. Without a
 * scheme it is http. Query, fragment, trailing slashes and a pasted `/apis/…` are removed; a path prefix is kept.
 * @throws WizardError `usage` that names the flag. It never repeats a text that may contain a password.
 */
export function parseHost(text: string, flag = '--host'): URL {
	const typed = text.trim();
	const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`;
	if (typed === '' || !URL.canParse(withScheme)) {
		const shown = typed.includes('@') ? '' : `: ${clean(typed) || '(empty)'}`;
		throw refused(`${flag} is not a URL${shown}`, 'HOST_NOT_A_URL');
	}
	const url = new URL(withScheme);
	if (url.protocol !== 'http:' && url.protocol !== 'https:')
		throw refused(`${flag} must begin with http:// or https://, not ${url.protocol}`, 'HOST_SCHEME');
	if (url.username !== '' || url.password !== '')
		throw refused(`${flag} cannot contain a user name or password`, 'HOST_USER_INFO');
	url.search = '';
	url.hash = '';
	url.pathname = url.pathname
		.replace(/\/apis(\/.*)?$/, '')
		.replace(/^\/_\/pipeline(?=\/|$)/, '/pipeline') // the central dashboard shows the UI in a frame
		.replace(/\/+$/, '');
	return url;
}

/** The URL of an API path such as `/apis/v2beta1/runs` under a host. */
export function apiUrl(host: URL, path: string): string {
	return host.href.replace(/\/+$/, '') + path;
}

/** A link to a page of the UI: `uiLink(host, '/runs/details/ID')` → `<host>/#/runs/details/ID`. */
export function uiLink(host: URL, path: string): string {
	return apiUrl(host, `/#/${path.replace(/^\/+/, '')}`);
}

/** Whether requests stay on this machine or inside the cluster, so that plain http does not expose a token. */
export const isNear = ({hostname}: URL): boolean =>
	isLoopbackHost(hostname) || hostname.endsWith('.svc') || hostname.endsWith('.svc.cluster.local');

function refused(message: string, code: string): WizardError {
	return new WizardError('usage', message, {
		code,
		detail: 'For example --host http://localhost:8080 or --host https://kubeflow.example.com/pipeline',
	});
}
