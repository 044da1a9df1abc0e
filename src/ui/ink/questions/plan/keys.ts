// The keys of the plan: its own, or those of the row that is being changed.
import {roomFor, type Size} from '../../layout.ts';
import {answered, backKeys, type Binding, type Outcome} from '../bindings.ts';
import {confirmKeys} from '../confirm/keys.ts';
import {listKeys} from '../list/keys.ts';
import {pasteIntoList} from '../list/state.ts';
import {type Action, afterEdit, enter, move, moveTo, type OpenPlan, stopAt} from './state.ts';
import {planOverflow, planWindow} from './layout.ts';
import {textKeys} from '../text/keys.ts';
import {insert} from '../text/state.ts';
import {defined} from '../../../../system/defined.ts';

export function keysOfPlan({edit}: OpenPlan): readonly Binding<OpenPlan>[] {
	switch (edit?.kind) {
		case undefined:
			return planKeys;
		case 'list':
			return listKeys.map(binding => within(binding, edit));
		case 'text':
			return textKeys.map(binding => within(binding, edit));
		case 'confirm':
			return confirmKeys.map(binding => within(binding, edit));
	}
}

/** A key of the row's question as one of the plan. */
function within<E extends NonNullable<OpenPlan['edit']>>(
	{keys, name, label, bar, when, run}: Binding<E, E | Outcome>,
	edit: E,
): Binding<OpenPlan> {
	const shown = typeof label === 'function' ? label(edit) : label;
	return {
		keys,
		...defined({name, label: shown === 'back' ? 'cancel' : shown, bar}),
		when: (_, size) => when?.(edit, size) ?? true,
		run: (plan, key, size) => afterEdit(plan, run(edit, key, size)),
	};
}

export function pasteIntoPlan(plan: OpenPlan, pasted: string): OpenPlan {
	if (plan.edit?.kind === 'text') return {...plan, edit: insert(plan.edit, pasted)};
	if (plan.edit?.kind === 'list') return {...plan, edit: pasteIntoList(plan.edit, pasted)};
	return plan;
}

/** Scrolls by windows; `Infinity` goes to an end. */
function scroll(plan: OpenPlan, by: number, size: Size): OpenPlan {
	const room = roomFor(size);
	const rows = Number.isFinite(by) ? by * Math.max(1, planWindow(plan, room) - 1) : by;
	return {...plan, top: Math.min(Math.max(0, plan.top + rows), planOverflow(plan, room))};
}

const scrolls = (plan: OpenPlan, size: Size): boolean => planOverflow(plan, roomFor(size)) > 0;
const onRow = (plan: OpenPlan): boolean => stopAt(plan)?.kind === 'row';

/** A letter that takes an action wherever the cursor is. */
const actionKey = (key: string, action: 'report' | 'upload', label: string): Binding<OpenPlan> => ({
	keys: [key],
	name: key,
	label,
	bar: true,
	when: ({question}) => question.actions?.some(one => one.do === action) === true,
	run: ({question}) => answered(question, {do: action}),
});

const planKeys: readonly Binding<OpenPlan>[] = [
	{
		keys: ['up', 'k', 'ctrl-p'],
		name: 'upDown',
		label: ({question}) => (question.edits === undefined ? 'move' : 'rows and actions'),
		bar: true,
		run: plan => move(plan, -1),
	},
	{keys: ['down', 'j', 'ctrl-n', 'tab'], run: plan => move(plan, 1)},
	{keys: ['enter'], name: 'enter', label: plan => (onRow(plan) ? 'change' : nameOf(plan)), bar: true, run: enter},
	{keys: ['e', 'right'], name: 'e', label: 'change', when: onRow, run: enter},
	actionKey('r', 'report', 'report'),
	actionKey('u', 'upload', 'upload the data'),
	backKeys(),
	{
		keys: ['pagedown', 'space'],
		name: 'pgup pgdn',
		label: 'scroll',
		bar: true,
		when: scrolls,
		run: (plan, _, size) => scroll(plan, 1, size),
	},
	{keys: ['pageup'], when: scrolls, run: (plan, _, size) => scroll(plan, -1, size)},
	{
		keys: ['home'],
		name: 'home end',
		label: 'first, last',
		run: (plan, _, size) => scroll(moveTo(plan, 'first'), -Infinity, size),
	},
	{keys: ['end'], run: (plan, _, size) => scroll(moveTo(plan, 'last'), Infinity, size)},
];

/** The action under the cursor as the hint bar names it. */
const doing: Readonly<Record<Action['do'], string>> = {
	go: 'go ahead',
	cancel: 'cancel',
	rehearse: 'rehearse',
	report: 'open the report',
	upload: 'upload',
	save: 'save',
};

function nameOf(plan: OpenPlan): string {
	const stop = stopAt(plan);
	return stop?.kind === 'action' ? doing[stop.action.do] : '';
}
