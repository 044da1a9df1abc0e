// When a Secret is not written or deleted: it changed after the plan, kfp-wizard did not create it, or it would lose data.
import {type NextCommand, WizardError} from '../../system/errors.ts';
import {claim, creatorOf, type ProjectIdentity, weakness} from '../../system/project-identity.ts';
import {kubectlCommand} from '../kubectl-command.ts';
import type {Cluster} from '../kubectl.ts';
import {anotherSecret} from '../names.ts';
import type {SecretToApply} from './manifest.ts';
import {
	isClientSideApplied,
	isProjectSecret,
	type PresentSecret,
	projectMarkOf,
	type SecretDetails,
	type SecretState,
	wouldDelete,
} from './state.ts';

/**
 * Refuses a Secret that was created, deleted or replaced after the plan was made. Its values may have changed.
 * @throws WizardError `failed`, code PLAN_STALE.
 */
export function refuseStale(name: string, before: SecretState, now: SecretState): void {
	const identity = (state: SecretState): string =>
		state.state === 'present'
			? [state.uid, state.createdByKfpWizard, state.project, state.immutable, state.type].join(' ')
			: state.state;
	if (identity(before) === identity(now)) return;
	const describe = (state: SecretState): string => {
		if (state.state === 'absent') return 'it does not exist';
		if (state.state === 'unknown') return 'it cannot be read';
		return `${state.createdByKfpWizard ? 'created by kfp-wizard' : 'not created by kfp-wizard'} (uid ${state.uid})`;
	};
	throw new WizardError('failed', `The Secret ${name} was changed or replaced after the plan was made`, {
		code: 'PLAN_STALE',
		detail: `In the plan: ${describe(before)}. Now: ${describe(now)}.`,
		next: [{command: 'kfp-wizard deploy', when: 'to plan again'}],
	});
}

/** @throws WizardError `usage` or `outside` where the cluster would refuse to write, or other tools would lose data. */
export function refuseUnsafe(cluster: Cluster, secret: SecretToApply, now: SecretDetails): void {
	const {name, project, adopt} = secret;
	if (!adopt) refuseNotCreated(cluster, name, now, project);
	if (now.deleting === true) {
		throw new WizardError('outside', `The Secret ${name} is being deleted; a finalizer delays the deletion`, {
			code: 'SECRET_DELETING',
			next: [anotherSecret(name)],
		});
	}
	if (now.type !== 'Opaque') {
		throw new WizardError('usage', `The Secret ${name} is of type ${now.type}; only the type Opaque can be used`, {
			code: 'SECRET_TYPE',
			next: [anotherSecret(name)],
		});
	}
	// Fields of kfp-wizard that are no longer sent may be deleted, such as an old session token.
	const lost =
		isProjectSecret(now, project) && !isClientSideApplied(now) ? [] : wouldDelete(now, Object.keys(secret.values));
	if (lost.every(each => secret.deletes?.includes(each) === true)) return;
	throw new WizardError(
		'usage',
		`Writing the Secret ${name} would delete fields that kfp-wizard did not write: ${lost.join(', ')}`,
		{
			code: 'SECRET_WOULD_LOSE',
			next: [
				anotherSecret(name),
				...(isClientSideApplied(now)
					? [
							{
								command: kubectlCommand(
									cluster,
									`annotate secret ${name} kubectl.kubernetes.io/last-applied-configuration-`,
								),
								when: 'to keep these fields; then rerun the deploy',
							},
						]
					: []),
			],
		},
	);
}

/**
 * Refuses a Secret that kfp-wizard did not create for this project, also one that this user may not read.
 * @throws WizardError `usage`, code SECRET_NOT_OURS.
 */
export function refuseNotCreated(cluster: Cluster, name: string, state: SecretState, project: ProjectIdentity): void {
	if (state.state === 'absent' || isProjectSecret(state, project)) return;
	throw notCreated(cluster, name, state, project);
}

/** `project`: the one that is deployed, where the error is about writing for it. */
export function notCreated(
	{namespace}: Cluster,
	name: string,
	state: PresentSecret | Extract<SecretState, {readonly state: 'unknown'}>,
	project?: ProjectIdentity,
): WizardError {
	const mark = projectMarkOf(state);
	const creator = state.state === 'unknown' ? 'may not be created by kfp-wizard' : `was ${creatorOf(mark)}`;
	const about =
		state.state === 'unknown'
			? state.reason
			: `Managed by ${state.managers.join(', ') || 'no known tool'}; keys ${state.keys.join(', ') || 'none'}`;
	const weak = mark === undefined ? undefined : project && weakness(project);
	return new WizardError('usage', `The Secret ${name} in namespace ${namespace} ${creator}; left unchanged`, {
		code: 'SECRET_NOT_OURS',
		detail: [about, ...(weak === undefined ? [] : [weak])].join('\n'),
		next: [
			anotherSecret(name),
			useUnchanged,
			{command: 'kfp-wizard deploy --adopt-secret', when: 'to write to it'},
			...(mark === undefined ? [] : claim(mark)),
		],
	});
}

const useUnchanged: NextCommand = {
	command: 'kfp-wizard deploy --existing-secret',
	when: 'to use it without changing it',
};

export function unknownCreator(cluster: Cluster, name: string, reason: string): WizardError {
	return new WizardError('denied', `kfp-wizard cannot check who created the Secret ${name}: ${reason}`, {
		code: 'SECRET_UNKNOWN',
		next: [
			useUnchanged,
			{
				command: 'kfp-wizard deploy --adopt-secret',
				when: `if it may write to ${cluster.namespace}/${name} all the same`,
			},
		],
	});
}
