// The Secret with the part of credentials.yml that the pipeline's datasets name, which every task reads as a file.
import {readCredentials} from '../../../kedro/read-credentials.ts';
import {kubectlCommand} from '../../../kubernetes/kubectl-command.ts';
import type {Cluster} from '../../../kubernetes/kubectl.ts';
import {nextName} from '../../../kubernetes/names.ts';
import {refuseValues} from '../../../kubernetes/secret/manifest.ts';
import {applySecret, readSecret, type SecretState} from '../../../kubernetes/secret/secret.ts';
import {isProjectSecret, secretOwner} from '../../../kubernetes/secret/state.ts';
import {isOn, type Options, planValue, textOf} from '../../../options/options.ts';
import type {Outcome} from '../../../schema/outcome.ts';
import type {Change, PlanValue} from '../../../schema/plan.ts';
import type {Credentials, Project} from '../../../schema/project.ts';
import {WizardError, withDetails} from '../../../system/errors.ts';
import {quote} from '../../../system/text.ts';
import {createdByFormer, type ProjectIdentity} from '../../../system/project-identity.ts';
import type {Sensitive} from '../../../system/secrets.ts';
import type {Interview} from '../../interview/interview.ts';
import {pipelineOfRun} from '../../other-pipelines.ts';
import type {Selection} from '../../selection.ts';
import type {Planned, SkipPlan, Step} from '../../step.ts';
import {credentialsNeed, namesAndKeys} from './need.ts';
import {type CredentialsSecret, standardKey} from './secret-file.ts';

type Needs = {
	readonly selection: Selection;
	readonly options: Options;
	readonly cluster: Cluster | undefined;
	/** `undefined` where the spec only names the Secret. */
	readonly identity?: ProjectIdentity | undefined;
};

/** `undefined` where there is nothing to look at. */
type State =
	/** kfp-wizard did not create the Secret, or its values are not on this machine. */
	| {readonly is: 'used'; readonly there: SecretState}
	| {readonly is: 'missing'; readonly names: readonly string[]}
	| {readonly is: 'written'; readonly there: SecretState; readonly text: Sensitive; readonly adopt: boolean}
	| undefined;

export type CredentialsPlan = Planned &
	(
		| (SkipPlan & {readonly secret: CredentialsSecret | undefined})
		| {readonly do: 'use'; readonly secret: CredentialsSecret; readonly namespace: string}
		| {
				readonly do: 'apply';
				readonly secret: CredentialsSecret;
				readonly text: Sensitive;
				readonly before: SecretState;
				readonly cluster: Cluster;
				readonly identity: ProjectIdentity;
				readonly adopt: boolean;
		  }
	);

/** What the values are read with. */
type Reader = Pick<Interview, 'env'> & {
	readonly ui: Pick<Interview['ui'], 'signal'>;
	readonly readings: Pick<Interview['readings'], 'credentials'>;
};

type Applied = NonNullable<Outcome['credentials']>;

export const credentialsStep = {
	id: 'credentials',
	title: 'Credentials',

	ask: async (needs: Needs) => needs,

	/** @throws WizardError where the values cannot be read, or no Secret can have them. */
	async inspect({selection, options, cluster, identity}, interview: Reader): Promise<State> {
		const secret = textOf(options.credentialsSecret);
		const {wanted, empty} = credentialsNeed(selection.project, pipelineOfRun(selection));
		if (secret === undefined || cluster === undefined || identity === undefined || wanted.length === 0)
			return undefined;
		const there = await readSecret(cluster, secret.value);
		// On a terminal the user adopts the Secret of the storage keys, not this one.
		const adopt = isOn(options.adoptSecret) && options.adoptSecret?.source !== 'asked';
		const missing = wanted.filter(({environment}) => environment === null).map(({name}) => name);
		const isOwn = there.state === 'absent' || adopt || isProjectSecret(there, identity);
		if (!isOwn || (missing.length > 0 && there.state !== 'absent')) return {is: 'used', there};
		if (missing.length > 0) return {is: 'missing', names: missing};
		const names = wanted.map(({name}) => name);
		const text = await readValues(selection, {names, empty}, interview);
		refuseValues(secret.value, {[standardKey]: text});
		return {is: 'written', there, text, adopt};
	},

	plan({selection, options, cluster, identity}, state): CredentialsPlan {
		const {project} = selection;
		const option = textOf(options.credentialsSecret);
		if (option === undefined) return noCredentials;
		const {wanted} = credentialsNeed(project, pipelineOfRun(selection));
		if (wanted.length === 0) return skip('no dataset of this pipeline names credentials', undefined);
		const values = [planValue('credentials-secret', option), credentialsRow(wanted)];
		if (cluster === undefined || state === undefined || identity === undefined)
			return skip(`${option.value} is named in the spec only`, {name: option.value, key: standardKey}, values);
		if (state.is === 'used') return use(option.value, state.there, cluster, [planValue('credentials-secret', option)]);
		if (state.is === 'missing') throw missingCredentials(state.names, project, option.value, cluster);
		const {there, text, adopt} = state;
		return {
			do: 'apply',
			secret: {name: option.value, key: standardKey},
			text,
			before: there,
			cluster,
			identity,
			adopt,
			changes: [
				{
					action: there.state === 'absent' ? 'create' : 'update',
					what: 'secret',
					name: `${cluster.namespace}/${option.value}`,
					detail: [
						`${standardKey} with ${wanted.map(({name}) => name).join(', ')}`,
						...(secretOwner(there, identity) === 'former' ? [createdByFormer] : []),
					].join('; '),
				},
			],
			values,
		};
	},

	async apply(plan, {version, changed}) {
		const {secret} = plan;
		if (plan.do === 'use') return done({namespace: plan.namespace, name: secret.name, action: 'existing'});
		const {cluster, identity, text, before, adopt} = plan;
		const {action} = await applySecret(cluster, {
			name: secret.name,
			project: identity,
			values: {[secret.key]: text},
			version,
			adopt,
			before,
		}).catch(aboutCredentials);
		if (action !== 'unchanged') changed(`${action} Secret ${cluster.namespace}/${secret.name}`);
		return done({namespace: cluster.namespace, name: secret.name, action});
	},
} satisfies Step<Needs, Needs, State, CredentialsPlan, Applied>;

