// The Secret with the part of credentials.yml that the pipeline's datasets name, which every task reads as a file.
import {readCredentials} from '../../../kedro/read-credentials.ts';
import type {Cluster} from '../../../kubernetes/kubectl.ts';
import {applySecret, readSecret, type SecretState} from '../../../kubernetes/secret/secret.ts';
import {isProjectSecret, secretOwner} from '../../../kubernetes/secret/state.ts';
import {isOn, type Options, planValue, textOf} from '../../../options/options.ts';
import type {Outcome} from '../../../schema/outcome.ts';
import type {Change, PlanValue} from '../../../schema/plan.ts';
import type {Credentials, Project} from '../../../schema/project.ts';
import {WizardError} from '../../../system/errors.ts';
import {createdByFormer, type ProjectIdentity} from '../../../system/project-identity.ts';
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

/** The Secret on the cluster; `undefined` where there is nothing to look at. */
type State = SecretState | undefined;

export type CredentialsPlan = Planned &
	(
		| (SkipPlan & {readonly secret: CredentialsSecret | undefined})
		| {readonly do: 'use'; readonly secret: CredentialsSecret; readonly namespace: string}
		| {
				readonly do: 'apply';
				readonly secret: CredentialsSecret;
				/** Names of the credentials whose values are read, and of those that get none. */
				readonly names: readonly string[];
				readonly empty: readonly string[];
				readonly before: SecretState;
				readonly cluster: Cluster;
				readonly project: Project;
				readonly identity: ProjectIdentity;
				readonly environment: string;
				readonly adopt: boolean;
		  }
	);

type Applied = NonNullable<Outcome['credentials']>;

export const credentialsStep = {
	id: 'credentials',
	title: 'Credentials',

	ask: async (needs: Needs) => needs,

	async inspect({options, cluster}): Promise<State> {
		const secret = textOf(options.credentialsSecret);
		return secret === undefined || cluster === undefined ? undefined : readSecret(cluster, secret.value);
	},

	plan({selection, options, cluster, identity}, state): CredentialsPlan {
		const {project, chosen} = selection;
		const option = textOf(options.credentialsSecret);
		if (option === undefined) return noCredentials;
		const {wanted, empty} = credentialsNeed(project, pipelineOfRun(selection));
		if (wanted.length === 0) return skip('no dataset of this pipeline names credentials', undefined);
		const values = [planValue('credentials-secret', option), credentialsRow(wanted)];
		if (cluster === undefined || state === undefined || identity === undefined)
			return skip(`${option.value} is named in the spec only`, {name: option.value, key: standardKey}, values);
		// On a terminal the user adopts the Secret of the storage keys, not this one.
		const adopt = isOn(options.adoptSecret) && options.adoptSecret?.source !== 'asked';
		const missing = wanted.filter(({environment}) => environment === null);
		const isOwn = state.state === 'absent' || adopt || isProjectSecret(state, identity);
		if (!isOwn || (missing.length > 0 && state.state !== 'absent'))
			return use(option.value, state, cluster, [planValue('credentials-secret', option)]);
		if (missing.length > 0) throw missingCredentials(missing, project);
		return {
			do: 'apply',
			secret: {name: option.value, key: standardKey},
			names: wanted.map(({name}) => name),
			empty,
			before: state,
			cluster,
			project,
			identity,
			environment: chosen.env.value,
			adopt,
			changes: [
				{
					action: state.state === 'absent' ? 'create' : 'update',
					what: 'secret',
					name: `${cluster.namespace}/${option.value}`,
					detail: [
						`${standardKey} with ${wanted.map(({name}) => name).join(', ')}`,
						...(secretOwner(state, identity) === 'former' ? [createdByFormer] : []),
					].join('; '),
				},
			],
			values,
		};
	},

	async apply(plan, {ui, env, version, changed}) {
		const {secret} = plan;
		if (plan.do === 'use') return done({namespace: plan.namespace, name: secret.name, action: 'existing'});
		const {cluster, project, identity, environment, names, empty, before, adopt} = plan;
		const {executable: command, source} = project.python;
		const inspection = {root: project.root, python: {command, args: [], source}, env, environment, signal: ui.signal};
		const {action} = await applySecret(cluster, {
			name: secret.name,
			project: identity,
			values: {[secret.key]: await readCredentials(inspection, names, empty)},
			version,
			adopt,
			before,
		});
		if (action !== 'unchanged') changed(`${action} Secret ${cluster.namespace}/${secret.name}`);
		return done({namespace: cluster.namespace, name: secret.name, action});
	},
} satisfies Step<Needs, Needs, State, CredentialsPlan, Applied>;

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
			next: [{command: `kfp-wizard deploy --credentials-secret ${name}-2`, when: 'to create another Secret'}],
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

function missingCredentials(missing: readonly Credentials[], project: Project): WizardError {
	const names = missing.map(({name}) => name).join(', ');
	const file = `${project.confSource}/${project.defaultEnvironment}/credentials.yml`;
	return new WizardError('usage', `No credentials.yml has the credentials ${names}, and the Secret does not exist`, {
		code: 'CREDENTIALS_MISSING',
		detail: `Write them to ${file}, which stays on this machine, or create the Secret yourself with a key ${standardKey}.`,
	});
}
