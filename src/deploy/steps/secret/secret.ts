// Step 5: the Kubernetes Secret with the keys of the storage, which the tasks get as environment variables or as a file.
import {resolve} from 'node:path';
import type {Cluster} from '../../../kubernetes/kubectl.ts';
import {notCreated} from '../../../kubernetes/secret/preconditions.ts';
import {
	applySecret,
	mayWriteSecret,
	readLoss,
	readSecret,
	type SecretState,
} from '../../../kubernetes/secret/secret.ts';
import {isProjectSecret, isSame, projectMarkOf} from '../../../kubernetes/secret/state.ts';
import {isOff, isOn} from '../../../options/options.ts';
import type {Outcome} from '../../../schema/outcome.ts';
import {tidyPath} from '../../../system/files.ts';
import {defined} from '../../../system/defined.ts';
import {WizardError, withDetails} from '../../../system/errors.ts';
import type {Interview} from '../../interview/interview.ts';
import {withWays} from '../../interview/with-ways.ts';
import type {Done, Step} from '../../step.ts';
import {chooseKeys, type Keys, type Needs, wantedContent} from './keys.ts';
import type {Trial} from './trial.ts';
import {tryKeys} from './try-keys.ts';
import {refuseSecretFile, writeSecretFile} from './secret-file.ts';
import {waysToForeign, waysToSecret} from './ways.ts';
import {planApply, planFile, planExisting, planNamed, type SecretPlan, skip} from './plan.ts';

type Asked = Needs & {readonly keys: Keys};

/** What the cluster has; `undefined` where there is nothing to look at. */
type State =
	| {
			readonly secret: SecretState;
			readonly trial: Trial | undefined;
			/** What adopting it deletes, as far as the user has agreed to that. */
			readonly deletes?: readonly string[];
	  }
	/** With `--secret-file`: an absolute path that may be written. */
	| {readonly file: string}
	| undefined;

export const secretStep = {
	id: 'secret',
	title: 'Secret',

	async ask(needs, interview): Promise<Asked> {
		return {...needs, keys: await withWays(chooseKeys(needs, interview), waysToSecret, interview.ui)};
	},

	inspect: async (asked, interview) => withWays(inspect(asked, interview), waysToSecret, interview.ui),

	plan(asked, state): SecretPlan {
		const {keys, cluster} = asked;
		switch (keys.from) {
			case 'nowhere':
				return skip(undefined, [{name: 'no-secret', value: 'true', source: keys.source}]);
			case 'existing Secret':
				return planExisting(asked, keys, cluster, state && 'secret' in state ? state.secret : undefined);
			case 'credentials':
				if (state !== undefined && 'file' in state) return planFile(asked, keys, state.file);
				return cluster === undefined || state === undefined
					? planNamed(asked, keys)
					: planApply(asked, keys, cluster, state);
		}
	},

	async apply(plan, {ui, version, changed}) {
		if (plan.do === 'use') return done({namespace: plan.namespace, name: plan.secret.name, action: 'existing'});
		if (plan.do === 'write file') {
			const {file, namespace, secret, manifest} = plan;
			await writeSecretFile(file, manifest(version));
			changed(`wrote ${tidyPath(file)}`);
			return done({namespace, name: secret.name, action: 'written', file});
		}
		const {secret, cluster, identity: project, credentials, before, adopt, deletes} = plan;
		ui.emit({event: 'step', step: 'secret', state: 'active', detail: `applying ${cluster.namespace}/${secret.name}`});
		const {action} = await applySecret(cluster, {
			name: secret.name,
			project,
			values: credentials.values,
			version,
			adopt,
			before,
			deletes,
			...defined({expiresAt: credentials.expiresAt}),
		});
		if (action !== 'unchanged') changed(`${action} Secret ${cluster.namespace}/${secret.name}`);
		return done({namespace: cluster.namespace, name: secret.name, action});
	},
} satisfies Step<Needs, Asked, State, SecretPlan, NonNullable<Outcome['secret']>>;

async function inspect(asked: Asked, interview: Interview): Promise<State> {
	const {keys, cluster, options, identity} = asked;
	const {ui} = interview;
	const {secretFile} = options;
	if (secretFile !== undefined && keys.from === 'credentials') {
		if (keys.credentials === undefined) throw nothingToWrite(secretFile.value);
		const file = resolve(interview.cwd, secretFile.value);
		await refuseSecretFile(file, interview);
		return {file};
	}
	if (keys.from === 'nowhere' || cluster === undefined) return undefined;
	if (keys.from === 'existing Secret') return {secret: await readSecret(cluster, keys.secret.value), trial: undefined};
	const {secret, credentials, seen} = keys;
	const state =
		seen?.() ?? (await readSecret(cluster, secret.value, wantedContent(asked, secret, credentials, interview)));
	const isTried = !isOff(options.accessCheck) && credentials?.values['AWS_ACCESS_KEY_ID'] !== undefined;
	const [isAllowed, trial] = await Promise.all([
		isSame(state) || mayWriteSecret(cluster, state),
		isTried ? tryKeys(credentials, asked, interview) : undefined,
	]);
	if (!isAllowed) throw notAllowed(cluster);
	if (trial?.refused !== undefined && ui.interactive) throw keysRefused(trial.refused);
	for (const message of trial?.warnings ?? []) ui.emit({event: 'note', level: 'warning', step: 'secret', message});
	const isForeign = state.state !== 'absent' && identity !== undefined && !isProjectSecret(state, identity);
	if (!isForeign || !ui.interactive) return {secret: state, trial};
	const written = Object.keys(credentials?.values ?? {});
	const deletes = await readLoss(cluster, secret.value, written);
	if (!isOn(options.adoptSecret))
		throw withDetails(notCreated(cluster, secret.value, state, identity), {
			next: waysToForeign(secret.value, {written, deletes, mark: projectMarkOf(state)}),
		});
	return {secret: state, trial, deletes: options.adoptSecret?.source === 'asked' ? deletes : []};
}

type Applied = NonNullable<Outcome['secret']>;

const done = (value: Applied): Done<Applied> => ({
	value,
	outcome: {secret: value},
	detail: `${value.namespace}/${value.name} ${value.action}${value.file === undefined ? '' : ` to ${tidyPath(value.file)}`}`,
});

const nothingToWrite = (file: string): WizardError =>
	new WizardError('usage', `There are no keys to write into ${tidyPath(file)}: none were found on this machine`, {
		code: 'NO_AWS_CREDENTIALS',
		next: [
			{command: '--aws-profile NAME', when: 'to take them from a shared profile'},
			{command: 'aws configure', when: 'to add access keys to the profile default', here: true},
		],
	});

const keysRefused = (reason: string): WizardError =>
	new WizardError('denied', `AWS refuses these keys: ${reason}`, {
		code: 'AWS_KEYS_REFUSED',
	});

const notAllowed = ({context, namespace}: Cluster): WizardError =>
	new WizardError('denied', `You may not write Secrets in namespace ${namespace} of ${context}`, {
		code: 'SECRET_FORBIDDEN',
		next: [
			{command: '--existing-secret', when: 'to use one that an administrator created'},
			{command: '--secret-file PATH', when: 'to write the Secret to a file that an administrator can apply'},
			{command: '--no-secret', when: 'if the pods have their own role'},
		],
	});