/** The error of a Secret names the options of the one with the keys of the storage. */
function aboutCredentials(error: unknown): never {
	if (!(error instanceof WizardError)) throw error;
	const next = error.next
		.filter(({command}) => !command.includes('--existing-secret'))
		.map(one => ({...one, command: one.command.replace(' --secret ', ' --credentials-secret ')}));
	throw withDetails(error, {next});
}

/** The text of a credentials.yml. Python reads it once for all that is asked between two changes of files. */
function readValues(
	{project, chosen}: Selection,
	{names, empty}: {readonly names: readonly string[]; readonly empty: readonly string[]},
	{readings, env, ui}: Reader,
): Promise<Sensitive> {
	const {executable: command, source} = project.python;
	const read = {root: project.root, python: {command, args: [], source}, environment: chosen.env.value};
	return readings.credentials([read, names, empty], () =>
		readCredentials({...read, env, signal: ui.signal}, names, empty),
	);
}

const skip = (
	reason: string,
	secret: CredentialsSecret | undefined,
	values: readonly PlanValue[] = [],
): CredentialsPlan => ({do: 'skip', reason, secret, changes: [], values});

/** Without `--credentials-secret`. */
export const noCredentials: CredentialsPlan = skip('none', undefined);

/** A Secret that kfp-wizard did not create, or whose values are not here, is used as it is. */
function use(name: string, state: SecretState, cluster: Cluster, values: readonly PlanValue[]): CredentialsPlan {
	const keys = state.state === 'present' ? state.keys : [standardKey];
	const key = keys.find(each => each === standardKey) ?? keys.find(each => /\.(?:ya?ml|json)$/.test(each));
	if (key === undefined)
		throw new WizardError('usage', `The Secret ${name} in namespace ${cluster.namespace} has no key ${standardKey}`, {
			code: 'SECRET_KEY_MISSING',
			detail: `Its keys: ${keys.join(', ') || 'none'}`,
			next: [
				{command: `kfp-wizard deploy --credentials-secret ${quote(nextName(name))}`, when: 'to create another Secret'},
			],
		});
	const change: Change = {
		action: 'keep',
		what: 'secret',
		name: `${cluster.namespace}/${name}`,
		detail: `${key}, used as it is`,
	};
	return {do: 'use', secret: {name, key}, namespace: cluster.namespace, changes: [change], values};
}

const credentialsRow = (wanted: readonly Credentials[]): PlanValue => ({
	name: 'credentials',
	value: namesAndKeys(wanted),
	source: `detected: ${[...new Set(wanted.map(({place}) => place?.file ?? 'not found'))].join(', ')}`,
});

const done = (value: Applied) => ({
	value,
	outcome: {credentials: value},
	detail: `${value.namespace}/${value.name} ${value.action}`,
});

function missingCredentials(names: readonly string[], project: Project, secret: string, cluster: Cluster): WizardError {
	const file = `${project.confSource}/${project.defaultEnvironment}/credentials.yml`;
	return new WizardError(
		'usage',
		`No credentials.yml has the credentials ${names.join(', ')}, and the Secret does not exist`,
		{
			code: 'CREDENTIALS_MISSING',
			detail: `Write them to ${file}, which stays on this machine, or create the Secret yourself with a key ${standardKey}.`,
			next: [
				{
					command: kubectlCommand(cluster, `create secret generic ${quote(secret)} --from-file=${standardKey}=PATH`),
					when: 'to create the Secret from a file with these credentials',
				},
				{command: '--credentials-secret NAME', when: 'to use another Secret that is on the cluster'},
			],
		},
	);
}
