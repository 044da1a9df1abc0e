// The plan while it is being answered: the cursor moves over editable rows and actions; a row is edited in place.
import type {ConfirmQuestion, PlanAction, PlanQuestion, SelectQuestion, TextQuestion} from '../../../ui.ts';
import {type Answered, answered, type Outcome} from '../bindings.ts';
import {openConfirm, type OpenConfirm} from '../confirm/state.ts';
import {openList, type OpenList} from '../list/state.ts';
import {openText, type OpenText} from '../text/state.ts';

type Edit = OpenList | OpenText | OpenConfirm;

export type OpenPlan = {
	readonly kind: 'plan';
	readonly question: PlanQuestion;
	/** Index among the stops. */
	readonly cursor: number;
	/** The question of the row under the cursor while it is being changed. */
	readonly edit: Edit | undefined;
	/** Rows of the table that are scrolled out at the top; the row under the cursor stays in sight. */
	readonly top: number;
};

export type Action = {readonly do: 'go' | 'cancel' | PlanAction['do']; readonly label: string; readonly hint?: string};

/** Where the cursor can stand. */
export type Stop =
	| {readonly kind: 'row'; readonly name: string; readonly index: number}
	| {readonly kind: 'action'; readonly action: Action};

export const actionsOf = ({actions = []}: PlanQuestion): readonly Action[] => [
	{do: 'go', label: 'Go ahead'},
	...actions,
	{do: 'cancel', label: 'Cancel'},
];

/** The values that can be changed, in their order, and then the actions. */
const stopsOf = (question: PlanQuestion): readonly Stop[] => [
	...question.plan.values.flatMap(({name}, index) =>
		question.edits?.[name] === undefined ? [] : [{kind: 'row' as const, name, index}],
	),
	...actionsOf(question).map(action => ({kind: 'action' as const, action})),
];

/** Going ahead is under the cursor, unless a row has just been changed: then that row is. */
export function openPlan(question: PlanQuestion, before?: OpenPlan): OpenPlan {
	const stops = stopsOf(question);
	const left = before?.edit === undefined ? undefined : stopAt(before);
	const same = stops.findIndex(stop => left?.kind === 'row' && stop.kind === 'row' && stop.name === left.name);
	const go = stops.findIndex(stop => stop.kind === 'action');
	return {kind: 'plan', question, cursor: same === -1 ? go : same, edit: undefined, top: before?.top ?? 0};
}

export const stopAt = ({question, cursor}: OpenPlan): Stop | undefined => stopsOf(question)[cursor];

/** Single steps wrap around at the ends. */
export function move(plan: OpenPlan, by: number): OpenPlan {
	const {length} = stopsOf(plan.question);
	return {...plan, cursor: (plan.cursor + by + length) % length};
}

export const moveTo = (plan: OpenPlan, end: 'first' | 'last'): OpenPlan => ({
	...plan,
	cursor: end === 'first' ? 0 : stopsOf(plan.question).length - 1,
});

/** Takes the action under the cursor, or begins to change the row under it. */
export function enter(plan: OpenPlan): OpenPlan | Answered {
	const stop = stopAt(plan);
	if (stop?.kind === 'action') return answered(plan.question, {do: stop.action.do});
	const question = stop === undefined ? undefined : plan.question.edits?.[stop.name];
	return question === undefined ? plan : {...plan, edit: editing(question)};
}

/** Esc always leads out of the row. */
function editing(question: SelectQuestion | TextQuestion | ConfirmQuestion): Edit {
	switch (question.kind) {
		case 'select':
			return openList({...question, back: true});
		case 'text':
			return openText({...question, back: true});
		case 'confirm':
			return openConfirm({...question, back: true});
	}
}

/** What a key did to the row that is being changed. */
export function afterEdit(plan: OpenPlan, next: Edit | Outcome): OpenPlan | Answered {
	const stop = stopAt(plan);
	if (next.kind === 'back' || stop?.kind !== 'row') return {...plan, edit: undefined};
	if (next.kind !== 'answered') return {...plan, edit: next};
	const {value} = next;
	if (typeof value !== 'string' && typeof value !== 'boolean') return plan;
	// The same value is no change: nothing is computed again.
	if (value === plan.edit?.question.initial) return {...plan, edit: undefined};
	return answered(plan.question, {do: 'change', name: stop.name, value});
}
