// What a person was told already is not told again when the conversation runs through it once more.
import type {Event, StepId} from '../../schema/event.ts';

export type ToldOnce = {
	readonly emit: (event: Event) => void;
	/** The work begins again: as long as it tells the same as before, nobody hears it. */
	readonly rewind: () => void;
	/** A question is about to be asked: the step that the work has come to is marked, and what follows is news. */
	readonly catchUp: () => void;
	/** What is told from here on is news, even in the same words. */
	readonly forget: () => void;
};

export function toldOnce(emit: (event: Event) => void): ToldOnce {
	let told: string[] = [];
	let at = 0;
	let active: StepId | undefined;
	let shown: StepId | undefined;
	return {
		emit: event => {
			const words = JSON.stringify(event);
			if (event.event === 'step') active = event.state === 'active' ? event.step : undefined;
			if (told[at] === words) {
				at += 1;
				return;
			}
			told = [...told.slice(0, at), words];
			at += 1;
			shown = active;
			emit(event);
		},
		rewind: () => {
			at = 0;
		},
		catchUp: () => {
			told = told.slice(0, at);
			if (active === undefined || active === shown) return;
			shown = active;
			emit({event: 'step', step: active, state: 'active'});
		},
		forget: () => {
			told = [];
			at = 0;
		},
	};
}
