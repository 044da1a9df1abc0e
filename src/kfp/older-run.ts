// Two deploys at the same time: each looked for an active run before the other had started one. One run stays.
import {sleep} from '../system/clock.ts';
import type {KfpClient} from './client.ts';
import type {Run} from './schemas.ts';

/** Milliseconds in which the other deploy looks again, and ends its run if that is the younger one. */
const settling = 3000;

export type OlderRun = {
	/** The active runs of this deployment in the same experiment. */
	readonly active: () => Promise<readonly Run[]>;
	readonly pause?: number;
	readonly signal?: AbortSignal | undefined;
};

/**
 * The run of another deploy that started before this run, which is then terminated; `undefined` where this run stays. The
 * server's times are in seconds: of two runs of one second, that with the larger id ends. The other deploy may have looked
 * too early to see this run, so that the run that should stay ends if the other one is still there after a while.
 */
export async function yieldToOlder(client: KfpClient, own: Run, options: OlderRun): Promise<Run | undefined> {
	const {pause = settling, signal} = options;
	let rivals = await others(own, options);
	if (rivals.length === 0) return undefined;
	const shouldStay = rivals.every(rival => second(rival) === second(own) && own.run_id < rival.run_id);
	if (shouldStay) {
		await sleep(pause, signal);
		rivals = await others(own, options);
	}
	const [older] = rivals;
	if (older === undefined) return undefined;
	await client.terminateRun(own.run_id);
	return older;
}

/** The active runs that did not start after this one, the oldest first. */
const others = async (own: Run, {active}: OlderRun): Promise<readonly Run[]> =>
	(await active())
		.filter(run => run.run_id !== own.run_id && second(run) <= second(own))
		.toSorted((one, other) => second(one) - second(other));

const second = ({created_at}: Run): number => Math.floor(Date.parse(created_at ?? '') / 1000);
