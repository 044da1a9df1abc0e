// A real S3 server (moto, from the demo's virtual environment) on a free port, for tests that store data.
import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

export type S3 = {
	/** `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL. */
	readonly endpoint: string;
	/** What a process needs to use it; made up, the server takes any keys. */
	readonly env: Readonly<Record<string, string>>;
	/** Makes a bucket (`/bucket`), or an object of it (`/bucket/key`) with a content. */
	readonly put: (path: string, content?: string) => Promise<void>;
	/** Keys of a bucket, sorted. */
	readonly list: (bucket: string) => Promise<readonly string[]>;
	readonly stop: () => Promise<void>;
};

const id = 'AKIATESTTESTTESTTEST';
const headers = {authorization: `AWS4-HMAC-SHA256 Credential=${id}/20200101/us-east-1/s3/aws4_request`};

export async function startS3(): Promise<S3> {
	const program = fileURLToPath(new URL('s3-server.js', import.meta.url));
	const child = spawn(process.execPath, [program], {stdio: ['pipe', 'pipe', 'inherit']});
	const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
	const line = await createInterface({input: child.stdout})[Symbol.asyncIterator]().next();
	if (line.done === true) throw new Error('the S3 server did not start');
	const endpoint = line.value;
	const request = async (path: string, init: RequestInit = {}): Promise<string> => {
		const answer = await fetch(endpoint + path, {headers, ...init});
		if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
		return answer.text();
	};
	return {
		endpoint,
		env: {
			AWS_ENDPOINT_URL: endpoint,
			AWS_ACCESS_KEY_ID: id,
			AWS_SECRET_ACCESS_KEY: 'MadeUpForTests'.repeat(3).slice(0, 40),
		},
		put: async (path, content) => {
			await request(path, {method: 'PUT', ...(content === undefined ? {} : {body: content})});
		},
		list: async bucket =>
			[...(await request(`/${bucket}?list-type=2`)).matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key = '']) => key).sort(),
		stop: async () => {
			child.stdin.end();
			await ended;
		},
	};
}
