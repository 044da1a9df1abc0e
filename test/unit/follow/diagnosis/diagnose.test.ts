// Causes that no recording shows: texts as Kubernetes, Argo and the launcher write them.
import {describe, expect, it} from 'vitest';
import type {Trouble} from '../../../../src/follow/diagnosis/cause.ts';
import {causes, diagnose} from '../../../../src/follow/diagnosis/diagnose.ts';

const trouble: Trouble = {
	pods: [],
	messages: [],
	log: [],
	part: 'executor',
	run: '0f3c9a12',
	namespace: 'team-a',
	context: 'dev cluster',
	environment: 'prod',
	node: 'train',
};
const launcher = (text: string): string => `F1122 23:29:59.672659      17 main.go:59] ${text}`;

describe('diagnose', () => {
	it.each([
		['0/3 nodes are available: 3 node(s) had untolerated taint {dedicated: gpu}.', 'unschedulable', 'dedicated=gpu'],
		['0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.', 'volume', 'not bound'],
		[
			'task \'wf.load\' errored: pods "x" is forbidden: exceeded quota: team, requested: pods=1, used: pods=5, limited: pods=5',
			'quota',
			'The quota team of namespace team-a is used up: the pod asks for pods=1, the limit is pods=5',
		],
		[
			'pods "x" is forbidden: failed quota: team: must specify limits.memory for: main; requests.memory for: main',
			'quota',
			'states limits.memory',
		],
		[
			'admission webhook "validate.kyverno.svc-fail" denied the request: label team is required',
			'pod-refused',
			'validate.kyverno.svc-fail refuses the pod: label team is required',
		],
		['Evicted: The node was low on resource: memory.', 'evicted', 'low on resource: memory'],
	])('knows %s', (message, cause, words) => {
		const found = diagnose({...trouble, messages: [message]});
		expect(found?.cause).toBe(cause);
		expect(found?.message).toContain(words);
	});

	it.each([
		['failed to execute component: fork/exec /usr/local/bin/kedro: exec format error', 'exec-format'],
		['failed to execute component: failed to upload output artifact: AccessDenied: Access Denied', 'storage'],
		['failed to execute component: signal: killed', 'killed'],
		['failed to create component launcher v2: command and arguments are empty', 'command-not-found'],
	])('reads the log of the launcher: %s', (text, cause) =>
		expect(diagnose({...trouble, log: [launcher(text)]})?.cause).toBe(cause),
	);

	it('names ML Metadata when the driver does not reach it', () => {
		const text =
			'KFP driver: failed to create metadata client: dial tcp: lookup metadata-grpc-service.kubeflow: no such host';
		const found = diagnose({...trouble, part: 'driver', log: [launcher(text)]});
		expect(found).toMatchObject({cause: 'driver-failed'});
		expect(found?.message).toContain('does not reach ML Metadata');
		expect(found?.fix[0]).toContain("kubectl --context 'dev cluster' --namespace team-a rollout status");
	});

	it('says nothing of data that the task itself may not read', () =>
		expect(
			diagnose({...trouble, log: ['botocore: AccessDenied when calling PutObject', 'NoSuchBucket']}),
		).toBeUndefined());

	it('never puts a password on a command line', () => {
		const message = 'Failed to pull image "ghcr.io/acme/churn@sha256:61e7": unexpected status: 401 Unauthorized';
		const found = diagnose({...trouble, messages: [message]});
		expect(found?.cause).toBe('image-unauthorized');
		expect(found?.fix.join('\n')).not.toMatch(/password/i);
		expect(found?.fix.at(-1)).toBe('conf/prod/kfp.yml:  image_pull_secrets: [registry-login]');
	});

	it('has a name for each cause once', () => expect(new Set(causes.map(({id}) => id)).size).toBe(causes.length));
});
