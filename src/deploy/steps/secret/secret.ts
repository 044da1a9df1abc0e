// Step 5: the Kubernetes Secret with the AWS keys that the tasks get as environment variables.
import {type AwsCredentials, findCredentials} from '../../../aws/credentials.ts';
import type {Cluster} from '../../../kubernetes/kubectl.ts';
import {refuseNotCreated} from '../../../kubernetes/secret/refusals.ts';
import {applySecret, canManageSecrets, readSecret, type SecretState} from '../../../kubernetes/secret/secret.ts';
import {isProjectSecret} from '../../../kubernetes/secret/state.ts';
import type {Outcome} from '../../../schema/outcome.ts';
import type {Change, PlanValue} from '../../../schema/plan.ts';
import type {Project} from '../../../schema/project.ts';
import {WizardError} from '../../../system/errors.ts';
import type {Ui} from '../../../ui/ui.ts';
import {type Answer, type Given, givenText, isOff, isOn, planValue} from '../../../options/options.ts';
import {projectId} from '../../names.ts';
import {askForKeys, typed} from './aws-keys.ts';

export type SecretPlan = {
	readonly changes: readonly Change[];
	readonly values: readonly PlanValue[];
	/** What the spec names; `undefined` when the tasks get no Secret. */
	readonly secret: {readonly name: string; readonly keys: readonly string[]} | undefined;
	/** That it will hold; `undefined` where nothing is written. */
	readonly keys?: AwsCredentials;
	/** Makes it so on the cluster; `undefined` when nothing is to be done there. */
	readonly change: ((ui: Ui) => Promise<NonNullable<Outcome['secret']>>) | undefined;
};

const standardKeys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

export async function planSecret(
	project: Project,
	cluster: Cluster | undefined,
	version: string,
	given: Given,
	ui: Ui,
): Promise<SecretPlan> {
	if (isOff(given, 'secret')) return noSecret(given['secret']?.source ?? '--no-secret');
	const name: Answer = givenText(given, 'secret') ?? {value: 'aws-secrets', source: 'default'};
	const values = [planValue('secret', name)];
	const existing = given['existing_secret'];
	if (existing !== undefined) return planExisting(name, values, cluster, existing.source);
	const credentials = await findCredentials({env: process.env, platform: process.platform, ...profile(given)});
	for (const message of credentials?.warnings ?? [])
		ui.emit({event: 'note', level: 'warning', step: 'secret', message});
	if (cluster === undefined) return planNamed(name, values, credentials);
	const apply = (found: AwsCredentials, rows: readonly PlanValue[]): Promise<SecretPlan> =>
		planApply(project, name, rows, found, cluster, version, given);
	return credentials === undefined
		? withoutCredentials(project, name, values, cluster, apply, ui)
		: apply(credentials, values);
}

const profile = (given: Given): {profile?: string} => {
	const chosen = givenText(given, 'aws_profile');
	return chosen === undefined ? {} : {profile: chosen.value};
};

function noSecret(source: string): SecretPlan {
	return {
		changes: [],
		values: [{name: 'no-secret', value: 'true', source}],
		secret: undefined,
		change: undefined,
	};
}

/** Without a cluster: the spec names the Secret that a deploy to one would make. */
function planNamed(name: Answer, values: readonly PlanValue[], credentials: AwsCredentials | undefined): SecretPlan {
	const keys = credentials === undefined ? standardKeys : Object.keys(credentials.values);
	return {changes: [], values, secret: {name: name.value, keys}, change: undefined};
}

/** `--existing-secret`: its keys as the cluster has them, nothing written. */
async function planExisting(
	name: Answer,
	values: readonly PlanValue[],
	cluster: Cluster | undefined,
	source: string,
): Promise<SecretPlan> {
	const chosen = [...values, {name: 'existing-secret', value: 'true', source}];
	if (cluster === undefined)
		return {changes: [], values: chosen, secret: {name: name.value, keys: standardKeys}, change: undefined};
	const state = await readSecret(cluster, name.value);
	if (state.state === 'absent') {
		throw new WizardError(
			'usage',
			`There is no Secret ${name.value} in namespace ${cluster.namespace}${source === 'asked' ? '' : ` (${source})`}`,
			{
				code: 'SECRET_NOT_FOUND',
				next: [{command: `kubectl get secrets --namespace ${cluster.namespace}`, when: 'to see what there is'}],
			},
		);
	}
	const [keys, detail] =
		state.state === 'present'
			? [state.keys, 'used as it is']
			: [standardKeys, `used as it is; taken to hold ${standardKeys.join(' and ')}, for it cannot be read`];
	return {
		changes: [{action: 'keep', what: 'secret', name: `${cluster.namespace}/${name.value}`, detail}],
		values: chosen,
		secret: {name: name.value, keys},
		change: async () => ({namespace: cluster.namespace, name: name.value, action: 'existing'}),
	};
}

