// The clock of the server, as its answers show it: the times of runs and versions are its own.
import {now} from '../system/clock.ts';
import type {AnswerHeaders} from '../system/direct-request.ts';
import {answeredAt} from '../system/http.ts';

export type ServerClock = {
	/** What the server's clock shows when that of this machine shows `time`. */
	readonly serverTime: (time: Date) => Date;
	readonly keep: (headers: AnswerHeaders) => void;
};

/** Milliseconds within which two clocks are alike: the header has whole seconds, and an answer takes its time. */
const alike = 10_000;

export function serverClock(): ServerClock {
	let ahead = 0;
	return {
		serverTime: time => new Date(time.getTime() + ahead),
		keep: headers => {
			const difference = answeredAt(headers) - now().getTime();
			ahead = Math.abs(difference) < alike ? 0 : difference;
		},
	};
}
