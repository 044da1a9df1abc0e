// Signals: the first one stops the work cleanly, and a second one ends the process at once.
import {endProcess} from './lost-terminal.ts';

const codes = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129} as const;

type SignalName = keyof typeof codes;

export type Interrupt = {
	readonly signal: AbortSignal;
	readonly abort: (name: SignalName) => void;
	/** Of a process that a signal stopped. */
	readonly exitCode: () => number;
};

export function watchSignals(): Interrupt {
	const controller = new AbortController();
	let code: number = codes.SIGINT;
	const abort = (name: SignalName): void => {
		if (controller.signal.aborted) return endProcess(codes[name]);
		code = codes[name];
		controller.abort();
	};
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => abort(name));
	return {signal: controller.signal, abort, exitCode: () => code};
}
