// After the deploy: follows the run that it started, where that is wanted.
import {explain} from '../checks/explain-failure.ts';
import {followInUi} from '../follow/keys.ts';
import {isOff, isOn, type Options} from '../options/options.ts';
import {openCluster} from '../kubernetes/kubectl.ts';
import type {Outcome} from '../schema/outcome.ts';
import {asWizardError, WizardError} from '../system/errors.ts';
import {defined} from '../system/defined.ts';
import type {Context} from '../ui/context.ts';
import type {Chosen} from './plan.ts';
import {checkSelection} from './steps/checks/run.ts';
import {deployHeader} from './steps.ts';

/** Whether the run is followed: by default where questions can be asked, since somebody is there. */
const isFollowed = ({follow, detach, wait}: Options, interactive: boolean): boolean => {
	if (isOn(wait) || isOn(follow)) return true;
	return interactive && !isOn(detach) && !isOff(follow);
};

/** `--timeout-run` in milliseconds. */
export const limitOf = ({timeoutRun}: Options): number | undefined =>
	timeoutRun === undefined ? undefined : timeoutRun.value * 1000;

/**
 * The outcome of the deploy with that of its run.
 * @throws WizardError `run` with the outcome where the run did not succeed; as of `followRun`.
 */
export async function followDeployed(chosen: Chosen, outcome: Outcome, context: Context): Promise<Outcome> {
	const {options, selection, connection} = chosen;
	const {ui} = context;
	const {run: started} = outcome;
	if (connection === undefined || started === undefined || !isFollowed(options, ui.interactive)) return outcome;
	const {client, url} = connection;
	const run = await client.getRun(started.id);
	if (run === undefined) return outcome;
	const header = deployHeader(options, selection.project, connection);
	ui.begin({...header, steps: [...header.steps, {id: 'follow', title: 'Follow'}]});
	const {nodes} = selection.pipeline;
	const {findings} = checkSelection(selection, undefined, options);
	const cluster = connection.cluster ?? (await perhapsCluster(chosen, context));
	const merged = (ended: Outcome): Outcome => ({
		...outcome,
		...ended,
		run: {...started, ...defined({state: ended.run?.state, seconds: ended.run?.seconds})},
	});
	try {
		const ended = await followInUi(
			{client, url, cluster, run, explain: (task, lines) => explain(task.nodes, lines, {nodes, findings})},
			ui,
			{limit: limitOf(options), canDetach: !isOn(options.wait)},
		);
		return merged(ended);
	} catch (thrown) {
		const error = asWizardError(thrown);
		throw Object.assign(error, {outcome: merged(error.outcome)});
	}
}

/** A deploy without a Secret has not opened a kube context; pods and logs are read where there is one. */
async function perhapsCluster({options, connection}: Chosen, {ui, env}: Context) {
	if (connection === undefined) return undefined;
	const {context} = options;
	return openCluster({
		namespace: connection.namespace.value,
		env,
		signal: ui.signal,
		yes: false,
		...defined({context: context?.value}),
	}).catch((error: unknown) => {
		if (error instanceof WizardError && error.kind !== 'cancelled') return undefined;
		throw error;
	});
}
