// One Secret: look at it without its values, write it, delete it. Never somebody else's without consent.
import {sleep} from '../system/clock.ts';
import {WizardError} from '../system/errors.ts';
import type {Sensitive} from '../system/secrets.ts';
import {quote} from '../system/text.ts';
import {isTransient, kubectlFailure, type Where} from './failures.ts';
import type {Cluster} from './kubectl.ts';
import {
	checkSecretName,
	fieldManager,
	isClientSideApplied,
	managedByLabel,
	parseState,
	projectLabel,
	type SecretDetails,
	type SecretState,
	template,
	wouldDelete,
} from './secret-state.ts';

export {checkSecretName, type PresentSecret, type SecretState} from './secret-state.ts';

export type SecretToApply = {
	readonly name: string;
	/** Goes into a label: at most 63 letters, digits, `-`, `_` and `.`. */
	readonly projectId: string;
	/** Any text; what a label can't hold of it is replaced. */
	readonly projectName: string;
	/** Environment variable name -> value. */
	readonly values: Readonly<Record<string, Sensitive>>;
	/** Of kfp-wizard. */
	readonly version: string;
	/** Take a Secret over that is not this project's, and fields that other tools manage. */
	readonly adopt: boolean;
	/** What the plan was made of. */
	readonly before: SecretState;
	/** ISO time at which temporary credentials end. */
	readonly expiresAt?: string;
};

export type AppliedSecret = {
	readonly action: 'created' | 'updated' | 'unchanged';
	/** All keys that the Secret has now. */
	readonly keys: readonly string[];
	readonly resourceVersion: string;
};

/**
 * Looks at a Secret; its values are never fetched.
 * @throws WizardError as of `kubectlFailure`, where the cluster can't be asked at all or has no such namespace.
 */
export async function readSecret(cluster: Cluster, name: string): Promise<SecretState> {
	const state = await look(cluster, name);
	if (state.state !== 'present') return state;
	const {labels: _labels, annotations: _annotations, ...known} = state;
	return known;
}

/**
 * Writes a Secret so that it holds just these values. Doing it again changes nothing.
 * @throws WizardError `usage` for a Secret that is not ours (unless `adopt`), or that adopting would take keys from;
 *   `failed` (`PLAN_STALE`) when it is not as it was planned on; else as of `kubectlFailure`.
 */
export async function applySecret(cluster: Cluster, secret: SecretToApply): Promise<AppliedSecret> {
	const {name, before, adopt} = secret;
	const manifest = manifestOf(cluster, secret);
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

/** The manifest as JSON, to be completed with the uid of the Secret it is meant for: another one is then refused. */
function manifestOf(cluster: Cluster, secret: SecretToApply): (now: SecretDetails | SecretState) => string {
	const {name, projectId, projectName, values, version, expiresAt} = secret;
	const data: Record<string, string> = {};
	for (const [key, value] of Object.entries(values)) {
		if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key) || value.reveal() === '') {
			throw new WizardError('usage', `The value for ${key} is empty, or ${key} is no key of a Secret`, {
				code: 'SECRET_VALUE',
			});
		}
		data[key] = Buffer.from(value.reveal(), 'utf8').toString('base64');
	}
	const partOf = labelValue(projectName);
	const keyId = values['AWS_ACCESS_KEY_ID'];
	const labels = {
		[managedByLabel]: fieldManager,
		...(partOf === '' ? {} : {'app.kubernetes.io/part-of': partOf}),
		[projectLabel]: projectId,
	};
	const annotations = {
		'kfp-wizard.dev/created-by-version': version,
		...(keyId === undefined ? {} : {'kfp-wizard.dev/access-key-suffix': keyId.suffix()}),
		...(expiresAt === undefined ? {} : {'kfp-wizard.dev/expires-at': expiresAt}),
	};
	return now =>
		JSON.stringify({
			apiVersion: 'v1',
			kind: 'Secret',
			metadata: {
				name,
				namespace: cluster.namespace,
				labels,
				annotations,
				...(now.state === 'present' ? {uid: now.uid} : {}),
			},
			type: 'Opaque',
			data,
		});
}

/** What a label can hold of a text: at most 63 letters, digits, `-`, `_`, `.`, alphanumeric at both ends. */
const labelValue = (text: string): string =>
	text
		.replaceAll(/[^A-Za-z0-9._-]+/g, '-')
		.slice(0, 63)
		.replaceAll(/^[-._]+|[-._]+$/g, '');

