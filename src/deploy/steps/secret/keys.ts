// Where the tasks of a deploy get the keys of their storage from.
import type {Storage} from '../../../kedro/storage.ts';
import type {Cluster} from '../../../kubernetes/kubectl.ts';
import {listSecretKeys} from '../../../kubernetes/secret/list.ts';
import {readBoth} from '../../../kubernetes/objects.ts';
import {cloudIdentities} from '../../../kubernetes/service-account.ts';
import {refuseValues} from '../../../kubernetes/secret/manifest.ts';
import {readSecret, secretState, type SecretState, type WantedContent} from '../../../kubernetes/secret/secret.ts';
import {isProjectSecret} from '../../../kubernetes/secret/state.ts';
import {isGiven, isOff, type Options, type Sourced, textOf, valueOr} from '../../../options/options.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {defined} from '../../../system/defined.ts';
import {WizardError} from '../../../system/errors.ts';
import type {ProjectIdentity} from '../../../system/project-identity.ts';
import type {Context} from '../../../ui/context.ts';
import type {Ui} from '../../../ui/ui.ts';
import {askForKeys} from './ask-for-keys.ts';
import {findKeys, keysAtHand} from './find-keys.ts';
import {type FoundKeys, together} from './found-keys.ts';
import {type Need, needOf} from './need.ts';
import {storageWords} from './storage-words.ts';

export type Needs = {
	readonly project: Project;
	/** The selected pipeline. */
	readonly pipeline: Pipeline;
	/** `undefined` where no cluster is used: the spec only names the Secret. */
	readonly cluster: Cluster | undefined;
	readonly options: Options;
	/** `undefined` where nothing is written for the project: the spec only names the Secret. */
	readonly identity?: ProjectIdentity | undefined;
	/** The service account of the pods; default: that of Kubeflow Pipelines for one user. */
	readonly serviceAccount?: string | undefined;
};

/** Where the tasks get their keys from. */
export type Keys =
	| {readonly from: 'nowhere'; readonly source: string}
	/** A Secret of the cluster, used as it is. */
	| {readonly from: 'existing Secret'; readonly secret: Sourced; readonly source: string}
	/** Keys found or typed here; none are found where the spec only names the Secret. */
	| {
			readonly from: 'credentials';
			readonly secret: Sourced;
			readonly credentials: FoundKeys | undefined;
			readonly profile: string | undefined;
			/** What the cluster has, where it was read just before. */
			readonly seen?: () => SecretState;
	  };

/** Options that say where the keys come from: then an identity of the pods is not looked for. */
const saysWhere = ['secret', 'awsProfile', 'adoptSecret', 'existingSecret'] as const;

/** Asks where neither the options nor the cluster nor the environment says it. */
export async function chooseKeys(needs: Needs, context: Context): Promise<Keys> {
	const {project, pipeline, cluster, options} = needs;
	const {ui} = context;
	if (isOff(options.secret)) return {from: 'nowhere', source: options.secret?.source ?? '--no-secret'};
	const need = needOf(project, pipeline, options);
	const [storage = 's3'] = need.storages;
	const secret = valueOr(textOf(options.secret), storageWords[storage].secret);
	const existing = options.existingSecret;
	if (existing?.value === true) return {from: 'existing Secret', secret, source: existing.source};
	let seen: (() => SecretState) | undefined;
	let atHand: ReadonlyMap<Storage, FoundKeys> | undefined;
	if (cluster !== undefined && need.storages.length === 1 && !saysWhere.some(name => isGiven(options[name]))) {
		const {serviceAccount = 'pipeline-runner'} = needs;
		atHand = await keysAtHand(need, options, context);
		const wanted = wantedContent(needs, secret, together([...(atHand?.values() ?? [])]), context);
		const both = await readBoth(cluster, cloudIdentities(serviceAccount), secretState(secret.value, wanted));
		const identity = both[0]()[storageWords[storage].cloud];
		seen = both[1];
		if (identity !== undefined) {
			if (storage === 'azure') report(azureLabel, ui);
			return {from: 'nowhere', source: `detected: the service account ${serviceAccount} has ${identity}`};
		}
	}
	const found = atHand ?? (await findKeys(need, options, context));
	const credentials = together([...found.values()]);
	warn(credentials, ui);
	const missing = need.storages.filter(each => !found.has(each));
	if (credentials !== undefined) {
		for (const each of missing) report(`${storageWords[each].noKeys}. ${whatToSet(each)}`, ui);
		return {from: 'credentials', secret, credentials, profile: undefined, ...defined({seen})};
	}
	if (missing.length === 0) return {from: 'nowhere', source: `detected: ${whyNone(need)}`};
	if (cluster !== undefined) return withoutKeys(storage, secret, needs, cluster, seen, context);
	if (storage === 's3') return {from: 'credentials', secret, credentials, profile: undefined};
	report(`${storageWords[storage].noKeys}. ${whatToSet(storage)}`, ui);
	return {from: 'nowhere', source: `detected: no ${storageWords[storage].keys} here`};
}

