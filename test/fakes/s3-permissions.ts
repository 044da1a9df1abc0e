// A small S3 and STS server that allows what a test says, with the answers of AWS: it checks no signature.
import {createServer, type IncomingMessage, type RequestListener} from 'node:http';
import {listening} from '../support/servers.ts';

export type Permissions = {
	/** Keys of the objects by bucket. */
	readonly buckets: Readonly<Record<string, readonly string[]>>;
	/** What is refused: `PUT demo/out`, `GET demo/raw`, `LIST demo/`, `ABORT demo/out`; matched at the beginning. */
	readonly denied?: readonly string[];
	/** The bucket is in another region than the one of the request's host. */
	readonly region?: string;
	/** The code with which every request is refused. */
	readonly refuse?: string;
};

export type S3WithPermissions = {
	readonly url: string;
	readonly requests: readonly string[];
	readonly open: ReadonlySet<string>;
};

/** Ends with the test. */
export async function startS3WithPermissions(permissions: Permissions): Promise<S3WithPermissions> {
	const requests: string[] = [];
	const open = new Set<string>();
	const port = await listening(createServer(listener(permissions, requests, open)));
	return {url: `http://127.0.0.1:${port}`, requests, open};
}

const listener =
	({buckets, denied = [], region, refuse}: Permissions, requests: string[], open: Set<string>): RequestListener =>
	(request, response) => {
		const {pathname, searchParams} = new URL(request.url ?? '/', 'http://s3');
		const [, bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent);
		const key = rest.join('/');
		const what = verbOf(request, key, searchParams);
		requests.push(`${what} ${bucket}/${what === 'LIST' ? (searchParams.get('prefix') ?? '') : key}`);
		const answer = (status: number, body = '', headers: Record<string, string> = {}): void => {
			response.writeHead(status, {...(region === undefined ? {} : {'x-amz-bucket-region': region}), ...headers});
			response.end(request.method === 'HEAD' ? undefined : body);
		};
		const error = (status: number, code: string): void => answer(status, `<Error><Code>${code}</Code></Error>`);
		if (refuse !== undefined) return error(403, refuse);
		if (what === 'STS')
			return answer(
				200,
				'<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ada</Arn><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
			);
		const objects = buckets[bucket];
		if (objects === undefined) return error(404, 'NoSuchBucket');
		const at = what === 'LIST' ? (searchParams.get('prefix') ?? '') : key;
		if (denied.some(text => `${what} ${bucket}/${at}`.startsWith(text))) return error(403, 'AccessDenied');
		switch (what) {
			case 'HEAD':
				return answer(200);
			case 'LIST': {
				const found = objects.find(object => object.startsWith(at));
				return answer(200, `<ListBucketResult>${found === undefined ? '' : `<Key>${found}</Key>`}</ListBucketResult>`);
			}
			case 'GET':
				return objects.includes(key) ? answer(206, 'x') : error(404, 'NoSuchKey');
			case 'PUT':
				open.add(key);
				return answer(200, '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>');
			case 'ABORT':
				open.delete(key);
				return answer(204);
		}
	};

function verbOf({method}: IncomingMessage, key: string, query: URLSearchParams) {
	if (method === 'POST') return query.has('uploads') ? 'PUT' : 'STS';
	if (method === 'DELETE') return 'ABORT';
	if (method === 'HEAD') return 'HEAD';
	return key === '' && query.has('list-type') ? 'LIST' : 'GET';
}