/** Values may have changed since the plan, which does no harm; who it belongs to may not. */
function refuseStale(name: string, before: SecretState, now: SecretState): void {
	const identity = (state: SecretState): string =>
		state.state === 'present'
			? [state.uid, state.owner, state.project, state.immutable, state.type].join(' ')
			: state.state;
	if (identity(before) === identity(now)) return;
	const word = (state: SecretState): string => {
		if (state.state === 'absent') return 'not there';
		if (state.state === 'unknown') return 'not to be looked at';
		return state.owner === 'ours' ? `one of kfp-wizard (${state.uid})` : `one of others (${state.uid})`;
	};
	throw new WizardError('failed', `The plan is stale: the Secret ${name} was changed or replaced meanwhile`, {
		code: 'PLAN_STALE',
		detail: `When the plan was made it was ${word(before)}, now it is ${word(now)}`,
		next: [{command: 'kfp-wizard deploy', when: 'to plan again'}],
	});
}

function refuseUnsafe(cluster: Cluster, secret: SecretToApply, now: SecretDetails): void {
	const {name, projectId, adopt} = secret;
	const mine = now.owner === 'ours' && now.project === projectId;
	if (!mine && !adopt) throw notOurs(cluster, name, now);
	if (now.deleting === true) {
		throw new WizardError('outside', `The Secret ${name} is being deleted and held back by a finalizer`, {
			code: 'SECRET_DELETING',
			next: [{command: `kfp-wizard deploy --secret ${name}-2`, when: 'to use another one'}],
		});
	}
	if (now.type !== 'Opaque') {
		throw kubectlFailure(
			{exitCode: 1, stdout: '', stderr: ': type: Invalid value: field is immutable'},
			whereOf(cluster, name, `write the Secret ${name}`),
		);
	}
	// Fields of our own that are not sent any more may go: an old session token.
	const lost = mine && !isClientSideApplied(now) ? [] : wouldDelete(now, Object.keys(secret.values));
	if (lost.length === 0) return;
	throw new WizardError('usage', `Writing the Secret ${name} would delete what others keep in it: ${lost.join(', ')}`, {
		code: 'SECRET_WOULD_LOSE',
		next: [
			{command: `kfp-wizard deploy --secret ${name}-2`, when: 'to leave it alone'},
			...(isClientSideApplied(now)
				? [
						{
							command: `kubectl --context ${quote(cluster.context)} -n ${cluster.namespace} annotate secret ${name} kubectl.kubernetes.io/last-applied-configuration-`,
							when: 'to let both live in it; then deploy again',
						},
					]
				: []),
		],
	});
}

function notOurs(cluster: Cluster, name: string, now: SecretDetails): WizardError {
	const whose = now.owner === 'ours' ? 'belongs to another project of kfp-wizard' : 'was not made by kfp-wizard';
	return new WizardError('usage', `The Secret ${name} in namespace ${cluster.namespace} ${whose}`, {
		code: 'SECRET_NOT_OURS',
		detail: `Managed by ${now.managers.join(', ') || 'nobody known'}; keys ${now.keys.join(', ') || 'none'}`,
		next: [
			{command: `kfp-wizard deploy --secret ${name}-2`, when: 'to use another name'},
			{command: 'kfp-wizard deploy --existing-secret', when: 'to use it as it is'},
			{command: 'kfp-wizard deploy --adopt-secret', when: 'to write into it'},
		],
	});
}

function unknownOwner(cluster: Cluster, name: string, reason: string): WizardError {
	return new WizardError('denied', `Nobody can tell whose the Secret ${name} is: ${reason}`, {
		code: 'SECRET_UNKNOWN',
		next: [
			{command: 'kfp-wizard deploy --existing-secret', when: 'to use it as it is'},
			{command: 'kfp-wizard deploy --adopt-secret', when: `if ${cluster.namespace}/${name} may be written in any case`},
		],
	});
}

const whereOf = (cluster: Cluster, secret: string | undefined, doing: string): Where => ({
	context: cluster.context,
	server: cluster.server,
	namespace: cluster.namespace,
	doing,
	...(secret === undefined ? {} : {secret}),
});
