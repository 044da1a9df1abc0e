// The namespace on a multi-user server: the profile that the experiment, the run and the Secret belong to.
import {homedir} from 'node:os';
import type {ServerAccess} from '../../kfp/api-call.ts';
import {dashboardNamespaces, sdkContextFile, sdkNamespace} from '../../kfp/profiles.ts';
import type {Cluster} from '../../kubernetes/kubectl.ts';
import {listProfiles} from '../../kubernetes/profiles.ts';
import type {Sourced} from '../../options/options.ts';
import {selectQuestion, textQuestion} from '../../options/questions.ts';
import {WizardError} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';

export type ProfileSources = {
	/** `undefined` where the host is a port-forward, which no dashboard stands in front of. */
	readonly dashboard: ServerAccess | undefined;
	readonly cluster: Cluster | undefined;
};

/**
 * What the KFP SDK has saved, else the only profile that the dashboard or the cluster lists, else the answer to a question.
 * @throws WizardError `usage` with the profiles without questions.
 */
export async function profileNamespace({dashboard, cluster}: ProfileSources, {ui, env}: Context): Promise<Sourced> {
	const saved = await sdkNamespace(env['HOME'] ?? homedir());
	if (saved !== undefined) return {value: saved, source: `~/${sdkContextFile}`};
	const shown = dashboard === undefined ? [] : await dashboardNamespaces(dashboard);
	const profiles = shown.length > 0 || cluster === undefined ? shown : await listProfiles(cluster);
	const [only, ...more] = profiles;
	if (only !== undefined && more.length === 0) return {value: only, source: 'detected: your profile'};
	if (!ui.interactive) throw missing(profiles);
	const help = 'This server has several users: runs and Secrets belong to a profile, which is a namespace.';
	const value =
		only === undefined
			? await ui.ask(textQuestion('namespace', {message: 'Which profile?', help}))
			: await ui.ask(
					selectQuestion(
						'namespace',
						profiles.map(name => ({value: name})),
						{message: 'Which profile?', help},
					),
				);
	return {value, source: 'asked'};
}

function missing(profiles: readonly string[]): WizardError {
	const known = profiles.length === 0 ? '' : `: ${profiles.join(', ')}`;
	return new WizardError('usage', 'Missing required options (not interactive): --namespace NS', {
		code: 'MISSING_ANSWER',
		detail: 'This server has several users: runs and Secrets belong to a profile, which is a namespace.',
		next: [{command: '--namespace NS', when: `your Kubeflow profile${known}`}],
	});
}
