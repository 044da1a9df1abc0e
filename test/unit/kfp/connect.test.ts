// Connecting: a KFP API is recognised, whatever else stands at the address is named.
import {describe, expect, it} from 'vitest';
import {connect} from '../../../src/kfp/client.ts';
import {Sensitive} from '../../../src/system/secrets.ts';
import {startKfpApi} from '../../fakes/kfp-api.ts';
import {serve, withApi} from '../../support/with-api.ts';
import {errorOf} from '../../support/error-of.ts';

const json = (value: unknown): string => JSON.stringify(value);

describe('connecting to what is there', () => {
	it('knows the release of a KFP 2 API', async () => {
		const {client} = await withApi();
		expect(client.health).toMatchObject({release: '2.17.0', multiUser: false, store: 'database', ready: true});
	});

	it('works below a path, as behind the gateway of full Kubeflow', async () => {
		const {client, api} = await withApi({prefix: '/pipeline'});
		await client.createPipeline({name: 'demo', description: ''});
		expect(api.state().pipelines).toHaveLength(1);
	});

	it('takes the UI server, which wraps the health of the API', async () => {
		const host = await serve((_, response) => {
			response.end(
				json({apiServerTagName: '2.16.0', multi_user: false, apiServerReady: true, frontendTagName: '2.16.0'}),
			);
		});
		expect((await connect({host})).health).toMatchObject({release: '2.16.0', ready: true});
	});

	it('says when the UI answers but the API behind it does not', async () => {
		const host = await serve((_, response) => response.end(json({apiServerReady: false, frontendTagName: '2.16.0'})));
		expect(await errorOf(connect({host}))).toMatchObject({kind: 'outside', code: 'KFP_API_DOWN'});
	});
});

