// Reaching Kubeflow Pipelines: a named host, a port-forward of its own, and the pages that a browser can open.
import {rm} from 'node:fs/promises';
import {describe, expect, it, onTestFinished} from 'vitest';
import {type Connection, openConnection} from '../../../../src/deploy/connection.ts';
import {interview} from '../../../../src/deploy/interview/interview.ts';
import {missingHost} from '../../../../src/deploy/reach/find-host.ts';
import {openPage} from '../../../../src/deploy/reach/open-page.ts';
import {lastingLink} from '../../../../src/deploy/reach/pages.ts';
import type {Options} from '../../../../src/options/options.ts';
import {fakeKubectl} from '../../../fakes/kubectl.ts';
import type {FakeClusterState, FakeService} from '../../../fakes/kubectl-answers.ts';
import {type KfpApi, type KfpApiOptions, startKfpApi} from '../../../fakes/kfp-api.ts';
import {testContext} from '../../../support/context.ts';
import {errorOf} from '../../../support/error-of.ts';
import {initial, type Line, scriptedUi} from '../../../support/scripted-ui.ts';

const flag = <T>(value: T) => ({value, source: '--flag'});
/** Any question is an error. */
const nobodyAsked = () => ({...scriptedUi([]).ui, interactive: false});
const noSecret: Options = {secret: flag<false>(false)};

async function kfp(options?: KfpApiOptions): Promise<KfpApi> {
	const api = await startKfpApi(options);
	onTestFinished(() => api.stop());
	return api;
}

const portOf = (api: KfpApi): number => Number(new URL(api.url).port);

/** The UI and the API as services of the namespace kubeflow. */
const services = (ui: KfpApi | undefined, api: KfpApi | undefined): readonly FakeService[] => [
	...(ui === undefined
		? []
		: [{name: 'ml-pipeline-ui', namespace: 'kubeflow', port: 80, pod: 'ui-1', target: portOf(ui)}]),
	...(api === undefined
		? []
		: [{name: 'ml-pipeline', namespace: 'kubeflow', port: 8888, pod: 'api-1', target: portOf(api)}]),
];

async function silently(options: Options, state: Partial<FakeClusterState>, env: NodeJS.ProcessEnv = {}) {
	const kubectl = await fakeKubectl(state);
	const context = testContext(nobodyAsked(), {env: {...kubectl.env, ...env}});
	return {kubectl, connect: () => openConnection(options, context, {mayStop: true})};
}

async function asked(
	script: readonly Line[],
	options: Options,
	state: Partial<FakeClusterState>,
	used: readonly string[] = [],
) {
	const kubectl = await fakeKubectl(state);
	const scripted = scriptedUi(script);
	const connect = (isChosen = false, mayStop = true): Promise<Connection | undefined> =>
		interview(
			testContext(scripted.ui, {
				env: kubectl.env,
				isChosen,
				knownHosts: {list: async () => used, add: async () => {}},
			}),
			options,
			async (asking, known) => (known.upload?.value === false ? undefined : openConnection(known, asking, {mayStop})),
			{command: 'deploy'},
		);
	return {...scripted, connect};
}

