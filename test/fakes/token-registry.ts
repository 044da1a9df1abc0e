// A registry behind a token service, as Docker Hub, GHCR and GAR are: written from the distribution specification and facts; nothing like it can be installed.
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';

export type TokenRegistry = {
	readonly host: string;
	/** `METHOD path?query` of each request, with `+ TOKEN` or `+ Basic user` where it was authorised. */
	readonly seen: readonly string[];
	readonly close: () => Promise<void>;
};

type RegistryAnswer = {status: number; headers?: Record<string, string>; body?: string};

export type TokenRegistryOptions = {
	/** Answers to authorised requests by `METHOD path`; a location may hold `HOST`. */
	readonly answers: Readonly<Record<string, RegistryAnswer>>;
	/** Answers to the other authorised requests. */
	readonly otherwise?: (request: string) => RegistryAnswer | undefined;
	/** The user that gets a token; nobody does without. */
	readonly user?: string;
	/** The refresh token that gets one by POST. */
	readonly refresh?: string;
	/** What the token service answers instead. */
	readonly tokenStatus?: number;
	/** Tokens are given to everybody. */
	readonly open?: boolean;
};

export async function startTokenRegistry(options: TokenRegistryOptions): Promise<TokenRegistry> {
	const seen: string[] = [];
	const server = createServer((request, response) => void answer(request, response));
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no address');
	const host = `127.0.0.1:${address.port}`;

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const {method = '', url = '', headers} = request;
		const [scheme = '', value = ''] = (headers.authorization ?? '').split(' ');
		const user = scheme === 'Basic' ? (Buffer.from(value, 'base64').toString().split(':')[0] ?? '') : '';
		seen.push(`${method} ${url}${scheme === '' ? '' : ` + ${user === '' ? value : `Basic ${user}`}`}`);
		const end = (status: number, body = '', more: Record<string, string> = {}): void => {
			response.writeHead(status, more).end(method === 'HEAD' ? undefined : body);
		};
		if (url.startsWith('/token')) {
			let body = '';
			for await (const piece of request) body += String(piece);
			const refreshed = method === 'POST' && new URLSearchParams(body).get('refresh_token') === options.refresh;
			const known = options.user !== undefined && user === options.user;
			if (options.tokenStatus !== undefined) return end(options.tokenStatus);
			return options.open === true || known || refreshed ? end(200, '{"token":"GRANTED"}') : end(401);
		}
		if (value !== 'GRANTED') {
			const challenge = `Bearer realm="http://${host}/token",service="fake",scope="ignored"`;
			return end(401, '{"errors":[{"code":"UNAUTHORIZED"}]}', {'www-authenticate': challenge});
		}
		const found = options.answers[`${method} ${url}`] ?? options.otherwise?.(`${method} ${url}`);
		if (found === undefined) return end(404, '{"errors":[{"code":"NAME_UNKNOWN","message":"no such repository"}]}');
		const more = Object.entries(found.headers ?? {}).map(([name, text]) => [name, text.replace('HOST', host)]);
		return end(found.status, found.body, Object.fromEntries(more) as Record<string, string>);
	}

	return {
		host,
		seen,
		close: () => new Promise(resolve => server.close(() => resolve())),
	};
}
