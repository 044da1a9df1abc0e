// Requests for one Secret: read it without its values, write it, delete it. Others' Secrets are never changed without consent.
import {sleep} from '../../system/clock.ts';
import {defined} from '../../system/defined.ts';
import {hasCode, WizardError} from '../../system/errors.ts';
import {orPerhaps} from '../../system/perhaps.ts';
import type {KubectlRequest} from '../failures/known-failure.ts';
import {isTransient, kubectlFailure} from '../kubectl-failures.ts';
import type {Cluster} from '../kubectl.ts';
import {firstCall, type ObjectRead, readObject} from '../objects.ts';
import {maySomething} from '../rights.ts';
import {checkSecretName} from '../names.ts';
import {type Comparison, compareWith} from './comparison.ts';
import {manifestOf, type SecretToApply, type WantedContent} from './manifest.ts';
import {notCreated, refuseStale, refuseUnsafe, unknownCreator} from './preconditions.ts';
import {
	fieldManager,
	isSame,
	parseState,
	type PresentSecret,
	type SecretDetails,
	type SecretState,
	template,
	wouldDelete,
} from './state.ts';

export type {SecretToApply, WantedContent} from './manifest.ts';
export type {PresentSecret, SecretState} from './state.ts';

export type AppliedSecret = {
	readonly action: 'created' | 'updated' | 'unchanged';
	/** All keys that the Secret has now. */
	readonly keys: readonly string[];
	readonly resourceVersion: string;
};

/**
 * A Secret without its values: kubectl prints names only. `wanted`: what it is compared with.
 * @throws WizardError as of `kubectlFailure`, where the cluster does not answer or has no such namespace.
 */
export function secretState(name: string, wanted?: WantedContent): ObjectRead<SecretState> {
	const details = secretDetails(name, wanted);
	return {
		...details,
		parse: (result, cluster) => {
			const state = details.parse(result, cluster);
			if (state.state !== 'present') return state;
			const {labels: _labels, annotations: _annotations, ...known} = state;
			return known;
		},
	};
}

/** @throws WizardError as `secretState`. */
export const readSecret = async (cluster: Cluster, name: string, wanted?: WantedContent): Promise<SecretState> =>
	readObject(cluster, secretState(name, wanted), firstCall);

/** What writing these keys would delete, by name: nothing where the Secret does not exist or cannot be read. */
export async function readLoss(cluster: Cluster, name: string, keys: readonly string[]): Promise<readonly string[]> {
	const state = await readObject(cluster, secretDetails(name));
	return state.state === 'present' ? wouldDelete(state, keys) : [];
}

/** Milliseconds for which a comparison holds: from the plan to its apply, where nothing is asked or built between. */
const comparisonHolds = 5000;

/**
 * Writes these values into a Secret, unless it has them. For a Secret that this user may not read the action is
 * `updated`, even if it did not exist.
 * @throws WizardError `usage` for a Secret that kfp-wizard did not create (unless `adopt`), or that would lose keys;
 *   `failed` (`PLAN_STALE`) when it changed after the plan was made; else as of `kubectlFailure`.
 */
export async function applySecret(cluster: Cluster, secret: SecretToApply): Promise<AppliedSecret> {
	const {name, before, adopt} = secret;
	const manifest = manifestOf(secret, cluster.namespace);
	if (isSame(before) && performance.now() - before.sameAt < comparisonHolds) return unchanged(before);
	const now = await repeated(() => readObject(cluster, secretDetails(name, secret)));
	// Where it was to be created, another deploy of the project was faster.
	const isCreated = before.state === 'absent' && isSame(now);
	if (!isCreated) refuseStale(name, before, now);
	if (isSame(now)) return unchanged(now);
	if (now.state === 'unknown' && !adopt) throw unknownCreator(cluster, name, now.reason);
	if (now.state === 'present') refuseUnsafe(cluster, secret, now);
	const after = await write(cluster, secret, manifest(now));
	const intruders = now.state === 'absent' ? after.managers.filter(manager => manager !== fieldManager) : [];
	const sent = Object.keys(secret.values);
	if (!after.createdByKfpWizard || intruders.length > 0 || !sent.every(key => after.keys.includes(key))) {
		throw new WizardError('failed', `Another tool changed the Secret ${name} while kfp-wizard wrote it`, {
			code: 'SECRET_CHANGED',
			changed: [`Secret ${name} in namespace ${cluster.namespace}`],
			...(intruders.length > 0 ? {detail: `Also managed by ${intruders.join(', ')}`} : {}),
			next: [{command: 'kfp-wizard deploy', when: 'to read it again'}],
		});
	}
	const same = now.state === 'present' && now.resourceVersion === after.resourceVersion;
	return {
		action: now.state === 'absent' ? 'created' : same ? 'unchanged' : 'updated',
		keys: after.keys,
		resourceVersion: after.resourceVersion,
	};
}

