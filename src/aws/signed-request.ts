// Sends a request to a service of AWS, or to a server that understands its signatures.
import {AwsV4Signer} from 'aws4fetch';
import {type HttpAnswer, request} from '../system/http.ts';
import type {Sensitive} from '../system/secrets.ts';
import {clean} from '../system/text.ts';

/** By the names of their variables: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and perhaps AWS_SESSION_TOKEN. */
export type KeyValues = Readonly<Record<string, Sensitive>>;

export type SignedRequest = {
	readonly service: 's3' | 'sts';
	readonly region: string;
	readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
	/** Milliseconds. */
	readonly timeout: number;
	readonly signal: AbortSignal;
};

/** Any status is an answer. The secret key signs and is not sent. @throws WizardError as `request`. */
export async function signedRequest(keys: KeyValues, wanted: SignedRequest): Promise<HttpAnswer> {
	const {service, region, method, url, headers = {}, body, timeout, signal} = wanted;
	const token = keys['AWS_SESSION_TOKEN']?.reveal();
	const signed = await new AwsV4Signer({
		accessKeyId: keys['AWS_ACCESS_KEY_ID']?.reveal() ?? '',
		secretAccessKey: keys['AWS_SECRET_ACCESS_KEY']?.reveal() ?? '',
		...(token === undefined ? {} : {sessionToken: token}),
		service,
		region,
		method,
		url,
		headers,
		...(body === undefined ? {} : {body}),
	}).sign();
	return request({
		method,
		url: signed.url,
		headers: Object.fromEntries(signed.headers),
		...(body === undefined ? {} : {body}),
		timeout,
		limit: 1024 * 1024,
		signal,
	});
}

/** The text of an element of an XML answer, such as `Code` of an error. */
export function element(xml: string, name: string): string | undefined {
	const [, text] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
	return text === undefined ? undefined : clean(text);
}
