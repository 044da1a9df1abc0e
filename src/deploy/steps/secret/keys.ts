// Where the tasks of a deploy get their AWS keys from.
import {type AwsCredentials, findCredentials} from '../../../aws/credentials.ts';
import {isS3} from '../../../checks/data-location.ts';
import type {Cluster} from '../../../kubernetes/kubectl.ts';
import {readSecret} from '../../../kubernetes/secret/secret.ts';
import {isProjectSecret} from '../../../kubernetes/secret/state.ts';
import {isOff, type Options, type Sourced, textOf, valueOr} from '../../../options/options.ts';
import type {Project} from '../../../schema/project.ts';
import {defined} from '../../../system/defined.ts';
import {WizardError} from '../../../system/errors.ts';
import type {Context} from '../../../ui/context.ts';
import type {Ui} from '../../../ui/ui.ts';
import {projectId} from '../../names.ts';
import {askForKeys} from './aws-keys.ts';

export type Needs = {
	readonly project: Project;
	/** `undefined` where no cluster is used: the spec only names the Secret. */
	readonly cluster: Cluster | undefined;
	readonly options: Options;
};

/** Where the tasks get their AWS keys from. */
export type Keys =
	| {readonly from: 'nowhere'; readonly source: string}
	/** A Secret of the cluster, used as it is. */
	| {readonly from: 'existing Secret'; readonly secret: Sourced; readonly source: string}
	/** Keys found or typed here; none are found where the spec only names the Secret. */
	| {
			readonly from: 'credentials';
			readonly secret: Sourced;
			readonly credentials: AwsCredentials | undefined;
			readonly profile: string | undefined;
	  };

/** Asks where neither the options nor the cluster nor the environment says it. */
export async function chooseKeys(needs: Needs, {ui, env, platform}: Context): Promise<Keys> {
	const {project, cluster, options} = needs;
	if (isOff(options.secret)) return {from: 'nowhere', source: options.secret?.source ?? '--no-secret'};
	const secret = valueOr(textOf(options.secret), 'aws-secrets');
	const existing = options.existingSecret;
	if (existing !== undefined) return {from: 'existing Secret', secret, source: existing.source};
	const credentials = await findCredentials({env, platform, ...defined({profile: options.awsProfile?.value})});
	warn(credentials, ui);
	if (credentials !== undefined || cluster === undefined)
		return {from: 'credentials', secret, credentials, profile: undefined};
	return withoutCredentials(project, secret, cluster, {ui, env, platform});
}

function warn(credentials: AwsCredentials | undefined, ui: Ui): void {
	for (const message of credentials?.warnings ?? [])
		ui.emit({event: 'note', level: 'warning', step: 'secret', message});
}

/** No AWS keys here: this project's Secret on the cluster is used; without S3 none is needed; else the user is asked. */
async function withoutCredentials(
	project: Project,
	secret: Sourced,
	cluster: Cluster,
	context: Pick<Context, 'ui' | 'env' | 'platform'>,
): Promise<Keys> {
	const {ui} = context;
	const state = await readSecret(cluster, secret.value);
	if (isProjectSecret(state, projectId(project.package)))
		return {from: 'existing Secret', secret, source: 'detected: created by kfp-wizard, and no AWS keys here'};
	if (!usesS3(project)) return {from: 'nowhere', source: 'detected: no dataset on S3'};
	if (ui.interactive) {
		const chosen = await askForKeys(secret, state.state !== 'absent', context);
		if (chosen.way === 'none') return {from: 'nowhere', source: 'asked'};
		if (chosen.way === 'existing') return {from: 'existing Secret', secret: chosen.secret, source: 'asked'};
		warn(chosen.credentials, ui);
		return {from: 'credentials', secret, credentials: chosen.credentials, profile: chosen.profile};
	}
	ui.emit({event: 'step', step: 'secret', state: 'failed'});
	throw new WizardError('usage', 'No AWS keys were found, and the pipeline has datasets on S3', {
		code: 'NO_AWS_CREDENTIALS',
		detail: 'kfp-wizard looked in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and in the shared AWS files.',
		next: [
			{command: '--aws-profile NAME', when: 'to take them from a shared profile'},
			{command: '--existing-secret', when: `to use a Secret that is on the cluster (--secret ${secret.value})`},
			{command: '--no-secret', when: 'if the pods have their own role'},
		],
	});
}

const usesS3 = ({datasets}: Project): boolean => datasets.some(({value, inner}) => isS3(inner?.value ?? value ?? ''));
