// What was shown already is not shown again when the interview runs through it once more.
import type {Event, EventOf, StepId} from '../../schema/event.ts';

export type EmitOnce = {
	readonly emit: (event: Event) => void;
	/** The work begins again: as long as its events are the same as before, none is emitted. */
	readonly rewind: () => void;
	/** A question is about to be asked: the active step is marked, and what follows is emitted. */
	readonly catchUp: () => void;
	/** What comes from here on is emitted, even if it is the same as before. */
	readonly forget: () => void;
	/** Nothing more is emitted by itself. */
	readonly stop: () => void;
};

/** Milliseconds of work in a step that was shown before, after which it is shown again: what takes long is not silent. */
const patience = 400;

export function emitOnce(emit: (event: Event) => void): EmitOnce {
	let emitted: string[] = [];
	let at = 0;
	let active: EventOf<'step'> | undefined;
	let shown: StepId | undefined;
	let late: NodeJS.Timeout | undefined;
	const catchUp = (): void => {
		clearTimeout(late);
		emitted = emitted.slice(0, at);
		if (active === undefined || active.step === shown) return;
		shown = active.step;
		emit(active);
	};
	return {
		emit: event => {
			clearTimeout(late);
			const words = JSON.stringify(event);
			if (event.event === 'step') active = event.state === 'active' ? event : undefined;
			if (emitted[at] === words) {
				at += 1;
				late = setTimeout(catchUp, patience);
				return;
			}
			emitted = [...emitted.slice(0, at), words];
			at += 1;
			shown = active?.step;
			emit(event);
		},
		rewind: () => {
			at = 0;
		},
		catchUp,
		stop: () => clearTimeout(late),
		forget: () => {
			emitted = [];
			at = 0;
		},
	};
}