/** What the Secret is to have; `undefined` where that is not known, or cannot be written. */
export function wantedContent(
	{identity: project}: Pick<Needs, 'identity'>,
	{value: name}: Sourced,
	credentials: FoundKeys | undefined,
	{version}: Pick<Context, 'version'>,
): WantedContent | undefined {
	if (project === undefined || credentials === undefined) return undefined;
	const {values, expiresAt} = credentials;
	return areWritable(name, values) ? {name, project, values, version, ...defined({expiresAt})} : undefined;
}

function areWritable(name: string, values: WantedContent['values']): boolean {
	try {
		refuseValues(name, values);
		return true;
	} catch {
		return false;
	}
}

const azureLabel =
	'Workload Identity of Azure needs a label on the pods. In kfp.yml: nodes: {__default__: {labels: {azure.workload.identity/use: "true"}}}';

const whyNone = ({maybeS3, s3Credentials = []}: Need): string =>
	s3Credentials.length > 0
		? `the datasets on S3 have keys of their own (credentials ${[...new Set(s3Credentials)].join(', ')})`
		: maybeS3 === undefined
			? 'no dataset of this pipeline uses S3'
			: `no dataset of this pipeline uses S3, and no AWS keys here (${maybeS3})`;

const report = (message: string, ui: Ui): void => ui.emit({event: 'note', level: 'warning', step: 'secret', message});

function warn(credentials: FoundKeys | undefined, ui: Ui): void {
	for (const message of credentials?.warnings ?? []) report(message, ui);
}

/** No keys here: this project's Secret on the cluster is used, or the user is asked. */
async function withoutKeys(
	storage: Storage,
	secret: Sourced,
	{identity}: Needs,
	cluster: Cluster,
	seen: (() => SecretState) | undefined,
	context: Context,
): Promise<Keys> {
	const {ui} = context;
	const words = storageWords[storage];
	const state = seen?.() ?? (await readSecret(cluster, secret.value));
	if (identity !== undefined && isProjectSecret(state, identity))
		return {from: 'existing Secret', secret, source: `detected: created by kfp-wizard, and no ${words.keys} here`};
	if (ui.interactive) {
		const chosen = await askForKeys(
			storage,
			secret,
			state.state !== 'absent',
			await fitting(storage, cluster),
			context,
		);
		if (chosen.way === 'none') return {from: 'nowhere', source: 'asked'};
		if (chosen.way === 'existing') return {from: 'existing Secret', secret: chosen.secret, source: 'asked'};
		warn(chosen.credentials, ui);
		return {from: 'credentials', secret, credentials: chosen.credentials, profile: chosen.profile};
	}
	if (storage !== 's3') {
		// Pods on the own cloud of a storage usually have an identity of their own, so this is no error.
		report(`${words.noKeys}. ${whatToSet(storage)}`, ui);
		return {from: 'nowhere', source: `detected: no ${words.keys} here`};
	}
	ui.emit({event: 'step', step: 'secret', state: 'failed'});
	throw new WizardError('usage', `${words.noKeys}, and the pipeline has datasets on S3`, {
		code: 'NO_AWS_CREDENTIALS',
		detail: `kfp-wizard looked in ${words.lookedIn}.`,
		next: [
			{command: '--aws-profile NAME', when: 'to take them from a shared profile'},
			{command: 'aws configure', when: 'to add access keys to the profile default', here: true},
			{command: '--existing-secret', when: `to use a Secret that is on the cluster (--secret ${secret.value})`},
			{command: '--no-secret', when: 'if the pods have their own role'},
		],
	});
}

/** Secrets of the namespace that have the keys of the storage. */
async function fitting(storage: Storage, cluster: Cluster): Promise<readonly string[]> {
	const listed = await listSecretKeys(cluster);
	return listed.filter(({keys}) => storageWords[storage].isFitting(keys)).map(({name}) => name);
}

const whatToSet = (storage: Storage): string =>
	`The pipeline has datasets on ${storageWords[storage].name}: set ${storageWords[storage].toSet}, or --no-secret if the pods have ${storageWords[storage].identity}`;
