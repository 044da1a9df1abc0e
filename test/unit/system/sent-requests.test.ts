// The lines about HTTP requests.
import {afterEach, expect, it} from 'vitest';
import {request} from '../../../src/system/http.ts';
import {onSentRequest} from '../../../src/system/sent-requests.ts';
import {serve} from '../../support/servers.ts';

afterEach(() => onSentRequest(() => {}));

it('have the answer and the time, and neither the query nor what was sent', async () => {
	const lines: string[] = [];
	onSentRequest(line => lines.push(line));
	const url = await serve((incoming, answer) => {
		answer.statusCode = incoming.method === 'POST' ? 201 : 404;
		answer.end();
	});
	await request({
		method: 'POST',
		url: `${url}/apis/v2beta1/runs?token=hidden`,
		headers: {authorization: 'Bearer hidden'},
		body: 'hidden',
		timeout: 5000,
	});
	await request({method: 'GET', url: `${url}/v2/x#hidden`, timeout: 5000});
	expect(lines).toEqual([
		expect.stringMatching(new RegExp(`^POST ${url}/apis/v2beta1/runs 201 {2}\\(\\d\\.\\d s\\)$`)),
		expect.stringMatching(new RegExp(`^GET ${url}/v2/x 404 {2}\\(\\d\\.\\d s\\)$`)),
	]);
});

it('say why there was no answer, and a state that stays the same once', async () => {
	const lines: string[] = [];
	onSentRequest(line => lines.push(line.replace(/ {2}\(.*/, '')));
	await request({method: 'GET', url: 'http://127.0.0.1:2', timeout: 5000}).catch(() => {});
	let status = 200;
	const url = await serve((_, answer) => {
		answer.statusCode = status;
		answer.end();
	});
	for (status of [200, 200, 500]) await request({method: 'GET', url, timeout: 5000});
	expect(lines).toEqual(['GET http://127.0.0.1:2 HTTP_REFUSED', `GET ${url} 200`, `GET ${url} 500`]);
});