const unchanged = ({keys, resourceVersion}: PresentSecret): AppliedSecret => ({
	action: 'unchanged',
	keys,
	resourceVersion,
});

/**
 * Deletes a Secret that kfp-wizard created, if it is still the one that was read.
 * @throws WizardError `usage` for one that kfp-wizard did not create, `failed` (`PLAN_STALE`) for one that changed;
 *   else as of `kubectlFailure`.
 */
export async function deleteSecret(
	cluster: Cluster,
	name: string,
	preconditions: {readonly uid: string; readonly resourceVersion: string},
): Promise<'deleted' | 'gone'> {
	const request = requestOf(cluster, name, `delete the Secret ${name}`);
	const now = await readObject(cluster, secretDetails(name));
	if (now.state === 'absent') return 'gone';
	if (now.state === 'unknown') throw unknownCreator(cluster, name, now.reason);
	if (!now.createdByKfpWizard) throw notCreated(cluster, name, now);
	const {uid, resourceVersion} = preconditions;
	const result = await cluster.run(
		['delete', '--raw', `/api/v1/namespaces/${cluster.namespace}/secrets/${name}`, '-f', '-'],
		{input: JSON.stringify({apiVersion: 'v1', kind: 'DeleteOptions', preconditions: {uid, resourceVersion}})},
	);
	if (result.exitCode === 0) return 'deleted';
	if (/\(NotFound\)/.test(result.stderr)) return 'gone';
	throw kubectlFailure(result, request);
}

/**
 * False where this user may not write the Secret: change the one that is there, or else create one as well. What cannot be
 * checked may be allowed.
 * @throws WizardError as of `kubectlFailure`, where the cluster does not answer or does not accept the login.
 */
export async function mayWriteSecret(cluster: Cluster, before: SecretState): Promise<boolean> {
	const verbs = before.state === 'present' ? ['patch'] : ['create', 'patch'];
	const answers = await Promise.all(
		verbs.map(verb =>
			maySomething(cluster, {verb, resource: 'secrets'}, 30_000).catch((error: unknown) => {
				if (!hasCode(error, 'FORBIDDEN')) throw error;
				return true;
			}),
		),
	);
	return !answers.includes(false);
}

type DetailsRead = ObjectRead<SecretDetails | Exclude<SecretState, {readonly state: 'present'}>>;

function secretDetails(name: string, wanted?: WantedContent): DetailsRead {
	checkSecretName(name);
	const comparison = wanted && compareWith(wanted);
	return {
		kind: 'Secret',
		name,
		template,
		...defined({secretTemplate: comparison?.template}),
		parse: (result, cluster) => {
			const found = result.exitCode === 0 ? parseState(result.stdout) : undefined;
			if (found !== undefined) return {...found, ...sameness(found, result.stdout, comparison)};
			// Not --ignore-not-found: it would hide a missing namespace as well.
			if (/\(NotFound\): secrets /.test(result.stderr)) return {state: 'absent'};
			const failure = kubectlFailure(result, requestOf(cluster, name, `read the Secret ${name}`));
			if (failure.code === 'FORBIDDEN') return {state: 'unknown', reason: failure.message};
			throw failure;
		},
	};
}

const sameness = (found: SecretDetails, printed: string, comparison?: Comparison): {readonly sameAt?: number} =>
	comparison?.isSame(found, printed) === true ? {sameAt: performance.now()} : {};

/** A second reading, or a second write of the same content, changes nothing. */
async function repeated<T>(work: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work();
		} catch (error) {
			if (attempt === 3 || !(error instanceof WizardError) || !isTransient(error)) throw error;
			await sleep(500 * attempt);
		}
	}
}

async function write(cluster: Cluster, {name, adopt}: SecretToApply, input: string): Promise<SecretDetails> {
	const args = [
		'apply',
		'--server-side',
		`--field-manager=${fieldManager}`,
		'--validate=false',
		...(adopt ? ['--force-conflicts'] : []),
		'-f',
		'-',
		'-o',
		`go-template=${template}`,
	];
	return repeated(async () => {
		const result = await orPerhaps(
			cluster.run(args, {input}),
			`wrote Secret ${name} in namespace ${cluster.namespace}`,
		);
		const state = result.exitCode === 0 ? parseState(result.stdout) : undefined;
		if (state !== undefined) return state;
		throw kubectlFailure(result, requestOf(cluster, name, `write the Secret ${name}`));
	});
}

const requestOf = (cluster: Cluster, secret: string | undefined, doing: string): KubectlRequest => ({
	context: cluster.context,
	server: cluster.server,
	namespace: cluster.namespace,
	doing,
	...defined({secret}),
});
