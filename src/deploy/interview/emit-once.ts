// What was shown already is not shown again when the interview runs through it once more.
import type {Event, StepId} from '../../schema/event.ts';

export type EmitOnce = {
	readonly emit: (event: Event) => void;
	/** The work begins again: as long as its events are the same as before, none is emitted. */
	readonly rewind: () => void;
	/** A question is about to be asked: the active step is marked, and what follows is emitted. */
	readonly catchUp: () => void;
	/** What comes from here on is emitted, even if it is the same as before. */
	readonly forget: () => void;
};

export function emitOnce(emit: (event: Event) => void): EmitOnce {
	let emitted: string[] = [];
	let at = 0;
	let active: StepId | undefined;
	let shown: StepId | undefined;
	return {
		emit: event => {
			const words = JSON.stringify(event);
			if (event.event === 'step') active = event.state === 'active' ? event.step : undefined;
			if (emitted[at] === words) {
				at += 1;
				return;
			}
			emitted = [...emitted.slice(0, at), words];
			at += 1;
			shown = active;
			emit(event);
		},
		rewind: () => {
			at = 0;
		},
		catchUp: () => {
			emitted = emitted.slice(0, at);
			if (active === undefined || active === shown) return;
			shown = active;
			emit({event: 'step', step: active, state: 'active'});
		},
		forget: () => {
			emitted = [];
			at = 0;
		},
	};
}
