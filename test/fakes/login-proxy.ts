// A proxy with Dex behind it, in front of another server: without a session it sends browsers to Dex's login form.
// Paths, redirects, form fields and cookies are those of oauth2-proxy or the older AuthService with Dex.
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {randomBytes} from 'node:crypto';

export type LoginProxyOptions = {
	/** The server behind it. */
	readonly behind: string;
	readonly user: string;
	readonly password: string;
	/** `oauth2-proxy` answers 403 with a sign-in page; `authservice` redirects. Default: authservice. */
	readonly style?: 'authservice' | 'oauth2-proxy';
	/** Dex asks whether access is granted. */
	readonly approval?: boolean;
	/** Dex lists several ways to log in. */
	readonly connectors?: boolean;
};

export type LoginProxy = {
	readonly url: string;
	/** Ends all sessions. */
	readonly expire: () => void;
	/** How many times somebody has logged in. */
	readonly logins: () => number;
	readonly stop: () => Promise<void>;
};

const page = (title: string, body: string): string =>
	`<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>${body}</body></html>`;

export async function startLoginProxy(options: LoginProxyOptions): Promise<LoginProxy> {
	const {behind, user, password, style = 'authservice'} = options;
	const cookieName = style === 'authservice' ? 'authservice_session' : 'oauth2_proxy_kubeflow';
	const sessions = new Set<string>();
	/** Dex's own requests: where each leads. */
	const requests = new Map<string, string>();
	let logins = 0;

	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => void response.writeHead(500).end(String(error)));
	});

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const body = Buffer.concat(chunks);
		const url = new URL(request.url ?? '/', 'http://proxy');
		const html = (status: number, text: string): void =>
			void response.writeHead(status, {'content-type': 'text/html; charset=utf-8'}).end(text);
		const redirect = (location: string, cookie?: string): void =>
			void response.writeHead(303, {location, ...(cookie === undefined ? {} : {'set-cookie': cookie})}).end();
		const toDex = (back: string): void =>
			redirect(
				`/dex/auth?client_id=kubeflow&redirect_uri=/oauth2/callback&state=${encodeURIComponent(back)}`,
				'csrf=1; Path=/',
			);
		const form = new URLSearchParams(body.toString());
		const req = url.searchParams.get('state') ?? form.get('req') ?? url.searchParams.get('req') ?? '';

		switch (url.pathname) {
			case '/oauth2/start':
				return toDex(url.searchParams.get('rd') ?? '/');
			case '/dex/auth': {
				const id = randomBytes(6).toString('hex');
				requests.set(id, url.searchParams.get('state') ?? '/');
				if (options.connectors !== true) return redirect(`/dex/auth/local/login?back=&state=${id}`);
				return html(
					200,
					page(
						'dex',
						`<a href="/dex/auth/github?client_id=kubeflow&amp;state=${id}">GitHub</a> <a href="/dex/auth/local/login?back=&amp;state=${id}">Email</a>`,
					),
				);
			}
			case '/dex/auth/local/login': {
				const isRight = form.get('login') === user && form.get('password') === password;
				if (request.method === 'POST' && requests.has(req) && isRight)
					return redirect(
						options.approval === true ? `/dex/approval?req=${req}` : `/oauth2/callback?code=c&state=${req}`,
					);
				return html(
					200,
					page(
						'dex',
						`<h2>Log in to Your Account</h2><form method="post" action="/dex/auth/local/login?back=&amp;state=${req}"><input required id="login" name="login" type="text"/><input id="password" name="password" type="password"/><button>Login</button></form>`,
					),
				);
			}
			case '/dex/approval':
				if (request.method === 'POST' && form.get('approval') === 'approve')
					return redirect(`/oauth2/callback?code=c&state=${req}`);
				return html(
					200,
					page(
						'dex',
						`<form method="post"><input type="hidden" name="req" value="${req}"/><input type="hidden" name="approval" value="approve"><button>Grant Access</button></form>`,
					),
				);
			case '/oauth2/callback': {
				const back = requests.get(req);
				if (back === undefined || !(request.headers.cookie ?? '').includes('csrf=1'))
					return html(403, page('403', 'CSRF'));
				logins++;
				const session = randomBytes(8).toString('hex');
				sessions.add(session);
				return redirect(back, `${cookieName}=${session}; Path=/; HttpOnly`);
			}
			default: {
				const session = new RegExp(`${cookieName}=(\\w+)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
				if (!sessions.has(session)) {
					if (style === 'authservice') return toDex(url.pathname);
					return html(
						403,
						page('Sign In', '<form action="/oauth2/start"><button>Sign in with OpenID Connect</button></form>'),
					);
				}
				const reply = await fetch(`${behind}${request.url ?? ''}`, {
					method: request.method ?? 'GET',
					headers: {'content-type': request.headers['content-type'] ?? ''},
					...(body.length === 0 ? {} : {body}),
				});
				response.writeHead(reply.status, {'content-type': reply.headers.get('content-type') ?? ''});
				response.end(Buffer.from(await reply.arrayBuffer()));
			}
		}
	}

	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		expire: () => sessions.clear(),
		logins: () => logins,
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>(resolve => server.close(() => resolve()));
		},
	};
}
