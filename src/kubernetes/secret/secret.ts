// One Secret: look at it without its values, write it, delete it. Never somebody else's without consent.
import {sleep} from '../../system/clock.ts';
import {WizardError} from '../../system/errors.ts';
import {isTransient, kubectlFailure, type Where} from '../kubectl-failures.ts';
import type {Cluster} from '../kubectl.ts';
import {manifestOf, type SecretToApply} from './manifest.ts';
import {notOurs, refuseStale, refuseUnsafe, unknownOwner} from './refusals.ts';
import {checkSecretName, fieldManager, parseState, type SecretDetails, type SecretState, template} from './state.ts';

export type {SecretToApply} from './manifest.ts';
export {checkSecretName, type PresentSecret, type SecretState} from './state.ts';

export type AppliedSecret = {
	readonly action: 'created' | 'updated' | 'unchanged';
	/** All keys that the Secret has now. */
	readonly keys: readonly string[];
	readonly resourceVersion: string;
};

/**
 * Looks at a Secret. Its values end inside kubectl: what it prints holds names only.
 * @throws WizardError as of `kubectlFailure`, where the cluster can't be asked at all or has no such namespace.
 */
export async function readSecret(cluster: Cluster, name: string): Promise<SecretState> {
	const state = await look(cluster, name);
	if (state.state !== 'present') return state;
	const {labels: _labels, annotations: _annotations, ...known} = state;
	return known;
}

/**
 * Writes these values into a Secret. Doing it again changes nothing. An action on a Secret that could not be looked at is
 * `updated`, also where it was not there.
 * @throws WizardError `usage` for a Secret that is not ours (unless `adopt`), or that adopting would take keys from;
 *   `failed` (`PLAN_STALE`) when it is not as it was planned on; else as of `kubectlFailure`.
 */
export async function applySecret(cluster: Cluster, secret: SecretToApply): Promise<AppliedSecret> {
	const {name, before, adopt} = secret;
	const manifest = manifestOf(secret, cluster.namespace);
	const now = await look(cluster, name);
	refuseStale(name, before, now);
	if (now.state === 'unknown' && !adopt) throw unknownOwner(cluster, name, now.reason);
	if (now.state === 'present') refuseUnsafe(cluster, secret, now);
	const after = await write(cluster, name, manifest(now), adopt);
	const intruders = now.state === 'absent' ? after.managers.filter(manager => manager !== fieldManager) : [];
	const sent = Object.keys(secret.values);
	if (after.owner !== 'ours' || intruders.length > 0 || !sent.every(key => after.keys.includes(key))) {
		throw new WizardError('failed', `The Secret ${name} is not as it was written: another tool changed it meanwhile`, {
			code: 'SECRET_CHANGED',
			changed: [`Secret ${name} in namespace ${cluster.namespace}`],
			...(intruders.length > 0 ? {detail: `Managed by ${intruders.join(', ')} too`} : {}),
			next: [{command: 'kfp-wizard deploy', when: 'to look at it again'}],
		});
	}
	const same = now.state === 'present' && now.resourceVersion === after.resourceVersion;
	return {
		action: now.state === 'absent' ? 'created' : same ? 'unchanged' : 'updated',
		keys: after.keys,
		resourceVersion: after.resourceVersion,
	};
}

/**
 * Deletes a Secret of ours if it is still the one that was looked at.
 * @throws WizardError `usage` for one that is not ours, `failed` (`PLAN_STALE`) for one that changed, else as of `kubectlFailure`.
 */
export async function deleteSecret(
	cluster: Cluster,
	name: string,
	preconditions: {readonly uid: string; readonly resourceVersion: string},
): Promise<'deleted' | 'gone'> {
	const where = whereOf(cluster, name, `delete the Secret ${name}`);
	const now = await look(cluster, name);
	if (now.state === 'absent') return 'gone';
	if (now.state === 'unknown') throw unknownOwner(cluster, name, now.reason);
	if (now.owner !== 'ours') throw notOurs(cluster, name, now);
	const {uid, resourceVersion} = preconditions;
	const result = await cluster.run(
		['delete', '--raw', `/api/v1/namespaces/${cluster.namespace}/secrets/${name}`, '-f', '-'],
		{input: JSON.stringify({apiVersion: 'v1', kind: 'DeleteOptions', preconditions: {uid, resourceVersion}})},
	);
	if (result.exitCode === 0) return 'deleted';
	if (/\(NotFound\)/.test(result.stderr)) return 'gone';
	throw kubectlFailure(result, where);
}

/**
 * Whether this user may look at, create and change Secrets in the namespace. `unknown` where that could not be found
 * out, or where only looking is not allowed. The first call to a cluster: its stdin is free, so logins happen here.
 * @throws WizardError as of `kubectlFailure`, where the cluster does not answer or does not accept the login.
 */
export async function canManageSecrets(cluster: Cluster): Promise<'yes' | 'no' | 'unknown'> {
	const ask = async (verb: string, timeout?: number): Promise<string> => {
		const result = await cluster.run(['auth', 'can-i', verb, 'secrets'], timeout === undefined ? {} : {timeout});
		const answer = result.stdout.trim();
		// "no" is exit code 1, as an error is.
		if (result.exitCode === 0 || answer === 'no') return answer;
		const failure = kubectlFailure(result, whereOf(cluster, undefined, 'ask the cluster what you may do'));
		if (failure.code === 'FORBIDDEN') return 'unknown';
		throw failure;
	};
	const create = await ask('create', 120_000);
	const [get, patch] = await Promise.all([ask('get'), ask('patch')]);
	if (create === 'no' || patch === 'no') return 'no';
	return [create, get, patch].every(answer => answer === 'yes') ? 'yes' : 'unknown';
}

async function look(
	cluster: Cluster,
	name: string,
): Promise<SecretDetails | Exclude<SecretState, {readonly state: 'present'}>> {
	checkSecretName(name);
	// Not --ignore-not-found: it would hide a missing namespace as well.
	const result = await cluster.run(['get', 'secret', name, '-o', `go-template=${template}`]);
	const found = result.exitCode === 0 ? parseState(result.stdout) : undefined;
	if (found !== undefined) return found;
	if (/\(NotFound\): secrets /.test(result.stderr)) return {state: 'absent'};
	const failure = kubectlFailure(result, whereOf(cluster, name, `look at the Secret ${name}`));
	if (failure.code === 'FORBIDDEN') return {state: 'unknown', reason: failure.message};
	throw failure;
}

/** A second write of the same does no harm, so a lost answer is asked for again. */
async function write(cluster: Cluster, name: string, input: string, adopt: boolean): Promise<SecretDetails> {
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
	for (let attempt = 1; ; attempt++) {
		const result = await cluster.run(args, {input});
		const state = result.exitCode === 0 ? parseState(result.stdout) : undefined;
		if (state !== undefined) return state;
		const failure = kubectlFailure(result, whereOf(cluster, name, `write the Secret ${name}`));
		if (attempt === 3 || !isTransient(failure)) throw failure;
		await sleep(500 * attempt);
	}
}

const whereOf = (cluster: Cluster, secret: string | undefined, doing: string): Where => ({
	context: cluster.context,
	server: cluster.server,
	namespace: cluster.namespace,
	doing,
	...(secret === undefined ? {} : {secret}),
});
