// HTTP requests: their answers, time limits and repetitions.
import {describe, expect, it} from 'vitest';
import {type HttpRequest, request} from '../../../src/system/http.ts';
import {errorOf} from '../../support/error-of.ts';
import {serve} from '../../support/servers.ts';

const get = (url: string, more: Partial<HttpRequest> = {}) => request({method: 'GET', url, timeout: 10_000, ...more});

describe('answers', () => {
	it('an answer has its status, headers and text', async () => {
		const url = await serve((incoming, response) => {
			let body = '';
			incoming.on('data', chunk => (body += String(chunk)));
			incoming.on('end', () =>
				response.writeHead(418, {'x-of': 'tea'}).end(`${incoming.method} ${String(incoming.headers['x-a'])} ${body} ü`),
			);
		});
		const answer = await request({method: 'POST', url, headers: {'x-a': 'b'}, body: 'pot', timeout: 5000});
		expect([answer.status, answer.headers.get('x-of'), answer.text]).toEqual([418, 'tea', 'POST b pot ü']);
	});

	it('a redirect is not followed', async () => {
		const seen: string[] = [];
		const url = await serve((incoming, response) => {
			seen.push(incoming.url ?? '');
			response.writeHead(302, {location: '/login'}).end();
		});
		const answer = await get(`${url}/start`);
		expect([answer.status, answer.headers.get('location')]).toEqual([302, '/login']);
		expect(seen).toEqual(['/start']);
	});

	it('F20: an answer beyond the size limit is refused without reading it to its end', async () => {
		let written = 0;
		const url = await serve((_, response) => {
			const pump = (): void => {
				while (!response.destroyed && written < 1e9) {
					written += 65_536;
					if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', pump);
				}
				response.end();
			};
			pump();
		});
		const error = await errorOf(get(url, {limit: 1_000_000}));
		expect(error).toMatchObject({kind: 'outside', code: 'HTTP_TOO_LARGE'});
		expect(error.message).toContain('1.0 MB');
		expect(written).toBeLessThan(50_000_000);
	});
});

describe('time', () => {
	it('a request ends at the timeout when the server does not answer', async () => {
		const url = await serve(() => {});
		const error = await errorOf(get(`${url}/slow?token=hidden`, {timeout: 80}));
		expect(error).toMatchObject({kind: 'outside', code: 'HTTP_TIMEOUT'});
		expect(error.message).toBe(`No answer from ${url}/slow within 0.1 s`);
	});

	it('a request ends at the timeout when the answer never ends', async () => {
		const url = await serve((_, response) => void response.writeHead(200).write('x'));
		expect(await errorOf(get(url, {timeout: 80}))).toMatchObject({code: 'HTTP_TIMEOUT'});
	});

	it('the timeout covers all repetitions together', async () => {
		const url = await serve((_, response) => response.writeHead(503, {'retry-after': '60'}).end());
		const start = performance.now();
		expect((await get(url, {retry: true, timeout: 400})).status).toBe(503);
		expect(performance.now() - start).toBeLessThan(5000);
	});

	it('a request ends when the signal fires', async () => {
		const stop = new AbortController();
		const url = await serve(() => stop.abort());
		expect(await errorOf(get(url, {signal: stop.signal}))).toMatchObject({kind: 'cancelled'});
		expect(await errorOf(get(url, {signal: stop.signal}))).toMatchObject({kind: 'cancelled'});
	});

	it('a request ends when the signal fires during a pause', async () => {
		const stop = new AbortController();
		const url = await serve((_, response) => {
			response.writeHead(503, {'retry-after': '5'}).end();
			setTimeout(() => stop.abort(), 30);
		});
		expect(await errorOf(get(url, {retry: true, signal: stop.signal}))).toMatchObject({kind: 'cancelled'});
	});
});

describe('trying again', () => {
	const flaky = async (statuses: readonly number[]): Promise<{url: string; tries: () => number}> => {
		let tries = 0;
		const url = await serve((_, response) => {
			const status = statuses[tries++] ?? 200;
			if (status === 0) response.destroy();
			else response.writeHead(status, {'retry-after': '0'}).end();
		});
		return {url, tries: () => tries};
	};

	it.each([408, 425, 429, 502, 503, 504, 0])('a request is repeated after %i when that is allowed', async status => {
		const {url, tries} = await flaky([status]);
		expect((await get(url, {retry: true})).status).toBe(200);
		expect(tries()).toBe(2);
	});

	it.each([400, 401, 403, 404, 409, 422, 500, 501])('a request is never repeated after %i', async status => {
		const {url, tries} = await flaky([status]);
		expect((await get(url, {retry: true})).status).toBe(status);
		expect(tries()).toBe(1);
	});

	it('a request is sent at most four times, and the last answer is returned', async () => {
		const {url, tries} = await flaky([503, 503, 503, 504, 200]);
		expect((await get(url, {retry: true})).status).toBe(504);
		expect(tries()).toBe(4);
	});

	it('a request is not repeated when that is not allowed', async () => {
		const busy = await flaky([503]);
		expect((await get(busy.url)).status).toBe(503);
		const lost = await flaky([0]);
		expect(await errorOf(get(lost.url))).toMatchObject({code: 'HTTP_LOST'});
		expect([busy.tries(), lost.tries()]).toEqual([1, 1]);
	});

	it('the pause is as long as the server asks for', async () => {
		let tries = 0;
		const url = await serve((_, response) => {
			if (tries++ > 0) response.end();
			else response.writeHead(429, {'retry-after': '1'}).end();
		});
		const start = performance.now();
		expect((await get(url, {retry: true})).status).toBe(200);
		expect(performance.now() - start).toBeGreaterThanOrEqual(990);
	});

	it("F23: a date for the next try is one of the server's clock", async () => {
		const date = new Date(Date.now() + 60 * 60 * 1000).toUTCString();
		let tries = 0;
		const url = await serve((_, response) => {
			if (tries++ > 0) response.end();
			else response.writeHead(429, {date, 'retry-after': date}).end();
		});
		expect((await get(url, {retry: true})).status).toBe(200);
	});
});
