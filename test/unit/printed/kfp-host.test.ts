// The address of Kubeflow Pipelines: what is printed where it is wrong, or something else answers there.
import {describe, expect} from 'vitest';
import {quote} from '../../../src/system/text.ts';
import {printed} from '../../support/printed.ts';
import {shell} from '../../support/shell.ts';
import {serveHost} from '../../support/with-api.ts';

/** The list of runs at this address, of a project that has one run named first. */
async function at(address: string | ((api: string) => string), options: Parameters<typeof shell>[0] = {}) {
	const world = await shell(options, {kubectl: args => void calls.push(args)});
	const calls: (readonly string[])[] = [];
	await world.start('first');
	const host = typeof address === 'string' ? address : address(world.api.url);
	return {...world, calls, failed: await world.type(`runs --host '${host}' --kfp-name tide-prod`)};
}
const listed = {exitCode: 0, printed: expect.stringContaining('first') as string};

describe('the command that is printed', () => {
	printed('HOST_NOT_A_URL', 'takes another address, which counts before the variable', async () => {
		const {type, env, start, api} = await shell();
		await start('first');
		env['KF_PIPELINES_ENDPOINT'] = `http://local host:8080/'"$(touch x)`;
		const failed = await type('runs');
		expect(failed).toMatchObject({exitCode: 2, code: 'HOST_NOT_A_URL', next: ['--host URL']});
		expect(await type(failed.next[0]?.replace('URL', api.url))).toMatchObject(listed);
	});

	printed('HOST_SCHEME', 'has the scheme that was meant', async () => {
		const {type, env, start, api} = await shell({prefix: "/a'b$(touch%20x)"});
		await start('first');
		for (const scheme of ['htp', 'hhtp', 'ftp', 'grpc']) {
			env['KF_PIPELINES_ENDPOINT'] = `${api.url.replace('http', scheme)}/#/runs`;
			const failed = await type('runs');
			expect(failed).toMatchObject({exitCode: 2, code: 'HOST_SCHEME'});
			expect(await type(failed.next[0])).toMatchObject(listed);
		}
		const flagged = await type(`runs --host ${quote(api.url.replace('http', 'htp'))} --kfp-name tide-prod`);
		expect(flagged.code).toBe('BAD_VALUE');
		expect(await type(flagged.next[0])).toMatchObject(listed);
		env['KF_PIPELINES_ENDPOINT'] = 'htps://kf.example.com/pipeline/';
		expect((await type('runs')).next).toEqual(['--host https://kf.example.com/pipeline']);
		env['KF_PIPELINES_ENDPOINT'] = 'file:///etc/passwd';
		expect((await type('runs')).next).toEqual(['--host URL']);
	});

	printed('HOST_USER_INFO', 'has the address without the user and the password', async () => {
		const {type, env, start, api} = await shell({prefix: '/pipeline'});
		await start('first');
		env['KF_PIPELINES_ENDPOINT'] = `${api.url.replace('//', '//ada:hunter2@')}/?x=hunter2#/runs`;
		const failed = await type('runs');
		expect(failed).toMatchObject({exitCode: 2, code: 'HOST_USER_INFO', next: [`--host ${api.url}`]});
		expect(await type(failed.next[0])).toMatchObject(listed);
	});

	printed('KFP_REDIRECT', 'takes the address that the host redirects to', async () => {
		let api = '';
		const away = await serveHost(({url = ''}, response) => response.writeHead(301, {location: `${api}${url}`}).end());
		const {type, obey, failed, calls} = await at(
			url => {
				api = url;
				return away.origin;
			},
			{prefix: "/it's$(touch%20x)"},
		);
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_REDIRECT'});
		expect(await type(failed.next[0])).toMatchObject(listed);
		await obey(failed.next[1]);
		expect(calls).toEqual([forwarding]);
	});

	printed('KFP_REDIRECT', 'names no address for a redirect of a call to another page', async () => {
		const away = await serveHost((_, response) => response.writeHead(302, {location: '/welcome'}).end());
		const {failed, obey, calls} = await at(away.origin);
		expect(failed).toMatchObject({code: 'KFP_REDIRECT', next: {length: 1}});
		await obey(failed.next[0]);
		expect(calls).toEqual([forwarding]);
	});

	printed('KFP_NOT_API', 'takes the API of the full Kubeflow whose pages answer', async () => {
		const {failed, type} = await at(url => new URL(url).origin, {prefix: '/pipeline', ui: 'ready'});
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_NOT_API'});
		expect(await type(failed.next[0])).toMatchObject(listed);
	});

	printed('KFP_NOT_API', 'looks for the pod of the API server behind a gateway that is busy', async () => {
		const busy = await serveHost((_, response) => response.writeHead(503, {'retry-after': '0'}).end());
		const {failed, obey, calls} = await at(busy.origin);
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_NOT_API'});
		await obey(failed.next[0]);
		expect(calls).toEqual([podOfServer]);
	});

	printed('KFP_API_DOWN', 'looks for the pod of the API server', async () => {
		const down = await serveHost((_, response) =>
			response.end('{"apiServerReady": false, "frontendTagName": "2.16.0"}'),
		);
		const {failed, obey, calls} = await at(down.origin);
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_API_DOWN'});
		await obey(failed.next[0]);
		expect(calls).toEqual([podOfServer]);
	});

	printed('KFP_TOKEN_OVER_HTTP', 'sends the token encrypted to the same address', async () => {
		const {type, env} = await shell();
		env['KFP_WIZARD_TOKEN'] = 'SECRET';
		const failed = await type("runs --host 'http://kf.example.com:31380/pipeline/#/x'");
		expect(failed).toMatchObject({exitCode: 2, code: 'KFP_TOKEN_OVER_HTTP'});
		expect(failed.next).toEqual(['kfp-wizard runs --host https://kf.example.com:31380/pipeline']);
	});

	printed('HTTP_REFUSED', 'opens the port-forward that is missing on this machine', async () => {
		const {failed, obey, calls} = await at('http://localhost:9');
		expect(failed).toMatchObject({exitCode: 5, code: 'HTTP_REFUSED'});
		await obey(failed.next[0]);
		expect(calls).toEqual([forwarding]);
	});
});

const forwarding = ['port-forward', '--namespace', 'kubeflow', 'svc/ml-pipeline-ui', '8080:80'];
const podOfServer = ['--namespace', 'kubeflow', 'get', 'pods', '-l', 'app=ml-pipeline'];
