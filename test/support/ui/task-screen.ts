// The screen of a rehearsal without Ink: its events one after the other, and what is drawn.
import type {Event} from '../../../src/schema/event.ts';
import {reduce} from '../../../src/ui/ink/state/reduce.ts';
import {initialState, type State} from '../../../src/ui/ink/state/state.ts';
import {active, done, header} from './events.ts';
import {middle, tide} from './tasks.ts';

export type Size = readonly [columns: number, rows: number];
export const begun = ([columns, rows]: Size): State =>
	reduce(initialState({columns, rows}, 'no cluster'), {
		type: 'begin',
		header: {
			...header,
			steps: [
				{id: 'spec', title: 'Spec'},
				{id: 'rehearsal', title: 'Rehearsal'},
			],
		},
	});
/** The events one after the other, 100 ms apart. */
export const playTasks = (events: readonly Event[], size: Size = [90, 24]): State =>
	events.reduce((state, event, index) => reduce(state, {type: 'event', event, now: index * 100}), begun(size));
export const start: readonly Event[] = [done('spec', 'tide-tables.yaml'), active('rehearsal', 'on this machine')];
export const half: readonly Event[] = [...start, tide, ...middle];
