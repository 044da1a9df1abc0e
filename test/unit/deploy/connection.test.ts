// The connection to a cluster: what is asked, what is detected, and which rows of the plan it has.
import {describe, expect, it} from 'vitest';
import {openConnection} from '../../../src/deploy/connection.ts';
import {contextQuestion} from '../../../src/deploy/reach/kube-context.ts';
import type {Options} from '../../../src/options/options.ts';
import {testContext} from '../../support/context.ts';
import {flag, on} from '../../support/deploy-parts.ts';
import {errorOf} from '../../support/error-of.ts';
import {initial, type Line, scriptedUi, unattendedUi} from '../../support/scripted-ui.ts';
import {withKubectl} from '../../support/stand-in-kubectl.ts';
import {serveHost, withApi} from '../../support/with-api.ts';

const noSecret: Options = {secret: flag(false as const, '--no-secret')};

async function open(options: Options, env: Readonly<Record<string, string>> = {}, script?: readonly Line[]) {
	const scripted = script === undefined ? unattendedUi() : scriptedUi(script);
	const connection = await openConnection(options, testContext(scripted.ui, {env}));
	expect(scripted.left()).toEqual([]);
	return {connection, asked: scripted.asked};
}

const hostOf = async (): Promise<Options> => ({host: flag((await withApi()).api.url, '--host')});

describe('the connection', () => {
	it('needs no kubectl where no Secret is used', async () => {
		const host = await hostOf();
		const {connection} = await open({...host, ...noSecret});
		expect(connection).toMatchObject({
			cluster: undefined,
			context: undefined,
			namespace: {value: 'kubeflow', source: 'default'},
		});
		expect(connection.values.map(({name, source}) => [name, source])).toEqual([
			['host', '--host'],
			['namespace', 'default'],
		]);
		expect(await errorOf(open(host, {PATH: '/nowhere'}))).toMatchObject({code: 'KUBECTL_MISSING'});
	});

	it('takes the current context, in the namespace that options set', async () => {
		const options = {...(await hostOf()), namespace: flag('team-a', '--namespace')};
		const {connection} = await open(options, await withKubectl(['kind-dev', 'other'], 'kind-dev'));
		expect(connection.context).toEqual({value: 'kind-dev', source: 'detected: current context'});
		expect(connection.cluster).toMatchObject({
			context: 'kind-dev',
			namespace: 'team-a',
			server: 'https://kind-dev.example.com',
		});
		expect(connection.values.map(({name, value}) => [name, value])).toEqual([
			['host', options.host?.value],
			['context', 'kind-dev'],
			['namespace', 'team-a'],
		]);
	});

	it('keeps the address of a server that it reached', async () => {
		const kept: string[] = [];
		const knownHosts = {list: async () => kept, add: async (url: string) => void kept.push(url)};
		const {api} = await withApi();
		const options = {host: flag(`${api.url}/`, '--host'), ...noSecret};
		await openConnection(options, testContext(unattendedUi().ui, {knownHosts}));
		expect(kept).toEqual([api.url]);
	});

	it('asks for the host with the likely one as the default', async () => {
		const {api} = await withApi();
		const {connection, asked} = await open(noSecret, {}, [
			['reach', initial],
			['host', api.url],
		]);
		expect(asked[1]).toMatchObject({initial: 'http://localhost:8080', flag: '--host URL'});
		expect(connection.host).toEqual({value: api.url, source: 'asked'});
		expect(await errorOf(open(noSecret))).toMatchObject({
			code: 'MISSING_ANSWER',
			message: expect.stringContaining('--host URL'),
		});
	});

	it('asks for a context only where several exist and none is current', async () => {
		const host = await hostOf();
		const several = await withKubectl(['a', 'b']);
		expect((await open(host, several, [['context', 'b']])).connection.context).toEqual({value: 'b', source: 'asked'});
		expect((await open(host, await withKubectl(['only']), [])).connection.context).toMatchObject({value: 'only'});
		expect((await open({...host, context: flag('a', '--context')}, several, [])).connection.context).toEqual(
			flag('a', '--context'),
		);
		expect(await errorOf(open(host, several))).toMatchObject({code: 'CONTEXT_NOT_CHOSEN'});
	});

	it('B41: needs --context for a context that looks like production where nobody confirms the plan', async () => {
		const options = {...(await hostOf()), ...on('yes')};
		const env = await withKubectl(['prod-eu'], 'prod-eu');
		expect(await errorOf(open(options, env))).toMatchObject({code: 'CONTEXT_PRODUCTION'});
		expect((await open({...options, context: flag('prod-eu', '--context')}, env)).connection.context?.value).toBe(
			'prod-eu',
		);
	});

	it('B45: warns of a server of a later major release', async () => {
		const url = await serveHost((_, response) => response.end('{"tag_name": "9.0.0", "multi_user": false}'));
		const scripted = unattendedUi();
		await openConnection({host: flag(url.href, '--host'), ...noSecret}, testContext(scripted.ui));
		expect(scripted.reported).toContainEqual(
			expect.objectContaining({event: 'note', level: 'warning', message: expect.stringContaining('9.0.0')}),
		);
	});

	it('is refused where the host is not a KFP API', async () => {
		const url = await serveHost((_, response) => response.writeHead(200, {'content-type': 'text/html'}).end('<html>'));
		const error = await errorOf(open({...noSecret, host: flag(url.href, '--host')}));
		expect(error.kind).toMatch(/outside|usage/);
		expect(error.code).toMatch(/^KFP_/);
	});
});

it('the question for the context shows the server of each, and disables those without a cluster', () => {
	const question = contextQuestion({
		current: 'a',
		all: [
			{name: 'a', cluster: 'a', server: 'https://a'},
			{name: 'b', cluster: 'gone', server: undefined},
		],
	});
	expect(question).toMatchObject({
		initial: 'a',
		help: 'The contexts of the kubeconfig.',
		choices: [
			{value: 'a', hint: 'https://a'},
			{value: 'b', disabled: 'its cluster is not in the kubeconfig'},
		],
	});
	expect(contextQuestion({current: undefined, all: []}).help).toBe(
		'The contexts of the kubeconfig; none of them is current.',
	);
});
