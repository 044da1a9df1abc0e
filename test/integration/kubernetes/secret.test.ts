// Secrets on a fake cluster through the real kubectl: written, read, refused, adopted, deleted.
import {expect, it} from 'vitest';
import type {Cluster} from '../../../src/kubernetes/kubectl.ts';
import {
	applySecret,
	mayWriteSecret,
	deleteSecret,
	type PresentSecret,
	readSecret,
	type SecretState,
	type SecretToApply,
} from '../../../src/kubernetes/secret/secret.ts';
import {Sensitive} from '../../../src/system/secrets.ts';
import {bed as testBed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {useKubernetes} from './bed.ts';
import {identityOf} from '../../support/identity.ts';
import {errorOf} from '../../support/error-of.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

const wanted = (before: SecretState, more: Partial<SecretToApply> = {}): SecretToApply => ({
	name: 'aws-secrets',
	project: identityOf('p-1234', {name: 'New Kedro Project!'}),
	values: {AWS_ACCESS_KEY_ID: new Sensitive(id), AWS_SECRET_ACCESS_KEY: new Sensitive(key)},
	version: '1.2.3',
	adopt: false,
	before,
	...more,
});

async function present(cluster: Cluster, name = 'aws-secrets'): Promise<PresentSecret> {
	const state = await readSecret(cluster, name);
	if (state.state !== 'present') throw new Error(`${name} is ${state.state}`);
	return state;
}

/** `kubectl apply` of a Secret by a user. */
const kubectlApply = (
	cluster: Cluster,
	{labels, ...data}: {labels?: object; stringData?: object; data?: object},
	...flags: readonly string[]
): Promise<unknown> =>
	cluster.run(['apply', ...flags, '-f', '-'], {
		input: JSON.stringify({apiVersion: 'v1', kind: 'Secret', metadata: {name: 'aws-secrets', labels}, ...data}),
	});

describeWith(await testBed.kubectl(), 'a Secret', () => {
	const bed = useKubernetes();

	it('a Secret is created, read without its values, unchanged the second time and updated with another value', async () => {
		const cluster = await bed.open();
		expect(await readSecret(cluster, 'aws-secrets')).toEqual({state: 'absent'});
		const first = await applySecret(cluster, wanted({state: 'absent'}));
		expect(first).toMatchObject({action: 'created', keys: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']});
		const state = await present(cluster);
		expect(state).toEqual({
			state: 'present',
			createdByKfpWizard: true,
			keyIdEnd: 'MPLE',
			project: 'p-1234',
			keys: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
			managers: ['kfp-wizard'],
			resourceVersion: first.resourceVersion,
			uid: expect.any(String) as string,
			immutable: false,
			type: 'Opaque',
		});
		const {metadata, data} = bed.api.secrets()['kubeflow/aws-secrets'] ?? {};
		expect(metadata?.labels).toEqual({
			'app.kubernetes.io/managed-by': 'kfp-wizard',
			'app.kubernetes.io/part-of': 'New-Kedro-Project',
			'kfp-wizard.dev/project-id': 'p-1234',
		});
		expect(metadata?.annotations).toEqual({
			'kfp-wizard.dev/access-key-suffix': 'MPLE',
			'kfp-wizard.dev/created-by-version': '1.2.3',
		});
		expect(Buffer.from(data?.['AWS_SECRET_ACCESS_KEY'] ?? '', 'base64').toString()).toBe(key);

		const second = await applySecret(cluster, wanted(state));
		expect(second).toEqual({...first, action: 'unchanged'});
		const compared = await readSecret(cluster, 'aws-secrets', wanted(state));
		expect(compared).toEqual({...state, sameAt: expect.any(Number) as number});
		expect(await readSecret(cluster, 'aws-secrets', wanted(state, {version: '1.2.4'}))).toEqual(state);
		const reads = bed.api.requests().length;
		expect(await applySecret(cluster, wanted(compared))).toEqual(second);
		expect(bed.api.requests()).toHaveLength(reads);
		expect(bed.api.requests().filter(({method}) => method === 'PATCH')).toHaveLength(1);
		const third = await applySecret(
			cluster,
			wanted(state, {
				values: {AWS_ACCESS_KEY_ID: new Sensitive(id), AWS_SECRET_ACCESS_KEY: new Sensitive('another'.repeat(6))},
			}),
		);
		expect(third.action).toBe('updated');
		expect(third.resourceVersion).not.toBe(first.resourceVersion);
	});

	it('an update removes an old session token that is no longer sent', async () => {
		const cluster = await bed.open();
		const values = {...wanted({state: 'absent'}).values, AWS_SESSION_TOKEN: new Sensitive('token')};
		const first = await applySecret(
			cluster,
			wanted({state: 'absent'}, {values, expiresAt: '2030-01-01T00:00:00.000Z'}),
		);
		expect(first.keys).toContain('AWS_SESSION_TOKEN');
		const second = await applySecret(cluster, wanted(await present(cluster)));
		expect(second).toMatchObject({action: 'updated', keys: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']});
	});

	it('B55: a Secret that kfp-wizard did not create is refused without consent, and nothing is written', async () => {
		const cluster = await bed.open();
		bed.api.createSecret({name: 'aws-secrets', values: {PASSWORD: 'x'}, labels: {team: 'a'}});
		const state = await present(cluster);
		expect(state).toMatchObject({
			createdByKfpWizard: false,
			project: null,
			managers: ['kubectl-create'],
			keys: ['PASSWORD'],
		});
		expect(await errorOf(applySecret(cluster, wanted(state)))).toMatchObject({
			kind: 'usage',
			code: 'SECRET_NOT_OURS',
			next: [
				{command: 'kfp-wizard deploy --secret aws-secrets-2'},
				{command: 'kfp-wizard deploy --existing-secret'},
				{command: 'kfp-wizard deploy --adopt-secret'},
			],
		});
		expect(bed.api.requests().filter(({method}) => method !== 'GET')).toEqual([]);
	});

	it('a Secret of another project is refused', async () => {
		const cluster = await bed.open();
		await applySecret(cluster, wanted({state: 'absent'}));
		const error = await errorOf(applySecret(cluster, wanted(await present(cluster), {project: identityOf('p-other')})));
		expect(error).toMatchObject({
			code: 'SECRET_NOT_OURS',
			message: expect.stringContaining('another project') as string,
		});
	});

	it('a Secret from kubectl create is adopted and keeps its other fields', async () => {
		const cluster = await bed.open();
		bed.api.createSecret({
			name: 'aws-secrets',
			values: {AWS_ACCESS_KEY_ID: 'old', PASSWORD: 'keep'},
			labels: {team: 'a'},
		});
		const adopted = await applySecret(cluster, wanted(await present(cluster), {adopt: true}));
		expect(adopted).toMatchObject({
			action: 'updated',
			keys: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'PASSWORD'],
		});
		expect(bed.api.secrets()['kubeflow/aws-secrets']?.metadata.labels).toMatchObject({team: 'a'});
	});

	it('a Secret from kubectl apply is not adopted while that would delete its keys', async () => {
		const cluster = await bed.open();
		await kubectlApply(cluster, {stringData: {AWS_ACCESS_KEY_ID: id, PASSWORD: 'keep'}, labels: {team: 'a'}});
		const error = await errorOf(applySecret(cluster, wanted(await present(cluster), {adopt: true})));
		expect(error).toMatchObject({
			kind: 'usage',
			code: 'SECRET_WOULD_LOSE',
			message: expect.stringMatching(/key PASSWORD, label team/) as string,
		});
		const command = error.next.find(each => each.command.startsWith('kubectl'))?.command ?? '';
		// The command that was named, as the shell would split it.
		await cluster.run(command.replaceAll("'", '').split(' ').slice(1));
		const adopted = await applySecret(cluster, wanted(await present(cluster), {adopt: true}));
		expect(adopted.keys).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'PASSWORD']);
		expect(bed.api.secrets()['kubeflow/aws-secrets']?.metadata.labels).toMatchObject({team: 'a'});
	});

	it('a Secret from kubectl apply with no other keys is adopted, and its copy of the data is removed', async () => {
		const cluster = await bed.open();
		await kubectlApply(cluster, {stringData: {AWS_ACCESS_KEY_ID: 'old'}});
		const adopted = await applySecret(cluster, wanted(await present(cluster), {adopt: true}));
		expect(adopted).toMatchObject({action: 'updated', keys: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']});
		expect(Object.keys(bed.api.secrets()['kubeflow/aws-secrets']?.metadata.annotations ?? {})).toEqual([
			'kfp-wizard.dev/access-key-suffix',
			'kfp-wizard.dev/created-by-version',
		]);
		expect(await applySecret(cluster, wanted(await present(cluster)))).toMatchObject({action: 'unchanged'});
	});

	it('a Secret of kfp-wizard with a key added by kubectl apply is left unchanged', async () => {
		const cluster = await bed.open();
		await applySecret(cluster, wanted({state: 'absent'}));
		await kubectlApply(cluster, {stringData: {PASSWORD: 'keep'}});
		const error = await errorOf(applySecret(cluster, wanted(await present(cluster))));
		expect(error).toMatchObject({code: 'SECRET_WOULD_LOSE', message: expect.stringContaining('PASSWORD') as string});
		expect(bed.api.secrets()['kubeflow/aws-secrets']?.data).toHaveProperty('PASSWORD');
	});

	it('F16: a Secret that was created, deleted or replaced after the plan makes the plan stale', async () => {
		const cluster = await bed.open();
		bed.api.createSecret({name: 'aws-secrets', values: {A: 'b'}});
		expect(await errorOf(applySecret(cluster, wanted({state: 'absent'}, {adopt: true})))).toMatchObject({
			code: 'PLAN_STALE',
		});
		const planned = await present(cluster);
		bed.api.removeSecret('kubeflow', 'aws-secrets');
		const stale = await errorOf(applySecret(cluster, wanted(planned, {adopt: true})));
		expect(stale).toMatchObject({
			kind: 'failed',
			code: 'PLAN_STALE',
			detail: expect.stringContaining('Now: it does not exist') as string,
		});
		bed.api.createSecret({name: 'aws-secrets', values: {A: 'b'}});
		expect(await errorOf(applySecret(cluster, wanted(planned, {adopt: true})))).toMatchObject({code: 'PLAN_STALE'});
	});

	it('a Secret that another tool replaces between reading and writing makes the plan stale', async () => {
		const cluster = await bed.open();
		await applySecret(cluster, wanted({state: 'absent'}));
		const state = await present(cluster);
		const racing: Cluster = {
			...cluster,
			run: async (args, options) => {
				if (args[0] === 'apply') {
					bed.api.removeSecret('kubeflow', 'aws-secrets');
					bed.api.createSecret({name: 'aws-secrets', values: {THEIRS: 'x'}});
				}
				return cluster.run(args, options);
			},
		};
		const values = {AWS_ACCESS_KEY_ID: new Sensitive(id), AWS_SECRET_ACCESS_KEY: new Sensitive('another'.repeat(6))};
		expect(await errorOf(applySecret(racing, wanted(state, {values})))).toMatchObject({code: 'PLAN_STALE'});
		expect(Object.keys(bed.api.secrets()['kubeflow/aws-secrets']?.data ?? {})).toEqual(['THEIRS']);
	});

	it('F15: a field that another tool manages is a conflict with its name, and adopting overwrites it', async () => {
		const cluster = await bed.open();
		await applySecret(cluster, wanted({state: 'absent'}));
		await kubectlApply(
			cluster,
			{data: {AWS_SECRET_ACCESS_KEY: 'b3RoZXI='}},
			'--server-side',
			'--field-manager=flux',
			'--force-conflicts',
		);
		const state = await present(cluster);
		expect(state.managers).toContain('flux');
		expect(await errorOf(applySecret(cluster, wanted(state)))).toMatchObject({
			kind: 'usage',
			code: 'SECRET_CONFLICT',
			detail: '.data.AWS_SECRET_ACCESS_KEY is managed by flux',
		});
		expect(await applySecret(cluster, wanted(state, {adopt: true}))).toMatchObject({action: 'updated'});
	});

	it('B55: a Secret that is immutable, of another type or badly named is refused', async () => {
		const cluster = await bed.open();
		bed.api.createSecret({
			name: 'frozen',
			values: {AWS_ACCESS_KEY_ID: 'old'},
			immutable: true,
			labels: {'app.kubernetes.io/managed-by': 'kfp-wizard', 'kfp-wizard.dev/project-id': 'p-1234'},
			manager: 'kfp-wizard',
		});
		bed.api.createSecret({name: 'typed', values: {'tls.crt': 'x', 'tls.key': 'y'}, type: 'kubernetes.io/tls'});
		const frozen = await present(cluster, 'frozen');
		expect(frozen).toMatchObject({immutable: true, createdByKfpWizard: true});
		const adopt = {adopt: true};
		expect(await errorOf(applySecret(cluster, wanted(frozen, {name: 'frozen', ...adopt})))).toMatchObject({
			code: 'SECRET_IMMUTABLE',
		});
		const typed = await present(cluster, 'typed');
		expect(await errorOf(applySecret(cluster, wanted(typed, {name: 'typed', ...adopt})))).toMatchObject({
			code: 'SECRET_TYPE',
		});
		expect(await errorOf(readSecret(cluster, 'AWS_Secret'))).toMatchObject({kind: 'usage', code: 'SECRET_NAME'});
		const empty = {AWS_ACCESS_KEY_ID: new Sensitive('')};
		expect(await errorOf(applySecret(cluster, wanted({state: 'absent'}, {values: empty})))).toMatchObject({
			code: 'SECRET_VALUE',
		});
	});

	it('F16: the error says whether a namespace is missing, terminating or forbidden', async () => {
		bed.api.namespace('going-away', 'terminating');
		const missing = await bed.open(undefined, {namespace: 'nowhere'});
		expect(await errorOf(readSecret(missing, 'aws-secrets'))).toMatchObject({
			kind: 'usage',
			code: 'NAMESPACE_MISSING',
		});
		const going = await bed.open(undefined, {namespace: 'going-away'});
		expect(await errorOf(applySecret(going, wanted({state: 'absent'})))).toMatchObject({
			kind: 'outside',
			code: 'NAMESPACE_TERMINATING',
		});
		const scientist = await bed.open('data-scientist');
		const state = await readSecret(scientist, 'aws-secrets');
		expect(state).toEqual({
			state: 'unknown',
			reason: "Can't read the Secret aws-secrets: data-scientist may not get secrets in namespace kubeflow",
		});
		expect(await errorOf(applySecret(scientist, wanted(state)))).toMatchObject({
			kind: 'denied',
			code: 'SECRET_UNKNOWN',
		});
		expect(await errorOf(applySecret(scientist, wanted(state, {adopt: true})))).toMatchObject({
			kind: 'denied',
			code: 'FORBIDDEN',
		});
	});

	it('a user who may not read Secrets can write one with consent', async () => {
		const blind = await bed.open('patch-create');
		const state = await readSecret(blind, 'aws-secrets');
		expect(await applySecret(blind, wanted(state, {adopt: true}))).toMatchObject({
			keys: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
		});
	});

	it('F13: a Secret is written once more after a lost answer, and the result says what happened', async () => {
		const cluster = await bed.open();
		bed.api.fail({method: 'PATCH', path: /secrets/, code: 503, body: 'busy', afterwards: true});
		expect(await applySecret(cluster, wanted({state: 'absent'}))).toMatchObject({action: 'created'});
		expect(bed.api.requests().filter(({method}) => method === 'PATCH')).toHaveLength(2);
	});

	it('F13: a refusal by a webhook, a quota or the server names the cause without secret values', async () => {
		const cluster = await bed.open();
		const refuse = (code: number, reason: string, message: string): void =>
			bed.api.fail({
				method: 'PATCH',
				path: /secrets/,
				code,
				body: {kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code},
				times: 3,
			});
		refuse(403, 'Forbidden', `admission webhook "guard.example.com" denied the request: value ${key} is weak`);
		const webhook = await errorOf(applySecret(cluster, wanted({state: 'absent'})));
		expect(webhook).toMatchObject({
			kind: 'outside',
			code: 'WEBHOOK_DENIED',
			message: expect.stringContaining('guard.example.com') as string,
		});
		expect(JSON.stringify(webhook)).not.toContain(key);
		bed.api.removeFaults();
		refuse(
			403,
			'Forbidden',
			'secrets "aws-secrets" is forbidden: exceeded quota: team-quota, requested: secrets=1, used: secrets=1, limited: secrets=1',
		);
		expect(await errorOf(applySecret(cluster, wanted({state: 'absent'})))).toMatchObject({
			kind: 'outside',
			code: 'QUOTA_EXCEEDED',
		});
		bed.api.removeFaults();
		refuse(500, 'InternalError', 'etcdserver: no leader');
		expect(await errorOf(applySecret(cluster, wanted({state: 'absent'})))).toMatchObject({
			kind: 'outside',
			code: 'CLUSTER_BUSY',
		});
	});

	it('F35: a Secret is deleted only if it has not changed since it was read, and kfp-wizard created it', async () => {
		const cluster = await bed.open();
		expect(await deleteSecret(cluster, 'aws-secrets', {uid: 'x', resourceVersion: '1'})).toBe('gone');
		await applySecret(cluster, wanted({state: 'absent'}));
		const {uid, resourceVersion} = await present(cluster);
		const stale = await errorOf(deleteSecret(cluster, 'aws-secrets', {uid, resourceVersion: '1'}));
		expect(stale).toMatchObject({code: 'PLAN_STALE'});
		expect(await errorOf(deleteSecret(cluster, 'aws-secrets', {uid: 'another', resourceVersion}))).toMatchObject({
			code: 'PLAN_STALE',
		});
		expect(await deleteSecret(cluster, 'aws-secrets', {uid, resourceVersion})).toBe('deleted');
		expect(bed.api.secrets()).toEqual({});
		bed.api.createSecret({name: 'theirs', values: {A: 'b'}});
		const theirs = await present(cluster, 'theirs');
		expect(await errorOf(deleteSecret(cluster, 'theirs', theirs))).toMatchObject({code: 'SECRET_NOT_OURS'});
		expect(Object.keys(bed.api.secrets())).toEqual(['kubeflow/theirs']);
	});

	it('F14: a Secret may be written with the rights to change it, and to create it where it is not known to be there', async () => {
		const unread = {state: 'unknown', reason: ''} as const;
		for (const before of [{state: 'absent'}, unread] as const) {
			expect(await mayWriteSecret(await bed.open(), before)).toBe(true);
			expect(await mayWriteSecret(await bed.open('data-scientist'), before)).toBe(false);
			expect(await mayWriteSecret(await bed.open('patch-only'), before)).toBe(false);
			expect(await mayWriteSecret(await bed.open('patch-create'), before)).toBe(true);
		}
		bed.api.createSecret({name: 'there', values: {A: 'b'}});
		const there = await present(await bed.open(), 'there');
		expect(await mayWriteSecret(await bed.open('patch-only'), there)).toBe(true);
		expect(await mayWriteSecret(await bed.open('data-scientist'), there)).toBe(false);
		expect(await errorOf(mayWriteSecret(await bed.open('expired'), there))).toMatchObject({
			kind: 'denied',
			code: 'UNAUTHORIZED',
		});
	});
});
