// Recognises an answer that asks for a login: a login page, a redirect to one, or a refusal without an identity.
import type {HttpAnswer} from '../../system/http.ts';

/** What stands in front of Kubeflow and asks. `Kubeflow Pipelines` is the API itself. */
export type LoginProduct = 'Dex' | 'oauth2-proxy' | 'Google IAP' | 'Istio' | 'Kubeflow Pipelines';

export type LoginNeed = {
	/** `undefined` for a login page that is not recognised. */
	readonly product: LoginProduct | undefined;
};

/** `undefined` for an answer that asks for no login, such as a 403 of KFP itself for a user that it knows. */
export function loginNeed(answer: HttpAnswer): LoginNeed | undefined {
	const {status, headers} = answer;
	const location = headers.get('location') ?? '';
	if (status >= 300 && status < 400) return isLogin(location) ? {product: productOf(answer)} : undefined;
	if (isPage(answer)) {
		const isRefused = status === 401 || status === 403;
		return isRefused || isLogin(`${pageTitle(answer)} ${answer.text.slice(0, 20_000)}`)
			? {product: productOf(answer)}
			: undefined;
	}
	if (status === 401) return {product: productOf(answer) ?? 'Kubeflow Pipelines'};
	return status === 403 && isIstio(answer) ? {product: 'Istio'} : undefined;
}

export const isPage = ({text, headers}: HttpAnswer): boolean =>
	/^\s*(<!doctype|<html|<\?xml)/i.test(text) || (headers.get('content-type') ?? '').includes('text/html');

/** The title of a web page, not cleaned; empty without one. */
export const pageTitle = ({text}: HttpAnswer): string => /<title[^>]*>([^<]{0,120})/i.exec(text)?.[1] ?? '';

/** Whether an address or a page looks like a login. */
const isLogin = (text: string): boolean =>
	/oauth2|\/dex\b|log[\s-]?in|sign[\s-]?in|openid|accounts\.google\.com|type="?password/i.test(text);

function productOf(answer: HttpAnswer): LoginProduct | undefined {
	const {headers, text} = answer;
	const where = headers.get('location') ?? '';
	const page = text.slice(0, 20_000);
	if (headers.has('x-goog-iap-generated-response') || /accounts\.google\.com/.test(where) || /\bIAP\b/.test(page))
		return 'Google IAP';
	if (/\/dex\b/.test(where) || /\/dex\/|\bdex\b/i.test(page)) return 'Dex';
	if (/\/oauth2\//.test(where) || /oauth2[-_]proxy|\/oauth2\//i.test(page)) return 'oauth2-proxy';
	return isIstio(answer) ? 'Istio' : undefined;
}

/** Istio's own refusal: a plain text. */
const isIstio = ({text}: HttpAnswer): boolean => text.startsWith('RBAC: access denied');
