// Connections that fail on their way: what is printed gets through, or shows what is in the way.
import dns from 'node:dns';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, onTestFinished, vi} from 'vitest';
import {connectionError} from '../../../src/system/http-errors.ts';
import {startHttpProxy} from '../../fakes/http-proxy.ts';
import {printed} from '../../support/printed.ts';
import {shell} from '../../support/shell.ts';

const lookUp = dns.lookup;
const listed = {exitCode: 0, printed: expect.stringContaining('first') as string};

/** Of the hosts that are not this machine, kf.example.com is; the name of any other one gets this error. */
function names(code: string): void {
	const spy = vi.spyOn(dns, 'lookup').mockImplementation(((name: string, ...rest: readonly unknown[]) => {
		const done = rest.at(-1) as (error: Error) => void;
		if (name === 'kf.example.com') lookUp('127.0.0.1', ...(rest as [dns.LookupOptions, never]));
		else if (/^(localhost|127\.)/.test(name)) lookUp(name, ...(rest as [dns.LookupOptions, never]));
		else done(Object.assign(new Error(`getaddrinfo ${code} ${name}`), {code}));
	}) as never);
	onTestFinished(() => spy.mockRestore());
}

/** The project, whose server is known by a name that is not of this machine. */
async function named() {
	vi.unstubAllEnvs();
	const world = await shell();
	await world.start('first');
	names('ENOTFOUND');
	const far = world.api.url.replace('127.0.0.1', 'kf.example.com');
	return {...world, far, list: `runs --host ${far} --kfp-name tide-prod`};
}

