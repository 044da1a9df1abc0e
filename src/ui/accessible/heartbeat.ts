// A line every half minute during work: silence tells nothing without a screen.
import type {Event, EventOf} from '../../schema/event.ts';
import {titleOf} from '../views/step.ts';
import type {Header} from '../ui.ts';

const pace = 30_000;

export type Heartbeat = {
	readonly begin: (header: Header) => void;
	/** Called with every event. */
	readonly observe: (event: Event) => void;
	/** No line while a question is open: it would mix with the answer. */
	readonly quietDuring: <T>(work: () => Promise<T>) => Promise<T>;
	readonly stop: () => void;
};

export function heartbeat(show: (text: string) => void): Heartbeat {
	let header: Header | undefined;
	let step: EventOf<'step'>['step'] | undefined;
	let progress = '';
	let since = 0;
	let timer: NodeJS.Timeout | undefined;

	const stop = (): void => {
		clearInterval(timer);
		timer = undefined;
	};
	const start = (): void => {
		stop();
		if (step === undefined) return;
		since = performance.now();
		timer = setInterval(() => {
			const seconds = Math.round((performance.now() - since) / 1000);
			show(`still working on ${titleOf(step ?? 'project', header)}, ${spoken(seconds)}${progress}`);
		}, pace).unref();
	};

	return {
		begin: begun => {
			header = begun;
		},
		observe: event => {
			if (event.event === 'progress') {
				progress = `, ${event.what}: ${event.done} of ${event.total} ${event.unit}`;
			} else if (event.event === 'result') {
				stop();
			} else if (event.event === 'step' && event.state === 'active') {
				if (event.step === step && timer !== undefined) return;
				({step} = event);
				progress = '';
				start();
			} else if (event.event === 'step' && event.step === step) {
				step = undefined;
				stop();
			}
		},
		quietDuring: async work => {
			stop();
			try {
				return await work();
			} finally {
				start();
			}
		},
		stop,
	};
}

/** `30 seconds`, `2 minutes 30 seconds` */
function spoken(seconds: number): string {
	const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
	const of = (number: number, unit: string): string =>
		number === 0 ? '' : `${number} ${unit}${number === 1 ? '' : 's'}`;
	return [of(minutes, 'minute'), of(rest, 'second')].filter(Boolean).join(' ');
}
