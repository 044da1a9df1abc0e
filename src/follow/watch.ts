// Watches a run until it ends: reads it again and again, faster while things change, and outlives what comes between.
import type {KfpClient} from '../kfp/client.ts';
import type {Pod} from '../kubernetes/pods.ts';
import {cancelled, WizardError, withDetails} from '../system/errors.ts';
import {duration} from '../system/text.ts';
import {followAgain} from './follow-again.ts';
import type {Problem, ProblemFinder} from './problems.ts';
import {isSettled, type RunView, settled, viewRun} from './run-view.ts';
import type {PlannedTask} from './task-view.ts';

/** The clocks, in milliseconds: `uptime` goes on while the machine sleeps, `monotonic` may not. Neither can be set. */
export type WatchClock = {
	readonly uptime: () => number;
	readonly monotonic: () => number;
	/** Rejects when the signal fires. */
	readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

export type Watch = {
	readonly client: Pick<KfpClient, 'getRun'>;
	readonly runId: string;
	/** Tasks of the spec; `undefined` where it is not known. */
	readonly planned: readonly PlannedTask[] | undefined;
	/** Reads pods and finds causes; `undefined` without a cluster. */
	readonly finder: ProblemFinder | undefined;
	readonly clock: WatchClock;
	readonly signal: AbortSignal;
	/** Called after each reading. */
	readonly onView: (view: RunView, problems: ReadonlyMap<string, Problem>) => void;
	/** Called when the API, the cluster or this machine goes away, and when it is back. */
	readonly onNotice: (level: 'info' | 'warning', message: string) => void;
	/** Milliseconds; watching ends with an error after them. Default: no limit. */
	readonly limit?: number | undefined;
};

/** Milliseconds between two readings: KFP itself learns of changes about every ten seconds. */
const fastest = 3000;
const slowest = 10_000;
const podsEvery = 6000;
/** The longest pause while the server does not answer, and how long kfp-wizard waits for it to come back. */
const longestPause = 15_000;
const giveUpAfter = 15 * 60_000;
/** An uptime that runs so much ahead shows that the machine slept. */
const nap = 30_000;
/** Readings after the end for the rows to catch up. */
const lateReadings = 5;

/**
 * The run once it has ended.
 * @throws WizardError `cancelled` when the signal fired, `denied` when the login has expired, `RUN_GONE`, `RUN_TIMEOUT`,
 *   or the error of the server when it has not answered for a quarter of an hour.
 */
export async function watch(options: Watch): Promise<RunView> {
	const {client, runId, planned, finder, clock, signal, onView, limit} = options;
	const begun = clock.monotonic();
	const known = new Map<string, Pod>();
	const outage = outages(options);
	let view: RunView | undefined;
	let shown = '';
	let pause = fastest;
	let podsRead = Number.NEGATIVE_INFINITY;
	let late = 0;
	for (;;) {
		if (signal.aborted) throw cancelled();
		const run = await client.getRun(runId).catch((error: unknown) => outage.judge(error));
		if (run === undefined) throw runGone(runId);
		if (run !== 'no answer') {
			outage.over();
			const ended = run.finished_at !== null;
			if (finder !== undefined && (ended || clock.monotonic() - podsRead >= podsEvery)) {
				podsRead = clock.monotonic();
				const pods = await readPods(finder, ended || view === undefined, options);
				// Those that are no longer listed have succeeded, or are gone: what is known of them stays.
				for (const pod of pods) known.set(pod.name, pod);
			}
			const pods = [...known.values()];
			view = viewRun(run, pods, planned, view);
			if (view.outcome !== undefined && !isSettled(view) && ++late >= lateReadings) view = settled(view);
			const problems = await (finder?.find(view, pods, clock.monotonic()) ?? new Map<string, Problem>());
			onView(view, problems);
			if (isSettled(view)) return view;
			const now = JSON.stringify([view.state, view.tasks.map(({state, attempts}) => [state, attempts])]);
			pause = now === shown ? Math.min(slowest, pause * 1.3) : fastest;
			if (view.outcome !== undefined) pause = 500;
			shown = now;
		} else pause = Math.min(longestPause, pause * 1.5);
		const left = limit === undefined ? Number.POSITIVE_INFINITY : limit - (clock.monotonic() - begun);
		if (left <= 0) throw tooLong(runId, limit ?? 0);
		await rest(Math.min(pause, left), options);
	}
}

/** Waits, and reports it when the machine slept in between. */
async function rest(pause: number, {clock, signal, onNotice}: Watch): Promise<void> {
	const [up, monotonic] = [clock.uptime(), clock.monotonic()];
	await clock.sleep(pause, signal).catch(() => {
		throw cancelled();
	});
	const slept = Math.max(clock.uptime() - up, clock.monotonic() - monotonic) - pause;
	if (slept >= nap) onNotice('info', `This machine slept for ${duration(slept)}; the run went on`);
}

async function readPods(finder: ProblemFinder, all: boolean, {onNotice}: Watch): Promise<readonly Pod[]> {
	return finder.pods(all).catch((error: unknown) => {
		if (!(error instanceof WizardError) || error.kind === 'cancelled') throw error;
		onNotice('warning', `${error.message}; kfp-wizard follows the run through Kubeflow Pipelines alone`);
		return [];
	});
}

/** Keeps the account of a server that does not answer. */
function outages({clock, onNotice, runId}: Watch): {
	readonly judge: (error: unknown) => 'no answer';
	readonly over: () => void;
} {
	let since: number | undefined;
	let reported = false;
	let refused = 0;
	return {
		judge: error => {
			if (!(error instanceof WizardError) || error.kind === 'cancelled') throw error;
			// One refusal may be that of a proxy on its way; a login that has expired is refused again.
			if (error.kind === 'denied' && (++refused > 1 || error.code === 'LOGIN_LEFT')) throw expired(error, runId);
			if (error.kind !== 'outside' && error.kind !== 'denied') throw error;
			const now = clock.monotonic();
			since ??= now;
			if (now - since >= giveUpAfter) throw lost(error, now - since, runId);
			// One lost request is no outage.
			if (!reported && now > since) {
				reported = true;
				onNotice('warning', `${error.message}. The run goes on, and kfp-wizard tries again`);
			}
			return 'no answer';
		},
		over: () => {
			if (reported && since !== undefined)
				onNotice('info', `Kubeflow Pipelines answers again, after ${duration(clock.monotonic() - since)}`);
			since = undefined;
			reported = false;
			refused = 0;
		},
	};
}

export const runGone = (runId: string): WizardError =>
	new WizardError('outside', `The run ${runId} was deleted`, {
		code: 'RUN_GONE',
		next: [{command: 'kfp-wizard runs', when: 'to list the runs that are left'}],
	});

const tooLong = (runId: string, limit: number): WizardError =>
	new WizardError('run', `The run has not ended within ${duration(limit)} (--timeout-run); it goes on`, {
		code: 'RUN_TIMEOUT',
		next: [followAgain(runId), {command: `kfp-wizard terminate ${runId}`, when: 'to end it'}],
	});

/**
 * The same error, which does not mean that the run has ended. Flags are for following it again: the command that started it
 * would start another one.
 */
const goesOn = (error: WizardError, message: string, runId: string): WizardError => {
	const again = followAgain(runId);
	const next = error.next.map(one =>
		one.command.startsWith('--') ? {...one, command: [again.command, one.command].join(' ')} : one,
	);
	return withDetails(error, {message, next: [...next, again]});
};

const expired = (error: WizardError, runId: string): WizardError =>
	goesOn(error, `${error.message}. The run goes on`, runId);

const lost = (error: WizardError, time: number, runId: string): WizardError =>
	goesOn(error, `${error.message}, for ${duration(time)}. The run may go on`, runId);
