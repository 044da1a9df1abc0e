// When a Secret is not written or deleted: it is not as planned, not ours, or would lose what others keep in it.
import {type NextCommand, WizardError} from '../../system/errors.ts';
import {quote} from '../../system/text.ts';
import type {Cluster} from '../kubectl.ts';
import type {SecretToApply} from './manifest.ts';
import {isClientSideApplied, type SecretDetails, type SecretState, wouldDelete} from './state.ts';

const anotherName = (name: string): NextCommand => ({
	command: `kfp-wizard deploy --secret ${name}-2`,
	when: 'to use a Secret of another name',
});

/**
 * Values may have changed since the plan, which does no harm; whose it is may not.
 * @throws WizardError `failed`, code PLAN_STALE.
 */
export function refuseStale(name: string, before: SecretState, now: SecretState): void {
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

/** @throws WizardError `usage` or `outside` where writing would be refused later, or would take something from others. */
export function refuseUnsafe(cluster: Cluster, secret: SecretToApply, now: SecretDetails): void {
	const {name, projectId, adopt} = secret;
	const mine = now.owner === 'ours' && now.project === projectId;
	if (!mine && !adopt) throw notOurs(cluster, name, now);
	if (now.deleting === true) {
		throw new WizardError('outside', `The Secret ${name} is being deleted and held back by a finalizer`, {
			code: 'SECRET_DELETING',
			next: [anotherName(name)],
		});
	}
	if (now.type !== 'Opaque') {
		throw new WizardError('usage', `The Secret ${name} is of type ${now.type}, which can't become Opaque`, {
			code: 'SECRET_TYPE',
			next: [anotherName(name)],
		});
	}
	// Fields of our own that are not sent any more may go: an old session token.
	const lost = mine && !isClientSideApplied(now) ? [] : wouldDelete(now, Object.keys(secret.values));
	if (lost.length === 0) return;
	throw new WizardError('usage', `Writing the Secret ${name} would delete what others keep in it: ${lost.join(', ')}`, {
		code: 'SECRET_WOULD_LOSE',
		next: [
			anotherName(name),
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

export function notOurs(cluster: Cluster, name: string, now: SecretDetails): WizardError {
	const whose = now.owner === 'ours' ? 'belongs to another project of kfp-wizard' : 'was not made by kfp-wizard';
	return new WizardError('usage', `The Secret ${name} in namespace ${cluster.namespace} ${whose}`, {
		code: 'SECRET_NOT_OURS',
		detail: `Managed by ${now.managers.join(', ') || 'nobody known'}; keys ${now.keys.join(', ') || 'none'}`,
		next: [
			anotherName(name),
			{command: 'kfp-wizard deploy --existing-secret', when: 'to use it as it is'},
			{command: 'kfp-wizard deploy --adopt-secret', when: 'to write into it'},
		],
	});
}

export function unknownOwner(cluster: Cluster, name: string, reason: string): WizardError {
	return new WizardError('denied', `Nobody can tell whose the Secret ${name} is: ${reason}`, {
		code: 'SECRET_UNKNOWN',
		next: [
			{command: 'kfp-wizard deploy --existing-secret', when: 'to use it as it is'},
			{command: 'kfp-wizard deploy --adopt-secret', when: `if ${cluster.namespace}/${name} may be written in any case`},
		],
	});
}
