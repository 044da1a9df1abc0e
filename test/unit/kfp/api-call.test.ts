// One call: its token, its repetition, and answers that are not from the API.
import {describe, expect, it} from 'vitest';
import {connect} from '../../../src/kfp/client.ts';
import {authBy, tokenWay} from '../../../src/kfp/auth/auth.ts';
import {Sensitive} from '../../../src/system/secrets.ts';
import {withApi} from '../../support/with-api.ts';
import {errorOf} from '../../support/error-of.ts';

const withToken = (token: string) => authBy([tokenWay(async () => new Sensitive(token))]);

describe('a token', () => {
	it('B46: the token is sent as a bearer, trimmed and without its own prefix, and no user header is sent', async () => {
		const {api} = await withApi();
		await connect({host: new URL(api.url), auth: withToken(' Bearer abc.def\n')});
		const {headers} = api.requests().at(-1) ?? {headers: {}};
		expect(headers).toMatchObject({authorization: 'Bearer abc.def'});
		expect(headers).not.toHaveProperty('kubeflow-userid');
	});

	it.each(['', 'two words', 'line\nbreak', 'Bearer '])(
		'B46: the token %j is refused, and the message does not contain it',
		async token => {
			const {api} = await withApi();
			const error = await errorOf(connect({host: new URL(api.url), auth: withToken(token)}));
			expect(error).toMatchObject({kind: 'usage', code: 'KFP_TOKEN_BROKEN'});
			if (token.trim() !== '' && token !== 'Bearer ') expect(error.message).not.toContain(token);
		},
	);

	it('B43: the token is never sent over plain http to another machine', async () => {
		const error = await errorOf(connect({host: new URL('http://kf.example.com'), auth: withToken('abc')}));
		expect(error).toMatchObject({kind: 'usage', code: 'KFP_TOKEN_OVER_HTTP'});
	});
});

describe('a call', () => {
	it('a 404 page of a proxy does not mean that a pipeline is absent', async () => {
		const {api, client} = await withApi();
		api.fault({path: /names/}, {kind: 'answer', status: 404, body: '<html>nginx</html>'});
		expect(await errorOf(client.findPipeline('demo'))).toMatchObject({code: 'KFP_NOT_API'});
		api.fault({path: /names/}, {kind: 'answer', status: 404, body: '{"code":5,"message":"Not Found"}'});
		expect(await errorOf(client.findPipeline('demo'))).toMatchObject({code: 'KFP_NO_SUCH_CALL'});
	});

	it('a call is repeated when a gateway is busy', async () => {
		const {api, client} = await withApi();
		await client.createPipeline({name: 'demo', description: ''});
		api.fault({path: /names/}, {kind: 'answer', status: 503, headers: {'retry-after': '0'}}, 3);
		expect((await client.findPipeline('demo'))?.name).toBe('demo');
	});
});