describe('without a host, where no question is asked', () => {
	it('a port-forward to the UI service is the host', async () => {
		const ui = await kfp({ui: 'ready'});
		const {connect} = await silently(noSecret, {services: services(ui, await kfp())});
		const connection = await connect();
		expect(connection.isForwarded).toBe(true);
		expect(connection.url.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
		expect(connection.values).toEqual([
			{
				name: 'host',
				value: connection.url.origin,
				source: 'detected: port-forward to svc/ml-pipeline-ui in kubeflow',
			},
			{name: 'context', value: 'kind-dev', source: 'detected: current context'},
			{name: 'namespace', value: 'kubeflow', source: 'default'},
		]);
		await connection.client.createPipeline({name: 'demo', description: ''});
		expect(ui.state().pipelines).toHaveLength(1);
	});

	it('the API service is the host where the UI has no service, or no running pod', async () => {
		const api = await kfp();
		const {connect} = await silently(noSecret, {services: services(undefined, api)});
		expect((await connect()).host.source).toBe('detected: port-forward to svc/ml-pipeline in kubeflow');
	});

	it('a profile namespace has no services of its own: those of Kubeflow are used', async () => {
		const {connect} = await silently(
			{...noSecret, namespace: flag('team-a')},
			{services: services(await kfp({ui: 'ready'}), undefined)},
		);
		const connection = await connect();
		expect(connection.namespace.value).toBe('team-a');
		expect(connection.host.source).toContain('in kubeflow');
	});

	it('a write after its pod was replaced goes through the port-forward that comes back, once', async () => {
		const ui = await kfp({ui: 'ready'});
		const {kubectl, connect} = await silently(noSecret, {services: services(ui, undefined)});
		const {client} = await connect();
		await kubectl.set({services: services(ui, undefined).map(one => ({...one, pod: 'ui-2'}))});
		await client.createPipeline({name: 'demo', description: ''});
		expect(ui.requests().filter(({method}) => method === 'POST')).toHaveLength(1);
		await kubectl.set({services: services(ui, undefined).map(one => ({...one, pod: 'ui-3'}))});
		expect(await client.listPipelines()).toHaveLength(1);
	});

	it('nothing found is exit code 2, offering --host and --no-upload', async () => {
		const {connect} = await silently(noSecret, {});
		const error = await errorOf(connect());
		expect(error).toMatchObject({kind: 'usage', code: 'MISSING_ANSWER', exitCode: 2});
		expect(error.detail).toContain('are not in kind-dev / kubeflow');
		expect(error.next.map(({command}) => command)).toEqual(['--host URL', '--no-upload']);
	});

	it('no context and no kubectl is exit code 2 as well', async () => {
		const {connect} = await silently(noSecret, {contexts: []});
		expect(await errorOf(connect())).toMatchObject({exitCode: 2, code: 'MISSING_ANSWER'});
		const {kubectl, connect: again} = await silently(noSecret, {});
		await rm(kubectl.env.PATH, {recursive: true});
		const error = await errorOf(again());
		expect(error).toMatchObject({exitCode: 2, code: 'MISSING_ANSWER', detail: 'kubectl is not installed'});
	});

	it('no permission in a context that was named is reported as such', async () => {
		const {connect} = await silently(
			{...noSecret, context: flag('kind-dev')},
			{services: services(await kfp(), undefined), forbidden: ['services']},
		);
		const error = await errorOf(connect());
		expect(error).toMatchObject({kind: 'denied', code: 'FORBIDDEN', exitCode: 4});
		expect(error.next.at(-1)?.command).toBe('--host URL');
	});

	it('a missing host is known before the project is read, without a call to a cluster', async () => {
		const missing = async (options: Options, state: Partial<FakeClusterState>, env: NodeJS.ProcessEnv = {}) => {
			const kubectl = await fakeKubectl(state);
			const found = await missingHost(options, testContext(nobodyAsked(), {env: {...kubectl.env, ...env}}));
			return found.map(({command}) => command);
		};
		expect(await missing({}, {})).toEqual([]);
		expect(await missing({}, {contexts: [], current: ''})).toEqual(['--host URL']);
		expect(await missing({}, {contexts: []}, {PATH: '/nowhere'})).toEqual(['--host URL']);
		expect(await missing({upload: flag(false)}, {contexts: []})).toEqual([]);
		expect(await missing({host: flag('http://x')}, {contexts: []})).toEqual([]);
		expect(await missing({}, {contexts: []}, {KF_PIPELINES_ENDPOINT: 'http://x'})).toEqual([]);
		expect(await missing({}, {contexts: ['a', 'b'], current: ''})).toEqual(['--context NAME']);
		expect(await missing({context: flag('a')}, {contexts: ['a', 'b'], current: ''})).toEqual([]);
	});

	it('several contexts of which none is current are never guessed', async () => {
		const kubectl = await fakeKubectl({contexts: ['a', 'b']});
		await kubectl.set({current: ''});
		const context = testContext(nobodyAsked(), {env: kubectl.env});
		expect(await errorOf(openConnection(noSecret, context))).toMatchObject({code: 'CONTEXT_NOT_CHOSEN', exitCode: 2});
	});

	it('the variable of the KFP SDK names the host', async () => {
		const api = await kfp();
		const {kubectl, connect} = await silently(noSecret, {}, {KF_PIPELINES_ENDPOINT: api.url});
		expect((await connect()).host).toEqual({value: api.url, source: 'KF_PIPELINES_ENDPOINT'});
		expect(await kubectl.calls()).toEqual([]);
	});
});

describe('without a host, where the user is asked', () => {
	it('the port-forward is the default answer', async () => {
		const ui = await kfp({ui: 'ready'});
		const {connect, asked: questions} = await asked([['reach', initial]], noSecret, {
			services: services(ui, undefined),
		});
		expect((await connect())?.isForwarded).toBe(true);
		// A command that was chosen on a screen with what the server has does not ask again.
		expect((await connect(true))?.isForwarded).toBe(true);
		// Neither does one that is about what is on the cluster.
		expect((await connect(false, false))?.isForwarded).toBe(true);
		expect(questions).toHaveLength(1);
		expect(questions[0]).toMatchObject({
			initial: 'port-forward',
			choices: [
				{value: 'port-forward', label: 'Port-forward to svc/ml-pipeline-ui', hint: 'kind-dev / kubeflow'},
				{value: 'address'},
				{value: 'stop'},
			],
		});
	});

	it('another address can be typed', async () => {
		const api = await kfp();
		const {connect} = await asked(
			[
				['reach', 'address'],
				['host', api.url],
			],
			noSecret,
			{services: services(await kfp({ui: 'ready'}), undefined)},
		);
		expect((await connect())?.host).toEqual({value: api.url, source: 'asked'});
	});

	it('continuing without a cluster is a choice, also where nothing is found', async () => {
		const {connect, asked: questions} = await asked([['reach', 'stop']], noSecret, {});
		expect(await connect()).toBeUndefined();
		expect(questions[0]).toMatchObject({
			initial: 'address',
			help: expect.stringContaining('are not in kind-dev / kubeflow') as string,
		});
	});
});

describe('a server that does not answer, where the user is asked', () => {
	const down = {...noSecret, host: flag('http://127.0.0.1:2')};

	it('has ways out: another address, another cluster, to continue without one', async () => {
		const api = await kfp();
		const near = 'http://127.0.0.1:3';
		const {connect, asked: questions} = await asked(
			[
				['error', `--host ${near}`],
				['host', api.url],
			],
			down,
			{contexts: ['kind-dev']},
			[near],
		);
		expect((await connect())?.host).toEqual({value: api.url, source: 'asked'});
		expect(questions[1]).toMatchObject({initial: near});
		expect(questions[0]).toMatchObject({
			message: `Nothing answers at 127.0.0.1:2: connection refused; did you mean ${near}?`,
			choices: [
				{label: 'Use another address'},
				{value: '--context NAME', label: 'Look for it in another cluster'},
				{value: '--no-upload', label: 'Continue without a cluster'},
				{value: 'retry'},
				{value: 'leave'},
			],
			initial: 'retry',
		});
	});

	it('asks for another address at once, also where a way to reach it was chosen before', async () => {
		const [api, broken] = [await kfp(), await kfp({ui: 'api down'})];
		const {connect, left} = await asked(
			[
				['reach', 'address'],
				['host', broken.url],
				['error', '--host URL'],
				['host', api.url],
			],
			noSecret,
			{},
		);
		expect((await connect())?.host).toEqual({value: api.url, source: 'asked'});
		expect(left()).toEqual([]);
	});

	it('is left for the cluster of a context, where Kubeflow is found', async () => {
		const ui = await kfp({ui: 'ready'});
		const {connect} = await asked(
			[
				['error', '--context NAME'],
				['context', 'kind-dev'],
				['reach', initial],
			],
			down,
			{services: services(ui, undefined)},
		);
		expect(await connect()).toMatchObject({isForwarded: true, context: {value: 'kind-dev', source: 'asked'}});
	});
});

describe('where Kubeflow is not found, where the user is asked', () => {
	it('another cluster can be looked in', async () => {
		const kubectl = await fakeKubectl({contexts: ['a', 'b'], current: 'a'});
		const scripted = scriptedUi([
			['reach', 'context'],
			['other-context', 'b'],
			['reach', 'stop'],
		]);
		const looked: unknown[] = [];
		await interview(
			testContext(scripted.ui, {env: kubectl.env}),
			noSecret,
			async (asking, known) => {
				looked.push(known.context?.value);
				return known.upload?.value === false ? undefined : openConnection(known, asking, {mayStop: true});
			},
			{command: 'deploy'},
		);
		expect(looked).toEqual([undefined, 'b', 'b']);
		expect(scripted.asked[0]).toMatchObject({
			choices: [{value: 'address'}, {value: 'context'}, {value: 'again'}, {value: 'stop'}],
		});
	});
});

describe('the pages', () => {
	const link = (connection: Connection): string => lastingLink(connection, '42');

	it('a host that is the UI has them itself', async () => {
		const ui = await kfp({ui: 'ready', prefix: '/pipeline'});
		const {connect} = await silently({...noSecret, host: flag(ui.url)}, {});
		const connection = await connect();
		expect(connection.uiUrl?.href).toBe(ui.url);
		expect(connection.uiCommand).toBeUndefined();
		expect(link(connection)).toBe(`${ui.url}/#/runs/details/42`);
	});

	it('behind a port-forward of its own the link needs a command once kfp-wizard has ended', async () => {
		const {connect} = await silently(noSecret, {services: services(await kfp({ui: 'ready'}), undefined)});
		const connection = await connect();
		expect(connection.uiUrl).toEqual(connection.url);
		expect(connection.uiCommand).toBe(
			'kubectl --context kind-dev port-forward --namespace kubeflow svc/ml-pipeline-ui 8080:80',
		);
		expect(link(connection)).toBe('http://localhost:8080/#/runs/details/42');
	});

	it.each([
		['--ui-host', {uiHost: flag('https://kf.example.com/pipeline')}, {}],
		['KF_PIPELINES_UI_ENDPOINT', {}, {KF_PIPELINES_UI_ENDPOINT: 'https://kf.example.com/pipeline'}],
	])('an API alone takes them from %s', async (_, options, env) => {
		const api = await kfp();
		const {connect} = await silently({...noSecret, ...options, host: flag(api.url)}, {}, env);
		expect(link(await connect())).toBe('https://kf.example.com/pipeline/#/runs/details/42');
	});

	it('an API alone and nothing else: a command instead of a dead link', async () => {
		const api = await kfp();
		const {connect} = await silently({...noSecret, host: flag(api.url)}, {});
		const connection = await connect();
		expect(connection.uiUrl).toBeUndefined();
		expect(connection.uiCommand).toBe('kubectl port-forward --namespace kubeflow svc/ml-pipeline-ui 8080:80');
		expect(link(connection)).toBe('http://localhost:8080/#/runs/details/42');
	});

	it('an API on this machine is paired with the UI of the cluster', async () => {
		const [ui, api] = [await kfp({ui: 'ready'}), await kfp()];
		const {connect} = await asked([], {host: flag(api.url)}, {services: services(ui, api)});
		const connection = await connect();
		const page = await fetch(connection?.uiUrl ?? 'http://nowhere');
		expect(await page.text()).toContain('Kubeflow Pipelines');
		expect(connection?.uiCommand).toContain('--context kind-dev');
	});

	it('--open does nothing without a terminal, and says what to run where the page would not last', async () => {
		const {connect} = await silently(noSecret, {services: services(await kfp({ui: 'ready'}), undefined)});
		const connection = await connect();
		const {ui, reported} = scriptedUi([]);
		const context = testContext({...ui, interactive: false});
		await openPage(connection, '42', context);
		expect(reported).toEqual([]);
		await openPage(connection, '42', {...context, isTerminal: true});
		expect(JSON.stringify(reported)).toContain(
			'svc/ml-pipeline-ui 8080:80 and open http://localhost:8080/#/runs/details/42',
		);
		await openPage(connection, '42', {...context, isTerminal: true, ui});
		expect(JSON.stringify(reported)).toContain(`No browser was found. Open ${connection.url.href}#/runs/details/42`);
	});

	it('a UI whose API is down is an error of its own', async () => {
		const ui = await kfp({ui: 'api down'});
		const {connect} = await silently({...noSecret, host: flag(ui.url)}, {});
		const error = await errorOf(connect());
		expect(error).toMatchObject({kind: 'outside', code: 'KFP_API_DOWN'});
		expect(error.next[0]?.command).toContain('get pods');
	});
});
