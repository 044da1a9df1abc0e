// What the Secret step plans: nothing, to use a Secret of the cluster, or to write one.
import {defaultNamespace} from '../../../kfp/endpoint.ts';
import {kubectlCommand} from '../../../kubernetes/kubectl-command.ts';
import type {Cluster} from '../../../kubernetes/kubectl.ts';
import {isSame, secretOwner} from '../../../kubernetes/secret/state.ts';
import {refuseNotCreated} from '../../../kubernetes/secret/preconditions.ts';
import {manifestOf, refuseValues} from '../../../kubernetes/secret/manifest.ts';
import type {SecretState} from '../../../kubernetes/secret/secret.ts';
import {isOn, planValue} from '../../../options/options.ts';
import type {Change, PlanValue} from '../../../schema/plan.ts';
import {defined} from '../../../system/defined.ts';
import {WizardError} from '../../../system/errors.ts';
import {tidyPath} from '../../../system/files.ts';
import {createdByFormer, type ProjectIdentity} from '../../../system/project-identity.ts';
import type {Planned, SkipPlan} from '../../step.ts';
import {typed} from './ask-for-keys.ts';
import type {FoundKeys} from './found-keys.ts';
import type {Keys, Needs} from './keys.ts';
import {type NamedSecret, namedSecret} from './named-secret.ts';
import {needOf} from './need.ts';
import {storageWords} from './storage-words.ts';
import type {Trial} from './trial.ts';

export type SecretPlan = Planned &
	/** The tasks get no Secret, or no cluster is used and the spec only names it. */
	(
		| (SkipPlan & {readonly secret: NamedSecret | undefined})
		| {readonly do: 'use'; readonly secret: NamedSecret; readonly namespace: string}
		/** `--secret-file`: `manifest` needs the version of kfp-wizard. */
		| {
				readonly do: 'write file';
				readonly secret: NamedSecret;
				readonly credentials: FoundKeys;
				readonly file: string;
				readonly namespace: string;
				readonly manifest: (version: string) => string;
		  }
		| {
				readonly do: 'apply';
				readonly secret: NamedSecret;
				readonly credentials: FoundKeys;
				readonly before: SecretState;
				readonly cluster: Cluster;
				readonly identity: ProjectIdentity;
				readonly adopt: boolean;
				/** What adopting it deletes. */
				readonly deletes: readonly string[];
		  }
	);

/** The keys that the Secret gets, where this deploy writes it. */
export const credentialsOf = (plan: SecretPlan): FoundKeys | undefined =>
	plan.do === 'apply' || plan.do === 'write file' ? plan.credentials : undefined;

export const skip = (secret: NamedSecret | undefined, values: readonly PlanValue[]): SecretPlan => ({
	do: 'skip',
	reason: secret === undefined ? 'none' : `${secret.name} is named in the spec only`,
	secret,
	changes: [],
	values,
});

/** What the storages of the pipeline expect of a Secret: its keys where it cannot be read, and how the spec names it. */
function expectedOf({project, pipeline, options}: Needs) {
	const {storages} = needOf(project, pipeline, options);
	const [storage = 's3'] = storages;
	return {
		standardKeys: storageWords[storage].standardKeys,
		named: (name: string, keys: readonly string[]) => namedSecret(name, keys, storages.includes('gcs')),
	};
}

/** Without a cluster: the spec names the Secret that a deploy to one would create. */
export function planNamed(needs: Needs, {secret, credentials}: Extract<Keys, {from: 'credentials'}>): SecretPlan {
	const {standardKeys, named} = expectedOf(needs);
	const keys = credentials === undefined ? standardKeys : Object.keys(credentials.values);
	return skip(named(secret.value, keys), [planValue('secret', secret)]);
}

/** `--existing-secret`: its keys as the cluster has them, nothing written. */
export function planExisting(
	needs: Needs,
	{secret, source}: Extract<Keys, {from: 'existing Secret'}>,
	cluster: Cluster | undefined,
	state: SecretState | undefined,
): SecretPlan {
	const values = [planValue('secret', secret), {name: 'existing-secret', value: 'true', source}];
	const {standardKeys, named} = expectedOf(needs);
	if (cluster === undefined || state === undefined) return skip(named(secret.value, standardKeys), values);
	if (state.state === 'absent') throw notFound(secret.value, cluster, source);
	const [keys, detail] =
		state.state === 'present'
			? [state.keys, 'used as it is']
			: [standardKeys, `used as it is; it cannot be read, so ${standardKeys.join(' and ')} are expected`];
	const name = `${cluster.namespace}/${secret.value}`;
	return {
		do: 'use',
		changes: [{action: 'keep', what: 'secret', name, detail}],
		values,
		secret: named(secret.value, keys),
		namespace: cluster.namespace,
	};
}

/** `--secret-file`: the Secret is applied by other means, such as a GitOps tool. */
export function planFile(
	needs: Needs,
	{secret, credentials}: Extract<Keys, {from: 'credentials'}>,
	file: string,
): SecretPlan {
	if (credentials === undefined) throw new Error('there are no keys to write into the file');
	const {options, cluster} = needs;
	const project = writerOf(needs);
	refuseValues(secret.value, credentials.values);
	const keys = Object.keys(credentials.values);
	const namespace = cluster?.namespace ?? options.namespace?.value ?? defaultNamespace;
	return {
		do: 'write file',
		changes: [
			{action: 'create', what: 'file', name: tidyPath(file), detail: `Secret ${secret.value} with keys; not applied`},
		],
		values: [planValue('secret', secret), ...keysRows(credentials)],
		secret: expectedOf(needs).named(secret.value, keys),
		credentials,
		file,
		namespace,
		manifest: version => {
			const wanted = {project, adopt: false, name: secret.value, values: credentials.values, version, before: absent};
			return manifestOf({...wanted, ...defined({expiresAt: credentials.expiresAt})}, namespace)(absent);
		},
	};
}

