// Who the user is for Kubeflow Pipelines, and multi-user servers: credentials, their renewal, profiles.
import {writeFileSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {type Connection, openConnection} from '../../../../src/deploy/connection.ts';
import {refuseConflicts} from '../../../../src/options/conflicts.ts';
import type {Options} from '../../../../src/options/options.ts';
import {type KfpApi, startKfpApi} from '../../../fakes/kfp-api.ts';
import {fakeKubectl} from '../../../fakes/kubectl.ts';
import type {FakeClusterState} from '../../../fakes/kubectl-answers.ts';
import {startLoginProxy} from '../../../fakes/login-proxy.ts';
import {testContext} from '../../../support/context.ts';
import {errorOf} from '../../../support/error-of.ts';
import {type Line, scriptedUi} from '../../../support/scripted-ui.ts';
import {serveHost} from '../../../support/with-api.ts';

const flag = <T>(value: T, source = '--flag') => ({value, source});
const ada = 'system:serviceaccount:team-a:default-editor';
const tokens: Record<string, string> = {};

/** A multi-user server that accepts these tokens, each of a user who may work in team-a. */
async function multiUser(
	valid: readonly string[],
): Promise<KfpApi & {readonly accept: (valid: readonly string[]) => void}> {
	const known = {...tokens};
	const accept = (now: readonly string[]): void => {
		for (const token of Object.keys(known)) delete known[token];
		for (const token of now) known[token] = ada;
	};
	accept(valid);
	const api = await startKfpApi({multiUser: {tokens: known, access: {[ada]: ['team-a']}}});
	onTestFinished(() => api.stop());
	return {...api, accept};
}

type Case = {
	readonly options?: Options;
	/** Options that nothing sets. */
	readonly without?: readonly ('namespace' | 'secret')[];
	readonly state?: Partial<FakeClusterState>;
	readonly env?: Readonly<Record<string, string>>;
	/** Undefined: no question is asked. */
	readonly script?: readonly Line[];
};

async function open(host: string, {options = {}, without = [], state = {}, env = {}, script}: Case) {
	const kubectl = await fakeKubectl(state);
	const scripted = scriptedUi(script ?? []);
	const context = testContext(
		{...scripted.ui, interactive: script !== undefined},
		{env: {...kubectl.env, ...env}, cwd: kubectl.env.HOME},
	);
	const all: Options = {secret: flag(false as const), host: flag(host), namespace: flag('team-a'), ...options};
	const known: Options = Object.fromEntries(Object.entries(all).filter(([name]) => !without.some(one => one === name)));
	return {
		kubectl,
		home: kubectl.env.HOME,
		...scripted,
		connect: (): Promise<Connection> => openConnection(known, context),
	};
}

const listsExperiments = ({client}: Connection): Promise<unknown> => client.findExperiment('mine');

describe('a token', () => {
	it('F21: of a file is read again when it has expired', async () => {
		const api = await multiUser(['first']);
		const {connect, home} = await open(api.url, {options: {tokenFile: flag('token')}});
		await writeFile(join(home, 'token'), 'first\n');
		const connection = await connect();
		api.accept(['second']);
		await writeFile(join(home, 'token'), 'second\n');
		await listsExperiments(connection);
		expect(api.requests().at(-1)?.headers).toMatchObject({authorization: 'Bearer second'});
	});

	it('B46: of a file that nobody renews is exit code 4, with the command that renews it', async () => {
		const api = await multiUser(['other']);
		const {connect, home} = await open(api.url, {options: {tokenFile: flag('token')}});
		await writeFile(join(home, 'token'), 'SECRET-TOKEN');
		const error = await errorOf(connect());
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_DENIED', exitCode: 4});
		expect(error.next[0]?.command).toBe(
			'kubectl --namespace team-a create token default-editor --audience pipelines.kubeflow.org > token',
		);
		expect(JSON.stringify([error.message, error.detail, error.next])).not.toContain('SECRET-TOKEN');
	});

	it('of a file is waited for on a terminal, until it is renewed or the user leaves', async () => {
		const api = await multiUser(['second']);
		const {connect, home, left} = await open(api.url, {
			options: {tokenFile: flag('token')},
			script: [
				['login-1', 'again'],
				[
					'login-2',
					() => {
						writeFileSync(join(home, 'token'), 'second');
						return 'again';
					},
				],
				['login-3', 'leave'],
			],
		});
		await writeFile(join(home, 'token'), 'first');
		const connection = await connect();
		expect(left()).toHaveLength(1);
		api.accept([]);
		expect(await errorOf(listsExperiments(connection))).toMatchObject({kind: 'denied', exitCode: 4});
		expect(left()).toEqual([]);
	});

	it('that is missing or empty is refused', async () => {
		const api = await multiUser([]);
		const missing = await open(api.url, {options: {tokenFile: flag('nowhere')}});
		expect(await errorOf(missing.connect())).toMatchObject({code: 'CREDENTIAL_FILE', exitCode: 2});
		const empty = await open(api.url, {options: {tokenFile: flag('token')}});
		await writeFile(join(empty.home, 'token'), '\n');
		expect(await errorOf(empty.connect())).toMatchObject({code: 'KFP_TOKEN_BROKEN'});
	});

	it('of a command is made again when it has expired, without a shell', async () => {
		const api = await multiUser(['t-1']);
		const {connect, home} = await open(api.url, {options: {tokenCommand: flag("./print-token '$HOME' ;")}});
		await writeFile(
			join(home, 'print-token'),
			'#!/bin/sh\nprintf "%s" "$*" > seen\nread -r n < count\necho "t-$((n + 1))"\necho "$((n + 1))" > count\n',
			{mode: 0o755},
		);
		await writeFile(join(home, 'count'), '0\n');
		const connection = await connect();
		api.accept(['t-2']);
		await listsExperiments(connection);
		expect(api.requests().at(-1)?.headers).toMatchObject({authorization: 'Bearer t-2'});
	});

	it.each([
		['no-such-program', 'there is no program no-such-program'],
		["'not closed", 'a quote is not closed'],
		['./fails', 'it exited with code 3'],
		['./mute', 'it prints no token'],
	])('of the command %s is refused: %s', async (command, words) => {
		const api = await multiUser([]);
		const {connect, home} = await open(api.url, {options: {tokenCommand: flag(command)}});
		await writeFile(join(home, 'fails'), '#!/bin/sh\necho SECRET-TOKEN\necho "log in first" >&2\nexit 3\n', {
			mode: 0o755,
		});
		await writeFile(join(home, 'mute'), '#!/bin/sh\n', {mode: 0o755});
		const error = await errorOf(connect());
		expect(error).toMatchObject({kind: 'denied', code: 'TOKEN_COMMAND', exitCode: 4});
		expect(error.message).toContain(words);
		expect(JSON.stringify([error.message, error.detail])).not.toContain('SECRET-TOKEN');
	});

	it('of a variable is used', async () => {
		const api = await multiUser(['from-env']);
		const {connect} = await open(api.url, {env: {KFP_WIZARD_TOKEN: 'from-env'}});
		expect((await connect()).client.health.multiUser).toBe(true);
	});

	it('of a variable that has expired is asked for on a terminal, until it is good or the user leaves', async () => {
		const api = await multiUser(['from-env']);
		const {connect, asked, left} = await open(api.url, {
			env: {KFP_WIZARD_TOKEN: 'from-env'},
			script: [
				['kubeflow-token-1', 'wrong'],
				['kubeflow-token-2', 'typed'],
				['kubeflow-token-3', ''],
			],
		});
		const connection = await connect();
		api.accept(['typed']);
		await listsExperiments(connection);
		expect(api.requests().at(-1)?.headers).toMatchObject({authorization: 'Bearer typed'});
		expect(asked.map(question => 'masked' in question && question.masked)).toEqual([true, true]);
		api.accept([]);
		expect(await errorOf(listsExperiments(connection))).toMatchObject({code: 'LOGIN_LEFT', exitCode: 4});
		expect(left()).toEqual([]);
	});

	it('of the service account is created when the server asks, and again when it has expired', async () => {
		const api = await multiUser(['created']);
		const {connect, kubectl} = await open(api.url, {state: {accounts: {'team-a/default-editor': 'created'}}});
		const connection = await connect();
		expect((await kubectl.calls()).find(args => args.includes('create'))).toEqual([
			'--context=kind-dev',
			'--namespace=team-a',
			'create',
			'token',
			'default-editor',
			'--audience=pipelines.kubeflow.org',
		]);
		api.accept(['created-again']);
		await kubectl.set({accounts: {'team-a/default-editor': 'created-again'}});
		await listsExperiments(connection);
		expect(api.requests().at(-1)?.headers).toMatchObject({authorization: 'Bearer created-again'});
	});

	it('of the service account that may not be created leaves the refusal of the server', async () => {
		const api = await multiUser([]);
		const {connect} = await open(api.url, {state: {forbidden: ['serviceaccounts/token']}});
		expect(await errorOf(connect())).toMatchObject({kind: 'denied', code: 'KFP_DENIED', exitCode: 4});
	});

	it('of a cluster is not sent to a host elsewhere', async () => {
		const {connect, kubectl} = await open('http://kf.invalid', {state: {accounts: {'team-a/default-editor': 'x'}}});
		await errorOf(connect());
		expect((await kubectl.calls()).filter(args => args.includes('token'))).toEqual([]);
	});

	it('and no identity header is sent, not even an empty one', async () => {
		const api = await multiUser(['created']);
		const {connect} = await open(api.url, {state: {accounts: {'team-a/default-editor': 'created'}}});
		await connect();
		for (const {headers} of api.requests()) expect(headers).not.toHaveProperty('kubeflow-userid');
	});
});

describe('a session cookie', () => {
	it('of a file is sent', async () => {
		const api = await startKfpApi();
		onTestFinished(() => api.stop());
		const {connect, home} = await open(api.url, {options: {cookieFile: flag('cookie')}});
		await writeFile(join(home, 'cookie'), 'authservice_session=abc\n');
		await connect();
		expect(api.requests()[0]?.headers).toMatchObject({cookie: 'authservice_session=abc'});
	});

	it('two ways to log in contradict each other', () => {
		const both: Options = {tokenFile: flag('a', '--token-file'), cookieFile: flag('b', '--cookie-file')};
		expect(() => refuseConflicts(both)).toThrow('--token-file and --cookie-file contradict each other');
	});
});

describe('the login form of Dex', () => {
	async function behindDex() {
		const api = await startKfpApi({ui: 'ready'});
		const proxy = await startLoginProxy({behind: api.url, user: 'ada@example.com', password: '12341234'});
		onTestFinished(async () => {
			await proxy.stop();
			await api.stop();
		});
		return proxy;
	}

	it('is filled with a user and a masked password that are asked for, again after a wrong one', async () => {
		const proxy = await behindDex();
		const {connect, asked} = await open(proxy.url, {
			script: [
				['kubeflow-user', 'ada@example.com'],
				['kubeflow-password', 'wrong'],
				['kubeflow-user-2', 'ada@example.com'],
				['kubeflow-password-2', '12341234'],
			],
		});
		const connection = await connect();
		expect(asked.filter(({name}) => name.includes('password'))).toMatchObject([{masked: true}, {masked: true}]);
		expect(asked[2]).toMatchObject({name: 'kubeflow-user-2', initial: 'ada@example.com'});
		proxy.expire();
		await listsExperiments(connection);
		expect(proxy.logins()).toBe(2);
	});

	it('is filled from variables where no question is asked', async () => {
		const proxy = await behindDex();
		const env = {KFP_WIZARD_USER: 'ada@example.com', KFP_WIZARD_PASSWORD: '12341234'};
		const {connect} = await open(proxy.url, {env});
		expect((await connect()).client.health.ready).toBe(true);
		const wrong = await open(proxy.url, {env: {...env, KFP_WIZARD_PASSWORD: 'wrong'}});
		expect(await errorOf(wrong.connect())).toMatchObject({
			kind: 'denied',
			code: 'KFP_LOGIN_REFUSED',
			exitCode: 4,
			next: [{when: 'to correct them'}, {command: '--token-command COMMAND'}, {command: '--cookie-file PATH'}],
		});
		const nothing = await open(proxy.url, {});
		expect(await errorOf(nothing.connect())).toMatchObject({kind: 'denied', code: 'KFP_LOGIN', exitCode: 4});
	});
});

describe('a multi-user server', () => {
	const withToken = {accounts: {'team-a/default-editor': 'created'}};
	it('the only profile of the cluster is the namespace, of the Secret and the runs too', async () => {
		const api = await multiUser(['created']);
		const {connect} = await open(api.url, {
			without: ['namespace', 'secret'],
			state: {...withToken, profiles: ['team-a']},
		});
		const connection = await connect();
		expect(connection.namespace).toEqual({value: 'team-a', source: 'detected: your profile'});
		expect(connection.cluster?.namespace).toBe('team-a');
		expect(connection.serviceAccount).toBe('default-editor');
		await connection.client.createExperiment({name: 'mine'});
		expect(api.state().experiments).toMatchObject([{name: 'mine', namespace: 'team-a'}]);
	});

	it('one of several profiles is asked for, and is exit code 2 where no question is asked', async () => {
		const api = await multiUser(['created']);
		const state = {...withToken, profiles: ['team-a', 'team-b']};
		const without = ['namespace'] as const;
		const {connect, asked} = await open(api.url, {without, state, script: [['namespace', 'team-a']]});
		expect((await connect()).namespace).toEqual({value: 'team-a', source: 'asked'});
		expect(asked[0]).toMatchObject({kind: 'select', choices: [{value: 'team-a'}, {value: 'team-b'}]});
		const error = await errorOf((await open(api.url, {without, state})).connect());
		expect(error).toMatchObject({code: 'MISSING_ANSWER', exitCode: 2});
		expect(error.next).toEqual([{command: '--namespace NS', when: 'your Kubeflow profile: team-a, team-b'}]);
	});

	it('the dashboard in front lists the profiles of its user', async () => {
		const host = await serveHost((request, response) => {
			response.setHeader('content-type', 'application/json');
			if (request.url === '/api/workgroup/env-info')
				response.end(JSON.stringify({user: 'ada', namespaces: [{namespace: 'team-a', role: 'owner', user: 'ada'}]}));
			else if (request.url?.endsWith('/healthz'))
				response.end(JSON.stringify({tag_name: '2.17.0', commit_sha: 'x', multi_user: true}));
			else response.end('{}');
		});
		const {connect} = await open(`${host.href}pipeline`, {without: ['namespace']});
		expect((await connect()).namespace.value).toBe('team-a');
	});

	it('the namespace that the KFP SDK has saved is used, on a multi-user server only', async () => {
		const api = await multiUser(['created']);
		const single = await startKfpApi();
		onTestFinished(() => single.stop());
		for (const [url, namespace] of [
			[api.url, 'team-a'],
			[single.url, 'kubeflow'],
		] as const) {
			const {connect, home} = await open(url, {without: ['namespace'], state: withToken});
			await mkdir(join(home, '.config', 'kfp'), {recursive: true});
			await writeFile(join(home, '.config', 'kfp', 'context.json'), '{"namespace": "team-a"}');
			expect((await connect()).namespace.value).toBe(namespace);
		}
	});

	it('a namespace without permission is reported at once', async () => {
		const api = await multiUser(['created']);
		const {connect} = await open(api.url, {
			options: {namespace: flag('team-b')},
			state: {accounts: {'team-b/default-editor': 'created'}},
		});
		const error = await errorOf(connect());
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_DENIED'});
		expect(error.message).toContain('is not authorized');
	});
});
