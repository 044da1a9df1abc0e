// Following where somebody is there: keys that detach, show a log, terminate and open the page, and a retry after a failure.
import {restartRun} from '../kfp/end-run.ts';
import {followLog} from '../kubernetes/logs.ts';
import type {Outcome} from '../schema/outcome.ts';
import {sleep} from '../system/clock.ts';
import {defined} from '../system/defined.ts';
import {hasCode, WizardError} from '../system/errors.ts';
import type {KeyAction, Ui} from '../ui/ui.ts';
import type {FollowedRun} from './read-run.ts';
import {followRun, type FollowOptions} from './follow.ts';
import {ownLines} from './own-lines.ts';
import type {RunView} from './run-view.ts';
import type {TaskView} from './task-view.ts';

export type FollowInUi = Pick<FollowOptions, 'limit' | 'clock'> & {
	/** False where the exit code must be that of the run: then nothing is asked either. */
	readonly canDetach: boolean;
};

/** Milliseconds between two looks for the log of a task that has none yet. */
const logEvery = 2000;

/** Follows a run, and again after a retry or a new login. @throws WizardError as of `followRun`. */
export async function followInUi(followed: FollowedRun, ui: Ui, options: FollowInUi): Promise<Outcome> {
	for (;;) {
		try {
			return await followWithKeys(followed, ui, options);
		} catch (error) {
			if (!ui.interactive || !options.canDetach || ui.signal.aborted) throw error;
			if (hasCode(error, 'RUN_FAILED') && (await wantsRetry(error, ui)))
				await restartRun(followed.client, followed.run.run_id, {signal: ui.signal});
			else if (!isRefused(error) || !(await hasLoggedIn(error, ui))) throw error;
		}
	}
}

/** Not where the user has just left the question that renews the login. */
const isRefused = (error: unknown): error is WizardError =>
	error instanceof WizardError && error.kind === 'denied' && error.code !== 'LOGIN_LEFT';

/** Whether a login that kfp-wizard cannot renew was renewed elsewhere, meanwhile. */
async function hasLoggedIn({message, next}: WizardError, ui: Ui): Promise<boolean> {
	const commands = next.map(({command, when = ''}) => `${command}  ${when}`.trim());
	const answer = await ui.ask({
		kind: 'select',
		name: 'login',
		message: `${message}. What next?`,
		...defined({help: commands.length === 0 ? undefined : commands.join('\n')}),
		flag: '--token-file PATH',
		aside: true,
		choices: [
			{value: 'again', label: 'Try again', hint: 'after you renewed your login'},
			{value: 'leave', label: 'Leave', hint: 'the run goes on'},
		],
		initial: 'again',
	});
	return answer === 'again';
}

async function wantsRetry({message, detail}: WizardError, ui: Ui): Promise<boolean> {
	const answer = await ui.ask({
		kind: 'select',
		name: 'after-run',
		message: `${message}. What next?`,
		...defined({help: detail}),
		flag: 'kfp-wizard retry',
		aside: true,
		choices: [
			{value: 'end', label: 'End here', hint: 'and show its tasks and their causes'},
			{value: 'retry', label: 'Retry', hint: 'its failed tasks and those after them run again'},
		],
		initial: 'end',
	});
	return answer === 'retry';
}

async function followWithKeys(followed: FollowedRun, ui: Ui, options: FollowInUi): Promise<Outcome> {
	const {cluster, client, run, openPage} = followed;
	let view: RunView | undefined;
	let detach = (): void => {};
	const detached = new Promise<void>(resolve => {
		detach = resolve;
	});
	const ended = new AbortController();
	let log: {readonly task: string; readonly stop: AbortController} | undefined;
	let isAsking = false;
	const note = (level: 'info' | 'warning', message: string): void =>
		ui.emit({event: 'note', level, step: 'follow', message});

	/** Until the signal fires; a task without a log gets one once its container has started. */
	const streamLog = async ({task, title}: TaskView, signal: AbortSignal): Promise<void> => {
		const isOwn = ownLines();
		const onLine = (line: string): void => {
			if (!signal.aborted && isOwn(line)) ui.emit({event: 'log', step: 'follow', line});
		};
		for (let tries = 0; !signal.aborted; tries++) {
			const pod = view?.tasks.find(one => one.task === task)?.pod;
			const started =
				cluster !== undefined && pod !== undefined && (await followLog(cluster, {pod, tail: 200}, onLine, signal));
			if (started) return;
			if (tries === 0) ui.emit({event: 'log', step: 'follow', line: `${title} has no log yet`});
			if (cluster === undefined) return;
			await sleep(logEvery, signal).catch(() => undefined);
		}
	};
	const hideLog = (): void => {
		log?.stop.abort();
		log = undefined;
	};
	const showLog = (task: string | undefined): void => {
		const shown = log?.task;
		hideLog();
		const chosen = view?.tasks.find(one => one.task === task) ?? view?.tasks.find(({state}) => state === 'running');
		if (chosen !== undefined && chosen.task !== shown) {
			const stop = new AbortController();
			log = {task: chosen.task, stop};
			offer();
			void streamLog(chosen, AbortSignal.any([stop.signal, ended.signal])).catch((error: unknown) => {
				if (error instanceof WizardError && error.kind !== 'cancelled') note('warning', error.message);
			});
			return;
		}
		offer();
	};
	const terminate = async (): Promise<void> => {
		if (isAsking) return;
		isAsking = true;
		try {
			const agreed = await ui.ask({
				kind: 'confirm',
				name: 'terminate',
				message: `Terminate the run ${run.display_name}?`,
				flag: 'kfp-wizard terminate',
				aside: true,
				initial: false,
			});
			if (!agreed) return;
			await client.terminateRun(run.run_id);
			note('info', 'The run is being terminated, which takes about 20 s');
		} catch (error) {
			if (error instanceof WizardError && error.kind !== 'cancelled') note('warning', error.message);
		} finally {
			isAsking = false;
		}
	};
	const offer = (): void => {
		const actions: readonly (KeyAction | undefined)[] = [
			options.canDetach ? {key: 'd', label: 'detach', press: () => detach()} : undefined,
			{key: 'l', label: log === undefined ? 'log' : 'hide the log', press: showLog},
			{key: 't', label: 'terminate', press: () => void terminate()},
			openPage === undefined ? undefined : {key: 'o', label: 'open', press: () => void openPage(run.run_id)},
		];
		ui.offer?.(actions.filter(action => action !== undefined));
	};

	offer();
	try {
		return await followRun(followed, ui, {
			...options,
			detached,
			onView: now => {
				view = now;
			},
		});
	} finally {
		hideLog();
		ended.abort();
		ui.offer?.([]);
	}
}
