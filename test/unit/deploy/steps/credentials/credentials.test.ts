// The step for the Secret with the credentials of the catalog: what it plans, and who is asked when.
import {describe, expect, it} from 'vitest';
import {askForCredentials} from '../../../../../src/deploy/steps/credentials/ask.ts';
import {credentialsStep} from '../../../../../src/deploy/steps/credentials/credentials.ts';
import type {Memo} from '../../../../../src/deploy/interview/readings.ts';
import type {Options} from '../../../../../src/options/options.ts';
import type {Credentials} from '../../../../../src/schema/project.ts';
import {Sensitive} from '../../../../../src/system/secrets.ts';
import {flag, on, selectionOf, workOf} from '../../../../support/deploy-parts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {identityOf} from '../../../../support/identity.ts';
import {csv, type FactOverrides} from '../../../../support/facts.ts';
import {createdFor, memoryCluster, type MemoryClusterOptions} from '../../../../support/memory-cluster.ts';
import {initial, scriptedUi, unattendedUi} from '../../../../support/scripted-ui.ts';

const named = (name: string, more: Partial<Credentials> = {}): Credentials => ({
	name,
	entries: ['raw'],
	keys: ['key', 'secret', 'client_kwargs.endpoint_url'],
	variables: [],
	environment: 'local',
	place: {file: 'conf/local/credentials.yml', line: 1},
	...more,
});

const minio: NonNullable<FactOverrides['project']> = {
	datasets: [csv('raw', 's3://tide/raw.csv', {credentials: 'minio'})],
	credentials: [named('minio'), named('other_pipeline', {keys: ['con'], environment: null, place: null})],
};
const given: Options = {credentialsSecret: flag('demo-credentials', '--credentials-secret')};

async function planned(
	project: NonNullable<FactOverrides['project']> = minio,
	options: Options = given,
	more: MemoryClusterOptions = {},
	text = 'minio: {key: a}\n',
) {
	const selection = selectionOf({project});
	const cluster = memoryCluster(more);
	const identity = identityOf('git-0123456789ab');
	const needs = await credentialsStep.ask({selection, options, cluster, identity});
	const asked: unknown[] = [];
	const credentials: Memo<Sensitive> = async of => {
		asked.push(of);
		return new Sensitive(text);
	};
	const reader = {env: {}, ui: {signal: new AbortController().signal}, readings: {credentials}};
	const plan = credentialsStep.plan(needs, await credentialsStep.inspect(needs, reader));
	return {...plan, asked};
}

describe('the credentials step plans', () => {
	it('a Secret with what the datasets name, by names of keys only; other names get no values', async () => {
		expect(await planned()).toMatchObject({
			do: 'apply',
			secret: {name: 'demo-credentials', key: 'credentials.yml'},
			asked: [[expect.anything(), ['minio'], ['other_pipeline']]],
			changes: [
				{
					action: 'create',
					what: 'secret',
					name: 'kubeflow/demo-credentials',
					detail: 'credentials.yml with minio',
				},
			],
			values: [
				{name: 'credentials-secret', value: 'demo-credentials', source: '--credentials-secret'},
				{
					name: 'credentials',
					value: 'minio (key, secret, client_kwargs.endpoint_url)',
					source: 'detected: conf/local/credentials.yml',
				},
			],
		});
	});

	it('all of them before Kedro 1.0, which makes the datasets of every entry', async () => {
		const project = {...minio, kedro: '0.19.15', credentials: [named('minio'), named('db', {entries: ['x']})]};
		expect((await planned(project)).asked).toEqual([[expect.anything(), ['minio', 'db'], []]]);
	});

	it('nothing without the option, and where no dataset of the pipeline names credentials', async () => {
		expect(await planned(minio, {})).toMatchObject({do: 'skip', secret: undefined, values: []});
		expect(await planned({datasets: [], credentials: [named('minio')]})).toMatchObject({
			do: 'skip',
			reason: 'no dataset of this pipeline names credentials',
		});
	});

	it('to use a Secret that is not its own as it is, unless it may adopt it', async () => {
		const secrets = {'demo-credentials': {data: {'team.yaml': 'eA=='}}};
		expect(await planned(minio, given, {secrets})).toMatchObject({
			do: 'use',
			asked: [],
			secret: {key: 'team.yaml'},
			changes: [{action: 'keep', detail: 'team.yaml, used as it is'}],
		});
		expect(await planned(minio, {...given, ...on('adoptSecret')}, {secrets})).toMatchObject({do: 'apply'});
		const none = {'demo-credentials': {data: {password: 'eA=='}}};
		expect(await errorOf(planned(minio, given, {secrets: none}))).toMatchObject({code: 'SECRET_KEY_MISSING'});
	});

	it('a Secret that cannot be written, whose error names the options of this Secret', async () => {
		const secrets = {'demo-credentials': {...createdFor('git-0123456789ab', 'credentials.yml'), type: 'other'}};
		const {asked: _, ...plan} = await planned(minio, given, {secrets});
		if (plan.do === 'skip') throw new Error('nothing is applied');
		const {code, next} = await errorOf(credentialsStep.apply(plan, workOf(unattendedUi().ui)));
		expect(code).toBe('SECRET_TYPE');
		expect(next.map(({command}) => command)).toEqual(['kfp-wizard deploy --credentials-secret demo-credentials-2']);
	});

	it('to use the Secret of an earlier deploy where the credentials are not on this machine, else refuses', async () => {
		const project = {...minio, credentials: [named('minio', {environment: null, place: null})]};
		const own = createdFor('git-0123456789ab', 'credentials.yml');
		expect(await planned(project, given, {secrets: {'demo-credentials': own}})).toMatchObject({do: 'use'});
		expect(await errorOf(planned(project))).toMatchObject({code: 'CREDENTIALS_MISSING'});
	});

	it.each([
		['of 2 MB', 'x'.repeat(2_000_000)],
		['with a NUL', 'minio: {key: "a\0"}'],
		['that is not UTF-8', 'minio: {key: \uD800}'],
	])('B51: nothing where no Secret can have the values: a text %s', async (_, text) => {
		expect(await errorOf(planned(minio, given, {}, text))).toMatchObject({kind: 'usage', code: 'SECRET_VALUE'});
	});
});

describe('the question for credentials', () => {
	const ask = async (options: Options = {}, isThere = false, project = minio, answer: unknown = initial) => {
		const scripted = scriptedUi([['credentials', answer]]);
		const result = await askForCredentials(selectionOf({project}), options, isThere, scripted.ui);
		return {result, asked: scripted.asked};
	};

	it('proposes a Secret named after the pipeline, and shows names of keys', async () => {
		const {result, asked} = await ask();
		expect(result.credentialsSecret).toEqual({value: 'demo-s3-credentials', source: 'asked'});
		expect(asked[0]?.help).toContain(
			'minio (key, secret, client_kwargs.endpoint_url), from conf/local/credentials.yml',
		);
		expect((await ask({}, false, minio, 'none')).result).toEqual({});
	});

	it('is not asked where it is answered, where they are in the image or nowhere, or where nobody can answer', async () => {
		expect((await ask(given)).asked).toEqual([]);
		expect((await ask({}, true)).asked).toEqual([]);
		expect((await ask({}, false, {...minio, credentials: []})).asked).toEqual([]);
		const {ui} = unattendedUi();
		expect(await askForCredentials(selectionOf({project: minio}), {}, false, ui)).toEqual({});
	});
});
