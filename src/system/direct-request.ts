// Sends one request straight to its server. fetch does the same, but Node needs longer to load it than to start.
import type {Agent, ClientRequest, IncomingMessage} from 'node:http';
import type {Socket} from 'node:net';
import {pipeline, type Transform} from 'node:stream';

export type AnswerHeaders = Pick<Headers, 'get' | 'has' | 'getSetCookie'>;

/** An answer whose body is not read yet. Leaving the loop over it early closes the connection. */
export type Received = {
	readonly status: number;
	readonly headers: AnswerHeaders;
	readonly body: AsyncIterable<Uint8Array>;
};

export type DirectRequest = {
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array | undefined;
	readonly signal: AbortSignal;
	readonly agent: Agent;
};

/** What fetch sends too. */
const usual = {accept: '*/*', 'user-agent': 'node', 'accept-encoding': 'gzip, deflate, br'};

/** @throws the error of the connection. */
export async function sendDirectly(url: URL, {headers, body, ...options}: DirectRequest): Promise<Received> {
	if (url.username !== '' || url.password !== '') throw new TypeError('a URL with a user or password is not requested');
	const {request} = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
	const length = body === undefined ? undefined : {'content-length': String(Buffer.byteLength(body))};
	const message = await new Promise<IncomingMessage>((resolve, reject) => {
		const sent = request(url, {...options, headers: {...usual, ...headers, ...length}});
		sent.once('response', resolve).on('error', reject);
		sent.once('socket', socket => limitConnecting(sent, socket, url));
		sent.end(body);
	});
	const decoder = options.method === 'HEAD' ? undefined : await decoderOf(message.headers['content-encoding']);
	return {
		status: message.statusCode ?? 0,
		headers: headersOf(message),
		// Whoever reads the body gets the error.
		body: decoder === undefined ? message : pipeline(message, decoder, () => {}),
	};
}

/** Milliseconds, as in fetch: the time of the request is for an answer. */
const longestConnecting = 10_000;

function limitConnecting(sent: ClientRequest, socket: Socket, {protocol}: URL): void {
	if (!socket.connecting) return;
	const code = 'ETIMEDOUT';
	const end = (): unknown => sent.destroy(Object.assign(new Error('no connection in time'), {code}));
	const timer = setTimeout(end, longestConnecting);
	const stop = (): void => clearTimeout(timer);
	socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', stop).once('close', stop);
}

/** `undefined` for a body that is as it is. */
async function decoderOf(encoding: string | undefined): Promise<Transform | undefined> {
	if (encoding === undefined) return undefined;
	const {constants, createBrotliDecompress, createGunzip, createInflate} = await import('node:zlib');
	// As in fetch, a body that ends early is what came of it.
	const options = {finishFlush: constants.Z_SYNC_FLUSH};
	switch (encoding.trim().toLowerCase()) {
		case 'gzip':
		case 'x-gzip':
			return createGunzip(options);
		case 'deflate':
			return createInflate(options);
		case 'br':
			return createBrotliDecompress();
		default:
			return undefined;
	}
}

function headersOf({headersDistinct}: IncomingMessage): AnswerHeaders {
	const all = (name: string): readonly string[] | undefined => headersDistinct[name.toLowerCase()];
	return {
		get: name => all(name)?.join(', ') ?? null,
		has: name => all(name) !== undefined,
		getSetCookie: () => [...(all('set-cookie') ?? [])],
	};
}