describe('connecting to something else', () => {
	it('recognises a login page with status 200', async () => {
		const api = await startKfpApi();
		api.fault({}, {kind: 'login-page'}, 10);
		const error = await errorOf(connect({host: new URL(api.url)})).finally(() => api.stop());
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_LOGIN'});
		expect(error.message).toContain('web page (“Log in to dex”)');
		expect(error.next[0]?.command).toContain('port-forward --namespace kubeflow svc/ml-pipeline-ui');
	});

	it('recognises a redirect to a login and follows it nowhere', async () => {
		let visits = 0;
		const host = await serve((request, response) => {
			visits++;
			response.writeHead(302, {location: `http://${request.headers.host}/dex/auth?client_id=x&state=secret`}).end();
		});
		const error = await errorOf(connect({host}));
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_LOGIN'});
		expect(error.message).toContain(`${host.origin}/dex/auth`);
		expect(error.message).not.toContain('secret');
		expect(visits).toBe(1);
	});

	it('reports any other redirect with its target', async () => {
		const host = await serve((request, response) => {
			response.writeHead(301, {location: `https://kf.example.com${request.url ?? ''}`}).end();
		});
		const error = await errorOf(connect({host}));
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_REDIRECT'});
		expect(error.message).toContain('https://kf.example.com/apis/v2beta1/healthz');
	});

	it.each([401, 403])('takes a bare %i for denied', async status => {
		const host = await serve((_, response) =>
			response.writeHead(status, {'content-type': 'text/plain'}).end('RBAC: access denied'),
		);
		const error = await errorOf(connect({host}));
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_DENIED', exitCode: 4});
		expect(error.detail).toContain('RBAC: access denied');
	});

	it('recognises a KFP 1 server', async () => {
		const host = await serve((request, response) => {
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
	])('says that %s is no KFP API', async (_, body, type) => {
		const host = await serve((_request, response) => response.writeHead(200, {'content-type': type}).end(body));
		expect(await errorOf(connect({host}))).toMatchObject({kind: 'outside', code: 'KFP_NOT_API'});
	});

	it('says that another web page is no KFP API', async () => {
		const host = await serve((_, response) => response.end('<!doctype html><title>Grafana</title>'));
		const error = await errorOf(connect({host}));
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_NOT_API'});
		expect(error.message).toContain('Grafana');
	});

	it('keeps escape sequences of the other side off the screen', async () => {
		const host = await serve((_, response) => response.end('<html><title>\u001B[31mred\u0007</title>'));
		const error = await errorOf(connect({host}));
		expect(JSON.stringify([error.message, error.detail])).not.toMatch(/\\u001b|\\u0007/);
	});

	it('names the port-forward where nothing listens', async () => {
		const {url, stop} = await startKfpApi();
		await stop();
		const error = await errorOf(connect({host: new URL(url)}));
		expect(error).toMatchObject({kind: 'outside', code: 'HTTP_REFUSED'});
		expect(error.next[0]?.command).toContain('port-forward');
	});
});

describe('a token', () => {
	it('goes as a bearer, trimmed and without a prefix of its own; no user header is ever sent', async () => {
		const {api} = await withApi();
		await connect({host: new URL(api.url), token: new Sensitive(' Bearer abc.def\n')});
		const {headers} = api.requests().at(-1) ?? {headers: {}};
		expect(headers).toMatchObject({authorization: 'Bearer abc.def'});
		expect(headers).not.toHaveProperty('kubeflow-userid');
	});

	it.each(['', 'two words', 'line\nbreak', 'Bearer '])('%j is refused without being repeated', async token => {
		const {api} = await withApi();
		const error = await errorOf(connect({host: new URL(api.url), token: new Sensitive(token)}));
		expect(error).toMatchObject({kind: 'usage', code: 'KFP_TOKEN_BROKEN'});
		if (token.trim() !== '' && token !== 'Bearer ') expect(error.message).not.toContain(token);
	});

	it('never travels over plain http to another machine', async () => {
		const error = await errorOf(connect({host: new URL('http://kf.example.com'), token: new Sensitive('abc')}));
		expect(error).toMatchObject({kind: 'usage', code: 'KFP_TOKEN_OVER_HTTP'});
	});
});

describe('the calls', () => {
	it('read lists page by page', async () => {
		const {client} = await withApi();
		const pipeline = await client.createPipeline({name: 'demo', description: ''});
		const {specText} = await import('../../support/spec-text.ts');
		for (let number = 0; number < 23; number++) {
			await client.uploadVersion({
				pipelineId: pipeline.pipeline_id,
				name: `v${number}`,
				description: '',
				spec: specText.plain,
			});
		}
		const versions = await client.listVersions(pipeline.pipeline_id);
		expect(versions.map(({name}) => name)).toEqual(Array.from({length: 23}, (_, number) => `v${22 - number}`));
	});

	it('answer undefined for what is not there', async () => {
		const {client} = await withApi();
		expect(await client.findPipeline('nope')).toBeUndefined();
		expect(await client.getRun('11111111-2222-3333-4444-555555555555')).toBeUndefined();
		expect(await client.getVersion('x', 'y')).toBeUndefined();
		expect(await client.listVersions('x')).toEqual([]);
		expect(await client.findExperiment('nope')).toBeUndefined();
	});

	it("do not take a proxy's 404 page for an absent pipeline", async () => {
		const {api, client} = await withApi();
		api.fault({path: /names/}, {kind: 'answer', status: 404, body: '<html>nginx</html>'});
		expect(await errorOf(client.findPipeline('demo'))).toMatchObject({code: 'KFP_NOT_API'});
		api.fault({path: /names/}, {kind: 'answer', status: 404, body: '{"code":5,"message":"Not Found"}'});
		expect(await errorOf(client.findPipeline('demo'))).toMatchObject({code: 'KFP_NO_SUCH_CALL'});
	});

	it('refuse a pipeline name that the API cannot look up', async () => {
		const {client} = await withApi();
		expect(await errorOf(client.findPipeline('a/b'))).toMatchObject({kind: 'usage', code: 'KFP_NAME_SLASH'});
	});

	it('get past a busy gateway by trying again', async () => {
		const {api, client} = await withApi();
		await client.createPipeline({name: 'demo', description: ''});
		api.fault({path: /names/}, {kind: 'answer', status: 503, headers: {'retry-after': '0'}}, 3);
		expect((await client.findPipeline('demo'))?.name).toBe('demo');
	});

	it("turn the server's 'not yet' into null", async () => {
		const {api, client} = await withApi();
		const {specText} = await import('../../support/spec-text.ts');
		const {pipeline_id: pipelineId} = await client.createPipeline({name: 'demo', description: ''});
		const {pipeline_version_id: versionId} = await client.uploadVersion({
			pipelineId,
			name: 'v',
			description: '',
			spec: specText.plain,
		});
		const {run_id} = await client.createRun({name: 'r', description: 'd', pipelineId, versionId});
		expect(await client.getRun(run_id)).toMatchObject({finished_at: null, state: 'PENDING', description: 'd'});
		api.finishRun(run_id, 'RUNNING');
		api.setTask(run_id, 'clean', 'SUCCEEDED');
		const rows = (await client.getRun(run_id))?.run_details?.task_details ?? [];
		expect(rows.find(row => row.display_name === 'train')).toMatchObject({state: 'RUNNING', end_time: null});
		expect(rows.find(row => row.display_name === 'clean')?.end_time).not.toBeNull();
	});
});
