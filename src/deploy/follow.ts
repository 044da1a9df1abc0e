// After a run was started: follows it, where that is wanted.
import {explain} from '../checks/explain-failure.ts';
import {followAgain} from '../follow/follow-again.ts';
import type {FollowedRun} from '../follow/read-run.ts';
import {followInUi} from '../follow/keys.ts';
import {type Cluster, openCluster} from '../kubernetes/kubectl.ts';
import {isOff, isOn, type Options} from '../options/options.ts';
import type {Outcome} from '../schema/outcome.ts';
import {asWizardError, WizardError, withDetails} from '../system/errors.ts';
import {defined} from '../system/defined.ts';
import type {Context} from '../ui/context.ts';
import type {Connection} from './connection.ts';
import type {Chosen} from './plan.ts';
import {runPages} from './reach/open-page.ts';
import {serverFlagList} from './server-flags.ts';
import {checkSelection} from './steps/checks/run.ts';
import {clusterOf, deployHeader} from './steps.ts';

/** Whether a deploy follows its run: by default on a terminal, where somebody is there. */
export const followsDeployed = (
	options: Options,
	{ui, isTerminal}: {readonly ui: Pick<Context['ui'], 'interactive'>; readonly isTerminal: boolean},
): boolean => wantsFollowing(options) ?? (ui.interactive || (isTerminal && !isOn(options.json)));

/** True where a run must be followed, undefined where the options say nothing. */
export const wantsFollowing = ({follow, detach, wait}: Options): boolean | undefined => {
	if (isOn(wait) || isOn(follow)) return true;
	return isOn(detach) || isOff(follow) ? false : undefined;
};

/** `--timeout-run` in milliseconds. */
export const limitOf = ({timeoutRun}: Options): number | undefined =>
	timeoutRun === undefined ? undefined : timeoutRun.value * 1000;

/**
 * The outcome of the deploy, with that of its run where it is followed.
 * @throws WizardError `run` with the outcome where the run did not succeed; as of `followRun`.
 */
export async function followDeployed(chosen: Chosen, outcome: Outcome, context: Context): Promise<Outcome> {
	const {options, selection, connection} = chosen;
	const {ui} = context;
	if (connection === undefined || !followsDeployed(options, context)) return outcome;
	const header = deployHeader(options, selection.project, clusterOf(connection));
	ui.begin({...header, steps: [...header.steps, {id: 'follow', title: 'Follow'}]});
	const {nodes} = selection.pipeline;
	const {findings} = checkSelection(selection, undefined, options);
	return followStarted(await readerOf(connection, options, {nodes, findings}, context), outcome, options, context);
}

/** What a run is read with. `known`: what the project says of its tasks; without it only a missing package is explained. */
export async function readerOf(
	connection: Connection,
	options: Options,
	known: Parameters<typeof explain>[2],
	context: Context,
): Promise<Omit<FollowedRun, 'run'>> {
	return {
		client: connection.client,
		...runPages(connection, context),
		cluster: connection.cluster ?? (await perhapsCluster(options, connection.namespace.value, context)),
		flags: serverFlagList(options, connection),
		explain: ({nodes}, lines) => explain(nodes, lines, known),
	};
}

/**
 * Follows the run of an outcome; the outcome gets what following adds.
 * @throws WizardError `run` with the outcome where the run did not succeed; as of `followRun`.
 */
export async function followStarted(
	followed: Omit<FollowedRun, 'run'>,
	outcome: Outcome,
	options: Options,
	{ui}: Pick<Context, 'ui'>,
): Promise<Outcome> {
	const {run: started} = outcome;
	if (started === undefined) return outcome;
	const run = await followed.client.getRun(started.id).catch((thrown: unknown) => {
		throw notFollowed(asWizardError(thrown), started.id, followed, outcome);
	});
	if (run === undefined) return outcome;
	const merged = (ended: Outcome): Outcome => ({
		...outcome,
		...ended,
		// Whoever leaves a run still uploads its data and opens its page.
		...defined({next: ended.next === undefined ? outcome.next : [...ended.next, ...(outcome.next ?? [])]}),
		run: {...started, ...defined({state: ended.run?.state, seconds: ended.run?.seconds, compare: ended.run?.compare})},
	});
	try {
		return merged(await followInUi({...followed, run}, ui, {limit: limitOf(options), canDetach: !isOn(options.wait)}));
	} catch (thrown) {
		const error = asWizardError(thrown);
		throw Object.assign(error, {outcome: merged(error.outcome)});
	}
}

/** The run goes on. */
const notFollowed = (
	error: WizardError,
	id: string,
	{flags = []}: Pick<FollowedRun, 'flags'>,
	outcome: Outcome,
): WizardError => withDetails(error, {next: [...error.next, followAgain(id, flags, 'to follow the run')], outcome});

/** The cluster for pods and logs, where there is a kube context; following works without. */
async function perhapsCluster(
	{context, cache}: Options,
	namespace: string,
	{ui, env}: Pick<Context, 'ui' | 'env'>,
): Promise<Cluster | undefined> {
	// Pods and logs are only read, so a context that looks like production needs no confirmation.
	return openCluster({
		namespace,
		env,
		signal: ui.signal,
		cache: !isOff(cache),
		yes: false,
		...defined({context: context?.value}),
	}).catch((error: unknown) => {
		if (!(error instanceof WizardError) || error.kind === 'cancelled' || context !== undefined) throw error;
		const message = `${error.message}: pods and logs on the cluster are not looked at`;
		ui.emit({event: 'note', level: 'warning', step: 'follow', message});
		return undefined;
	});
}
