// A run that is scripted reading by reading, on a clock that goes only as far as the test lets it.
import type {WatchClock} from '../../src/follow/watch.ts';
import {Run} from '../../src/kfp/schemas.ts';

export type ScriptedRow = readonly [name: string, state: string | undefined];

const start = Date.parse('2026-11-23T14:00:00Z');
const at = (second: number): string => new Date(start + second * 1000).toISOString();

/** A run in a state, with rows of tasks; active ones began 5 s before, ended ones end now. */
export function scriptedRun(state: string, rows: readonly ScriptedRow[] = [], second = 60): Run {
	const isFinal = ['SUCCEEDED', 'FAILED'].includes(state);
	return Run.parse({
		run_id: 'run-1',
		display_name: 'tide of 14:00',
		state,
		created_at: at(0),
		finished_at: isFinal ? at(second) : '1970-01-01T00:00:00Z',
		run_details: {
			task_details: rows.map(([display_name, own]) => ({
				display_name,
				...(own === undefined ? {} : {state: own}),
				start_time: at(second - 5),
				end_time: own === 'RUNNING' || own === 'PENDING' ? '0001-01-01T00:00:00Z' : at(second),
			})),
		},
	});
}

export type ScriptedClock = WatchClock & {
	/** The pauses so far, in milliseconds. */
	readonly pauses: readonly number[];
	/** The machine sleeps for so long during the next pause. */
	readonly nap: (milliseconds: number) => void;
};

/** Pauses take no time in the test. */
export function scriptedClock(): ScriptedClock {
	const pauses: number[] = [];
	let [up, monotonic, asleep] = [start, 0, 0];
	return {
		pauses,
		uptime: () => up,
		monotonic: () => monotonic,
		nap: milliseconds => void (asleep = milliseconds),
		sleep: async (milliseconds, signal) => {
			signal?.throwIfAborted();
			pauses.push(milliseconds);
			monotonic += milliseconds;
			up += milliseconds + asleep;
			asleep = 0;
			// The events of others come in between.
			await new Promise(resolve => void setImmediate(resolve));
		},
	};
}

/** Each reading gives the next of these; the last one stays. An error is thrown, a function is called. */
export function scriptedReadings(readings: readonly (Run | Error | undefined | (() => Run))[]) {
	let index = 0;
	const client = {
		getRun: async (): Promise<Run | undefined> => {
			// As every request: later.
			await new Promise(resolve => void setImmediate(resolve));
			const reading = readings[Math.min(index++, readings.length - 1)];
			if (reading instanceof Error) throw reading;
			return typeof reading === 'function' ? reading() : reading;
		},
	};
	return {client, count: () => index};
}
