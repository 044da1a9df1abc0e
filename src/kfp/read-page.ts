// Whether Kubeflow's pages answer.
import {WizardError} from '../system/errors.ts';
import {request} from '../system/http.ts';
import {isPage} from './auth/login-need.ts';

/** `undefined` for a page, or a redirect to one such as a login; else what is wrong, as a sentence. */
export async function readPage(url: URL, signal: AbortSignal): Promise<string | undefined> {
	try {
		const answer = await request({method: 'GET', url, timeout: 8000, signal});
		const isFine = answer.status < 400 || isPage(answer);
		return isFine ? undefined : `${url.host} answers HTTP ${answer.status} instead of a page`;
	} catch (error) {
		if (!(error instanceof WizardError) || error.kind === 'cancelled') throw error;
		return error.message;
	}
}
