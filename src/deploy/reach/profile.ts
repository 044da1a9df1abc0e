// The namespace on a multi-user server: the profile that the experiment, the run and the Secret belong to.
import {homedir} from 'node:os';
import type {ServerAccess} from '../../kfp/api-call.ts';
import {dashboardNamespaces, sdkContextFile, sdkNamespace} from '../../kfp/profiles.ts';
import type {Cluster} from '../../kubernetes/kubectl.ts';
import {listProfiles} from '../../kubernetes/profiles.ts';
import type {Sourced} from '../../options/options.ts';
import {selectQuestion, textQuestion} from '../../options/questions.ts';
import {hasCode, type NextCommand, WizardError, withDetails} from '../../system/errors.ts';
import {nearest} from '../../system/nearest.ts';
import {quote} from '../../system/text.ts';
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
	const profiles = await listed({dashboard, cluster});
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

async function listed({dashboard, cluster}: ProfileSources): Promise<readonly string[]> {
	const shown = dashboard === undefined ? [] : await dashboardNamespaces(dashboard);
	return shown.length > 0 || cluster === undefined ? shown : listProfiles(cluster);
}

const isAnother = ({command}: NextCommand): boolean => command.startsWith('--namespace ');

/** Profiles that are named instead of one that is refused. */
const most = 3;

/** @throws the error of the work, with the profiles of the user where the namespace is refused: there may be none of its name. */
export async function withProfiles<T>(
	work: Promise<T>,
	namespace: string,
	sources: () => Promise<ProfileSources>,
): Promise<T> {
	try {
		return await work;
	} catch (error) {
		// A login that is refused would not list them either.
		if (!hasCode(error, 'KFP_DENIED') || !error.next.some(isAnother)) throw error;
		const profiles = await sources()
			.then(listed)
			.catch(() => []);
		const others = profiles.filter(name => name !== namespace);
		const near = nearest(namespace, others);
		const likely = near === undefined ? others.slice(0, most) : [near];
		if (likely.length === 0) throw error;
		throw withDetails(error, {
			next: [
				...likely.map(name => ({command: `--namespace ${quote(name)}`, when: `to use the profile ${name}`})),
				...error.next.filter(one => !isAnother(one)),
			],
		});
	}
}

function missing(profiles: readonly string[]): WizardError {
	const known = profiles.length === 0 ? '' : `: ${profiles.join(', ')}`;
	return new WizardError('usage', 'Missing required options (not interactive): --namespace NS', {
		code: 'MISSING_ANSWER',
		detail: 'This server has several users: runs and Secrets belong to a profile, which is a namespace.',
		next: [{command: '--namespace NS', when: `your Kubeflow profile${known}`}],
	});
}
