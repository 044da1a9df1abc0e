// When a Secret is not written.
import {describe, expect, it} from 'vitest';
import type {Cluster} from '../../../../src/kubernetes/kubectl.ts';
import {refuseNotCreated, refuseStale} from '../../../../src/kubernetes/secret/preconditions.ts';
import type {PresentSecret, SecretState} from '../../../../src/kubernetes/secret/state.ts';
import {identityOf} from '../../../support/identity.ts';

const notAsked = (): never => {
	throw new Error('nothing is asked of the cluster');
};
const cluster: Cluster = {
	context: 'dev',
	server: 'https://k8s.example.com',
	namespace: 'team',
	run: notAsked,
	attach: notAsked,
	inNamespace: notAsked,
};

const present: PresentSecret = {
	state: 'present',
	createdByKfpWizard: true,
	project: 'p-1',
	keys: ['A'],
	managers: ['kfp-wizard'],
	resourceVersion: '1',
	uid: 'u-1',
	immutable: false,
	type: 'Opaque',
};

describe('refuseNotCreated', () => {
	it.each<[string, SecretState]>([
		['that does not exist', {state: 'absent'}],
		['that kfp-wizard created for the project', present],
	])('a Secret %s is not refused', (_, state) => {
		expect(() => refuseNotCreated(cluster, 's', state, identityOf('p-1'))).not.toThrow();
	});

	it.each<[string, SecretState, string, readonly string[]]>([
		['of another tool', {...present, createdByKfpWizard: false}, 'was not created by kfp-wizard; left unchanged', []],
		[
			'of another project',
			{...present, project: 'git-p2_url-p2'},
			'was created by kfp-wizard for another project',
			['--project-id git-p2'],
		],
		['that this user may not read', {state: 'unknown', reason: 'no right'}, 'may not be created by kfp-wizard', []],
	])('a Secret %s is refused with the ways to continue', (_, state, message, more) => {
		const refuse = (): void => refuseNotCreated(cluster, 's', state, identityOf('p-1'));
		expect(refuse).toThrow(`The Secret s in namespace team ${message}`);
		expect(refuse).toThrow(
			expect.objectContaining({
				kind: 'usage',
				code: 'SECRET_NOT_OURS',
				next: ['--secret s-2', '--existing-secret', '--adopt-secret', ...more].map(
					flags => expect.objectContaining({command: `kfp-wizard deploy ${flags}`}) as unknown,
				),
			}),
		);
	});
});

describe('refuseStale', () => {
	it('a Secret with other values but the same identity is not stale', () => {
		expect(() => refuseStale('s', present, {...present, resourceVersion: '2', keys: ['B']})).not.toThrow();
	});

	it.each<[string, SecretState, SecretState, string]>([
		['created', {state: 'absent'}, present, 'In the plan: it does not exist. Now: created by kfp-wizard (uid u-1).'],
		['deleted', present, {state: 'absent'}, 'In the plan: created by kfp-wizard (uid u-1). Now: it does not exist.'],
		[
			'replaced',
			present,
			{...present, createdByKfpWizard: false, uid: 'u-2'},
			'In the plan: created by kfp-wizard (uid u-1). Now: not created by kfp-wizard (uid u-2).',
		],
	])('a Secret that was %s after the plan is stale', (_, before, now, detail) => {
		expect(() => refuseStale('s', before, now)).toThrow(expect.objectContaining({code: 'PLAN_STALE', detail}));
	});
});