describe('the command that is printed', () => {
	for (const [code, cause] of [
		['HTTP_DNS', 'ENOTFOUND'],
		['HTTP_DNS_BUSY', 'EAI_AGAIN'],
	] as const)
		printed(code, 'uses the address of kfp.yml that was meant', async () => {
			const {type, cwd, far} = await named();
			names(cause);
			const settings = join(cwd, 'conf/base');
			await mkdir(settings, {recursive: true});
			await writeFile(join(settings, 'kfp.yml'), `host: ${far}\n`);
			const failed = await type(`runs --kfp-name tide-prod --host ${far.replace('kf.', 'fk.')}`);
			expect(failed).toMatchObject({exitCode: 5, code});
			expect(await type(failed.next.find(one => one.includes(`--host ${far}`)))).toMatchObject(listed);
		});

	printed('HTTP_DNS', 'uses another address where none is near', async () => {
		const {type, api} = await named();
		const failed = await type('runs --kfp-name tide-prod --host https://elsewhere.internal');
		expect(failed).toMatchObject({exitCode: 5, code: 'HTTP_DNS'});
		expect(await type(failed.next[0]?.replace('URL', api.url))).toMatchObject(listed);
	});

	printed('HTTP_DNS_BUSY', 'tries again once names can be looked up', async () => {
		const {type, list} = await named();
		names('EAI_AGAIN');
		const far = list.replace('kf.example.com', 'elsewhere.internal');
		const failed = await type(far);
		expect(failed).toMatchObject({exitCode: 5, code: 'HTTP_DNS_BUSY', next: [`kfp-wizard ${far}`, expect.anything()]});
	});

	printed('HTTP_REFUSED', 'uses the address of kfp.yml that was meant', async () => {
		const {type, cwd, api} = await named();
		const settings = join(cwd, 'conf/prod');
		await mkdir(settings, {recursive: true});
		await writeFile(join(settings, 'kfp.yml'), `host: ${api.url}\n`);
		const failed = await type(`runs --kfp-name tide-prod --host ${api.url.replace('127.0.0.1', '127.0.0.2')}`);
		expect(failed).toMatchObject({exitCode: 5, code: 'HTTP_REFUSED'});
		expect(await type(failed.next[0])).toMatchObject(listed);
	});

	for (const [code, fault] of [
		['HTTP_LOST', {kind: 'reset'}],
		['KFP_FAILED', {kind: 'answer', status: 500, body: '{"code": 13, "message": "Internal Server Error"}'}],
		['KFP_NOT_FOUND', {kind: 'answer', status: 404, body: '{"code": 5, "message": "Experiment x not found"}'}],
	] as const)
		printed(code, 'tries the same again, with its arguments', async () => {
			const {type, api, to} = await named();
			const line = `run --yes --run-name ${"'a $(x)'"} ${to}`;
			// A pipeline that is not found is not deployed.
			api.fault({path: code === 'KFP_NOT_FOUND' ? /\/experiments/ : /\/pipelines\/names/}, {...fault}, 8);
			const failed = await type(line);
			expect(failed).toMatchObject({exitCode: 5, code});
			api.removeFaults();
			await type(failed.next[0]);
			expect(api.state().runs.map(({name}) => name)).toEqual(['first', 'a $(x)']);
		});

	printed('KFP_FAILED', 'reads the log of the API server', async () => {
		const calls: (readonly string[])[] = [];
		const {type, obey, api, to} = await shell({}, {kubectl: args => void calls.push(args)});
		api.fault({path: /names/}, {kind: 'answer', status: 500, body: '{"code": 13, "message": "Internal Server Error"}'});
		const failed = await type(`runs ${to} --context "it's dev"`);
		await obey(failed.next[1]);
		expect(calls).toEqual([
			['--context', "it's dev", '--namespace', 'kubeflow', 'logs', 'deployment/ml-pipeline', '--tail', '50'],
		]);
	});

	printed('HTTP_TIMEOUT', 'tries again', async () => {
		const {type, to} = await named();
		const slow = Object.assign(new Error('late'), {code: 'UND_ERR_HEADERS_TIMEOUT'});
		const thrown = connectionError('http://kf.example.com', slow);
		const failed = await type(`status latest ${to}`, {work: async () => Promise.reject(thrown)});
		expect(failed).toMatchObject({exitCode: 5, code: 'HTTP_TIMEOUT'});
		expect(await type(failed.next[0])).toMatchObject(listed);
	});

	printed('HTTP_TLS', 'connects without TLS where the port has none', async () => {
		const {type, api} = await named();
		const failed = await type(`runs --kfp-name tide-prod --host ${api.url.replace('http:', 'https:')}`);
		expect(failed).toMatchObject({exitCode: 5, code: 'HTTP_TLS'});
		expect(await type(failed.next[0])).toMatchObject(listed);
	});

	printed('PROXY_UNREACHABLE', 'connects without the proxy', async () => {
		for (const variables of [
			{HTTP_PROXY: 'http://127.0.0.1:9'},
			{http_proxy: 'http://127.0.0.1:9', no_proxy: 'x.org'},
		]) {
			const {type, obey, set, list} = await named();
			for (const [name, value] of Object.entries(variables)) set(name, value);
			const failed = await type(list);
			expect(failed).toMatchObject({exitCode: 5, code: 'PROXY_UNREACHABLE'});
			expect(await obey(failed.next[0])).toMatchObject(listed);
		}
	});

	printed('PROXY_REFUSED', 'logs in to the proxy, or connects without it', async () => {
		const authorization = `Basic ${Buffer.from('ada:it$').toString('base64')}`;
		const {port} = await startHttpProxy({authorization});
		for (const before of ['', 'ada:old@']) {
			const {type, obey, set, list} = await named();
			set('HTTP_PROXY', `http://${before}127.0.0.1:${port}`);
			const failed = await type(list);
			expect(failed).toMatchObject({exitCode: 5, code: 'PROXY_REFUSED'});
			expect(await obey(failed.next[0]?.replace('…:…', 'ada:it%24'))).toMatchObject(listed);
			set('HTTP_PROXY', `http://${before}127.0.0.1:${port}`);
			expect(await obey(failed.next[1])).toMatchObject(listed);
		}
	});

	printed('PROXY_REFUSED', 'connects without a proxy that does not allow the host', async () => {
		const {type, obey, set, list} = await named();
		const {port} = await startHttpProxy({refuses: 403});
		set('HTTP_PROXY', `127.0.0.1:${port}`);
		const failed = await type(list);
		expect(failed).toMatchObject({exitCode: 5, code: 'PROXY_REFUSED'});
		expect(await obey(failed.next[0])).toMatchObject(listed);
	});

	printed('HTTP_FAILED', 'goes around the proxy for a port that Node sends nothing to through one', async () => {
		const {type, obey, set} = await named();
		const {port} = await startHttpProxy();
		set('HTTP_PROXY', `http://127.0.0.1:${port}`);
		const failed = await type('runs --host http://kf.example.com:6000');
		expect(failed).toMatchObject({exitCode: 5, code: 'HTTP_FAILED'});
		// Nothing listens there.
		expect(await obey(failed.next[0])).toMatchObject({code: 'HTTP_REFUSED'});
	});

	printed('PROXY_INVALID', 'names another proxy, or none', async () => {
		const {port} = await startHttpProxy();
		for (const wrong of ['socks5://127.0.0.1:1080', 'http://']) {
			const {type, obey, set, list} = await named();
			set('HTTP_PROXY', wrong);
			const failed = await type(list);
			expect(failed).toMatchObject({exitCode: 2, code: 'PROXY_INVALID'});
			expect(await obey(failed.next[0]?.replace('…', `127.0.0.1:${port}`))).toMatchObject(listed);
			set('HTTP_PROXY', wrong);
			expect(await obey(failed.next[1])).toMatchObject(listed);
		}
	});
});
