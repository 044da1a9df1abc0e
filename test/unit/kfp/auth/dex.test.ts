// Logging in through Dex's form, behind both kinds of proxies.
import {describe, expect, it, onTestFinished} from 'vitest';
import {authBy} from '../../../../src/kfp/auth/auth.ts';
import {type DexUser, dexWay} from '../../../../src/kfp/auth/dex.ts';
import {connect} from '../../../../src/kfp/client.ts';
import {Sensitive} from '../../../../src/system/secrets.ts';
import {startKfpApi} from '../../../fakes/kfp-api.ts';
import {type LoginProxyOptions, startLoginProxy} from '../../../fakes/login-proxy.ts';
import {errorOf} from '../../../support/error-of.ts';
import {serveHost} from '../../../support/with-api.ts';

const user: DexUser = {user: 'user@example.com', password: new Sensitive('12341234')};

async function setUp(more: Partial<LoginProxyOptions> = {}, users: readonly (DexUser | undefined)[] = [user]) {
	const api = await startKfpApi({ui: 'ready'});
	const proxy = await startLoginProxy({behind: api.url, user: user.user, password: '12341234', ...more});
	onTestFinished(async () => {
		await proxy.stop();
		await api.stop();
	});
	const host = new URL(proxy.url);
	const auth = authBy([dexWay(host, async attempt => users[attempt - 1], undefined)]);
	return {api, proxy, host, auth};
}

describe('a login with the form of Dex', () => {
	it.each<readonly [string, Partial<LoginProxyOptions>]>([
		['behind AuthService', {}],
		['behind oauth2-proxy', {style: 'oauth2-proxy'}],
		['with an approval', {approval: true}],
		['with a list of connectors', {connectors: true}],
	])('%s reaches the API', async (_, options) => {
		const {host, auth, proxy} = await setUp(options);
		const client = await connect({host, auth});
		await client.createPipeline({name: 'demo', description: ''});
		expect(await client.listPipelines()).toHaveLength(1);
		expect(proxy.logins()).toBe(1);
	});

	it('an expired session is renewed in the middle of the work, once for calls at the same time', async () => {
		const {host, auth, proxy, api} = await setUp();
		const client = await connect({host, auth});
		proxy.expire();
		await Promise.all([client.createPipeline({name: 'demo', description: ''}), client.listPipelines()]);
		expect(proxy.logins()).toBe(2);
		expect(api.requests().filter(({method}) => method === 'POST')).toHaveLength(1);
	});

	it('a wrong password is asked for again', async () => {
		const wrong = {...user, password: new Sensitive('wrong')};
		const {host, auth} = await setUp({}, [wrong, user]);
		expect((await connect({host, auth})).health.ready).toBe(true);
	});

	it('without a user it is a login error that says what to do', async () => {
		const {host, auth} = await setUp({}, []);
		const error = await errorOf(connect({host, auth}));
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_LOGIN', exitCode: 4});
		expect(error.message).toContain('the login page of Dex');
		expect(error.next[0]?.command).toContain('KFP_WIZARD_USER');
	});

	it('a page without a form is an error of its own', async () => {
		const host = await serveHost((request, response) => {
			if (request.url === '/dex/sso') response.end('<html><title>dex</title>Log in with GitHub only</html>');
			else response.writeHead(302, {location: '/dex/sso'}).end();
		});
		const auth = authBy([dexWay(host, async () => user, undefined)]);
		const error = await errorOf(connect({host, auth}));
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_LOGIN_FORM'});
	});

	it('a password is never posted unencrypted to another machine', async () => {
		const host = await serveHost((request, response) => {
			if (request.url !== '/dex/login') return response.writeHead(302, {location: '/dex/login'}).end();
			return response.end(
				'<html><title>dex</title><form action="http://elsewhere.example.com/x"><input type="password" name="password"></form></html>',
			);
		});
		const auth = authBy([dexWay(host, async () => user, undefined)]);
		expect(await errorOf(connect({host, auth}))).toMatchObject({code: 'KFP_LOGIN_FORM'});
	});
});
