// The keys while something is being worked on.
import type {Binding} from '../questions/bindings.ts';
import type {State} from '../state/state.ts';

export const workKeys: readonly Binding<State, State>[] = [
	{
		keys: ['v'],
		name: 'v',
		label: ({logHidden}) => (logHidden ? 'show the log' : 'hide the log'),
		bar: true,
		when: ({active, log, lists}) => active !== undefined && log.length > 0 && lists[active.id] === undefined,
		run: state => ({...state, logHidden: !state.logHidden}),
	},
];