/** No AWS keys here: a Secret that is ours already serves; tasks that need none get none; else it is asked, or the flags are named. */
async function withoutCredentials(
	project: Project,
	name: Answer,
	values: readonly PlanValue[],
	cluster: Cluster,
	apply: (found: AwsCredentials, rows: readonly PlanValue[]) => Promise<SecretPlan>,
	ui: Ui,
): Promise<SecretPlan> {
	const state = await readSecret(cluster, name.value);
	if (isProjectSecret(state, projectId(project.package)))
		return planExisting(name, values, cluster, 'detected: ours, and no AWS keys here');
	if (!project.datasets.some(({value, inner}) => /^s3[an]?:/.test(inner?.value ?? value ?? ''))) {
		return noSecret('detected: no dataset on S3');
	}
	if (ui.interactive) {
		const chosen = await askForKeys(name, state.state !== 'absent', ui);
		if (chosen.way === 'none') return noSecret('asked');
		if (chosen.way === 'existing')
			return planExisting(chosen.secret, [planValue('secret', chosen.secret)], cluster, 'asked');
		const {profile, credentials} = chosen;
		for (const message of credentials.warnings) ui.emit({event: 'note', level: 'warning', step: 'secret', message});
		return apply(
			credentials,
			profile === undefined ? values : [...values, {name: 'aws-profile', value: profile, source: 'asked'}],
		);
	}
	ui.emit({event: 'step', step: 'secret', state: 'failed'});
	throw new WizardError('usage', 'No AWS keys were found, and the pipeline has datasets on S3', {
		code: 'NO_AWS_CREDENTIALS',
		detail: 'Looked in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and in the shared AWS files.',
		next: [
			{command: '--aws-profile NAME', when: 'to take them from a shared profile'},
			{command: '--existing-secret', when: `to use a Secret that is on the cluster (--secret ${name.value})`},
			{command: '--no-secret', when: 'if the pods have a role of their own'},
		],
	});
}

async function planApply(
	project: Project,
	name: Answer,
	values: readonly PlanValue[],
	credentials: AwsCredentials,
	cluster: Cluster,
	version: string,
	given: Given,
): Promise<SecretPlan> {
	if ((await canManageSecrets(cluster)) === 'no') throw notAllowed(cluster);
	const before = await readSecret(cluster, name.value);
	const adopt = isOn(given, 'adopt_secret');
	const keys = Object.keys(credentials.values);
	if (!adopt) refuseNotCreated(cluster, name.value, before, projectId(project.package));
	return {
		changes: [secretChange(before, `${cluster.namespace}/${name.value}`, keys)],
		values: [
			...values,
			{
				name: 'aws-keys',
				value: keys.join(', '),
				source: credentials.source === typed ? 'asked' : `detected: ${credentials.source}`,
			},
		],
		secret: {name: name.value, keys},
		keys: credentials,
		change: async ui => {
			ui.emit({event: 'step', step: 'secret', state: 'active', detail: `applying ${cluster.namespace}/${name.value}`});
			const {action} = await applySecret(cluster, {
				name: name.value,
				projectId: projectId(project.package),
				projectName: project.name,
				values: credentials.values,
				version,
				adopt,
				before,
				...(credentials.expiresAt === undefined ? {} : {expiresAt: credentials.expiresAt}),
			});
			return {namespace: cluster.namespace, name: name.value, action};
		},
	};
}

function secretChange(before: SecretState, name: string, keys: readonly string[]): Change {
	if (before.state === 'absent') return {action: 'create', what: 'secret', name, detail: keys.join(', ')};
	const same = before.state === 'present' && [...before.keys].sort().join() === [...keys].sort().join();
	return {
		action: 'update',
		what: 'secret',
		name,
		detail: same ? 'same keys; values are written only if they differ' : keys.join(', '),
	};
}

const notAllowed = ({context, namespace}: Cluster): WizardError =>
	new WizardError('denied', `You may not write Secrets in namespace ${namespace} of ${context}`, {
		code: 'SECRET_FORBIDDEN',
		next: [
			{command: '--existing-secret', when: 'to use one that an administrator made'},
			{command: '--no-secret', when: 'if the pods have a role of their own'},
		],
	});
