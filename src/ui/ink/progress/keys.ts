// The keys while something is being worked on.
import type {Binding} from '../questions/bindings.ts';
import type {State} from '../state/state.ts';
import type {TaskList} from '../tasks/list.ts';

/** The list of tasks that the cursor moves in: only where a key acts on a task. */
function listOf({active, lists, actions}: State): TaskList | undefined {
	return active === undefined || actions.length === 0 ? undefined : lists[active.id];
}

const move =
	(by: number) =>
	(state: State): State => {
		const last = (listOf(state)?.tasks.length ?? 0) - 1;
		const from = state.selected ?? (by > 0 ? -1 : last + 1);
		return {...state, selected: Math.max(0, Math.min(last, from + by))};
	};

export const workKeys: readonly Binding<State, State>[] = [
	{
		keys: ['down', 'j'],
		name: 'upDown',
		label: 'task',
		bar: true,
		when: state => listOf(state) !== undefined,
		run: move(1),
	},
	{keys: ['up', 'k'], when: state => listOf(state) !== undefined, run: move(-1)},
	{keys: ['home'], when: state => listOf(state) !== undefined, run: move(-Infinity)},
	{keys: ['end'], when: state => listOf(state) !== undefined, run: move(Infinity)},
	{
		keys: ['v'],
		name: 'v',
		label: ({logHidden}) => (logHidden ? 'show the log' : 'hide the log'),
		bar: true,
		when: ({active, log, lists}) => active !== undefined && log.length > 0 && lists[active.id] === undefined,
		run: state => ({...state, logHidden: !state.logHidden}),
	},
];