const absent = {state: 'absent'} as const;

/** Whom the Secret is written for. */
function writerOf({identity}: Needs): ProjectIdentity {
	if (identity === undefined) throw new Error('a Secret is written for a project without an identity');
	return identity;
}

export function planApply(
	needs: Needs,
	{secret, credentials, profile}: Extract<Keys, {from: 'credentials'}>,
	cluster: Cluster,
	{
		secret: before,
		trial,
		deletes = [],
	}: {readonly secret: SecretState; readonly trial: Trial | undefined; readonly deletes?: readonly string[]},
): SecretPlan {
	if (credentials === undefined) throw new Error('there are no keys to write into the Secret');
	const identity = writerOf(needs);
	const adopt = isOn(needs.options.adoptSecret);
	if (!adopt) refuseNotCreated(cluster, secret.value, before, identity);
	refuseValues(secret.value, credentials.values);
	const keys = Object.keys(credentials.values);
	return {
		do: 'apply',
		changes: [secretChange(`${cluster.namespace}/${secret.value}`, {before, credentials, deletes, identity})],
		values: [
			planValue('secret', secret),
			...(profile === undefined ? [] : [{name: 'aws-profile', value: profile, source: 'asked'}]),
			...keysRows(credentials),
			...(trial?.values ?? []),
		],
		secret: expectedOf(needs).named(secret.value, keys),
		credentials,
		before,
		cluster,
		identity,
		adopt,
		deletes,
	};
}

/** A row for the keys of each storage. */
function keysRows({values, source, owner}: FoundKeys): readonly PlanValue[] {
	const from = source === typed ? 'asked' : `detected: ${source}`;
	const rows = ['aws-keys', 'gcp-key', 'azure-keys'].map(name => ({
		name,
		value: Object.keys(values)
			.filter(key => rowOfKey(key) === name)
			.join(', '),
		source: from,
	}));
	return rows
		.filter(({value}) => value !== '')
		.map(row => (owner === undefined || row.name === 'aws-keys' ? row : {...row, value: `${row.value} (${owner})`}));
}

const rowOfKey = (key: string): string =>
	key.endsWith('.json') ? 'gcp-key' : key.startsWith('AZURE_') ? 'azure-keys' : 'aws-keys';

type Replacing = {
	readonly before: SecretState;
	readonly credentials: FoundKeys;
	readonly deletes: readonly string[];
	readonly identity: ProjectIdentity;
};

function secretChange(name: string, {before, credentials, deletes, identity}: Replacing): Change {
	const keys = Object.keys(credentials.values);
	if (before.state === 'absent') return {action: 'create', what: 'secret', name, detail: keys.join(', ')};
	if (isSame(before))
		return {
			action: 'keep',
			what: 'secret',
			name,
			detail: [...replacedKeyId(before, credentials), 'same keys and values'].join('; '),
		};
	const same = before.state === 'present' && [...before.keys].sort().join() === [...keys].sort().join();
	return {
		action: 'update',
		what: 'secret',
		name,
		detail: [
			...replacedKeyId(before, credentials),
			same ? 'same keys; values are written only if they differ' : keys.join(', '),
			...(before.state === 'unknown' ? ['it cannot be read, so what is replaced is not known'] : []),
			...(deletes.length === 0 ? [] : [`deletes ${deletes.join(', ')}`]),
			...newOwner(before, identity),
		].join('; '),
	};
}

const keyIdName = 'AWS_ACCESS_KEY_ID';

/** `AWS_ACCESS_KEY_ID …AB12 → …XY34`: whose keys go and whose come. Shorter ids would be shown almost whole. */
function replacedKeyId(before: SecretState, {values}: FoundKeys): readonly string[] {
	const id = values[keyIdName];
	if (before.state !== 'present' || id === undefined || !before.keys.includes(keyIdName)) return [];
	if (id.reveal().length < shortestShownId) return [];
	const [old, next] = [before.keyIdEnd, id.suffix()];
	if (old === next) return [`${keyIdName} …${next} as before`];
	return [`${keyIdName} ${old === undefined ? 'unknown' : `…${old}`} → …${next}`];
}

const shortestShownId = 12;

function newOwner(before: SecretState, identity: ProjectIdentity): readonly string[] {
	const owner = secretOwner(before, identity);
	if (owner === 'former') return [`${createdByFormer}; it gets the id of this project`];
	return owner === 'other' ? ['created by kfp-wizard for another project; it gets the id of this one'] : [];
}

const notFound = (name: string, {context, namespace}: Cluster, source: string): WizardError =>
	new WizardError(
		'usage',
		`There is no Secret ${name} in namespace ${namespace}${source === 'asked' ? '' : ` (${source})`}`,
		{
			code: 'SECRET_NOT_FOUND',
			next: [{command: kubectlCommand({context, namespace}, 'get secrets'), when: 'to list them'}],
		},
	);
