// Connecting to a host that is a KFP API, and to hosts that are something else.
import {describe, expect, it} from 'vitest';
import {connect} from '../../../src/kfp/client.ts';
import {newerThanKnown} from '../../../src/kfp/health-check.ts';
import type {Health} from '../../../src/kfp/schemas.ts';
import {startKfpApi} from '../../fakes/kfp-api.ts';
import {serveHost, withApi} from '../../support/with-api.ts';
import {errorOf} from '../../support/error-of.ts';

const json = (value: unknown): string => JSON.stringify(value);

describe('connecting to a KFP API', () => {
	it('B45: connecting reads the release of a KFP 2 API', async () => {
		const {client} = await withApi();
		expect(client.health).toMatchObject({release: '2.17.0', multiUser: false, store: 'database', ready: true});
	});

	it.each([
		['9.0.0', true],
		['3.0.0-rc1', true],
		['2.99.1', false],
		[undefined, false],
	])('B45: the release %s is newer than what kfp-wizard knows: %s', (release, newer) => {
		const health: Health = {release, multiUser: false, isUi: false, store: undefined, ready: true};
		expect(newerThanKnown(health) !== undefined).toBe(newer);
	});

	it('connecting works below a path, as in a full Kubeflow', async () => {
		const {client, api} = await withApi({prefix: '/pipeline'});
		await client.createPipeline({name: 'demo', description: ''});
		expect(api.state().pipelines).toHaveLength(1);
	});

	it('connecting accepts the UI server, which wraps the health of the API', async () => {
		const host = await serveHost((_, response) => {
			response.end(
				json({apiServerTagName: '2.16.0', multi_user: false, apiServerReady: true, frontendTagName: '2.16.0'}),
			);
		});
		expect((await connect({host})).health).toMatchObject({release: '2.16.0', ready: true});
	});

	it('an API server that is down behind the UI is reported', async () => {
		const host = await serveHost((_, response) =>
			response.end(json({apiServerReady: false, frontendTagName: '2.16.0'})),
		);
		expect(await errorOf(connect({host}))).toMatchObject({kind: 'outside', code: 'KFP_API_DOWN'});
	});
});

describe('connecting to something else', () => {
	it('B44: a login page with status 200 is recognised', async () => {
		const api = await startKfpApi();
		api.fault({}, {kind: 'login-page'}, 10);
		const error = await errorOf(connect({host: new URL(api.url)})).finally(() => api.stop());
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_LOGIN'});
		expect(error.message).toContain('web page (“Log in to dex”)');
		expect(error.detail).toContain('the login page of Dex');
		expect(error.next.map(({command}) => command)).toEqual([
			'export KFP_WIZARD_USER=… KFP_WIZARD_PASSWORD=…',
			'--token-command COMMAND',
			'--cookie-file PATH',
			expect.stringContaining('port-forward --namespace kubeflow svc/ml-pipeline-ui'),
		]);
	});

	it('B44: a redirect to a login is recognised and not followed', async () => {
		let visits = 0;
		const host = await serveHost((request, response) => {
			visits++;
			response.writeHead(302, {location: `http://${request.headers.host}/dex/auth?client_id=x&state=secret`}).end();
		});
		const error = await errorOf(connect({host}));
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_LOGIN'});
		expect(error.message).toContain(`${host.origin}/dex/auth`);
		expect(error.message).not.toContain('secret');
		expect(visits).toBe(1);
	});

	it('any other redirect is reported with its target', async () => {
		const host = await serveHost((request, response) => {
			response.writeHead(301, {location: `https://kf.example.com${request.url ?? ''}`}).end();
		});
		const error = await errorOf(connect({host}));
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_REDIRECT'});
		expect(error.message).toContain('https://kf.example.com/apis/v2beta1/healthz');
	});

	it.each([401, 403])('the status %i without a text means denied', async status => {
		const host = await serveHost((_, response) =>
			response.writeHead(status, {'content-type': 'text/plain'}).end('RBAC: access denied'),
		);
		const error = await errorOf(connect({host}));
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_DENIED', exitCode: 4});
		expect(error.detail).toContain('RBAC: access denied');
	});

	it('B45: a KFP 1 server is recognised', async () => {
		const host = await serveHost((request, response) => {
			if (request.url === '/apis/v1beta1/healthz')
				response.end(json({commit_sha: 'abc', tag_name: '1.8.5', multi_user: false}));
			else response.writeHead(404).end(json({error: 'Not Found', code: 5, message: 'Not Found'}));
		});
		const error = await errorOf(connect({host}));
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_TOO_OLD'});
		expect(error.message).toContain('Kubeflow Pipelines 1 server (1.8.5)');
	});

	it.each([
		['other JSON', '{"status":"ok"}', 'application/json'],
		['a JSON list', '[]', 'application/json'],
		['broken JSON', '{"tag_name":"2.1', 'application/json'],
		['text', 'hello', 'text/plain'],
		['nothing', '', 'application/json'],
	])('B44, F20: %s is reported as not a KFP API', async (_, body, type) => {
		const host = await serveHost((_request, response) => response.writeHead(200, {'content-type': type}).end(body));
		expect(await errorOf(connect({host}))).toMatchObject({kind: 'outside', code: 'KFP_NOT_API'});
	});

	it('B44: another web page is reported as not a KFP API', async () => {
		const host = await serveHost((_, response) => response.end('<!doctype html><title>Grafana</title>'));
		const error = await errorOf(connect({host}));
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_NOT_API'});
		expect(error.message).toContain('Grafana');
	});

	it('escape sequences of the server are removed from messages', async () => {
		const host = await serveHost((_, response) => response.end('<html><title>\u001B[31mred\u0007</title>'));
		const error = await errorOf(connect({host}));
		expect(JSON.stringify([error.message, error.detail])).not.toMatch(/\\u001b|\\u0007/);
	});

	it('the port-forward is suggested where no server listens', async () => {
		const {url, stop} = await startKfpApi();
		await stop();
		const error = await errorOf(connect({host: new URL(url)}));
		expect(error).toMatchObject({kind: 'outside', code: 'HTTP_REFUSED'});
		expect(error.next[0]?.command).toContain('port-forward');
	});
});
