// How the room is shared out between the table of the plan and the actions below it.
import type {Plan} from '../../../../schema/plan.ts';
import {actionsOf, type OpenPlan} from './state.ts';

export type Shares = {
	/** Rows of the table that can be in sight at once. */
	readonly window: number;
	/** Whether there is a row that counts what is not. */
	readonly counted: boolean;
	readonly blank: boolean;
	/** Actions in sight. */
	readonly actions: number;
};

/** Below the title: the whole table if it fits, else the actions get half of the room at most. */
export function shareOut(table: number, actions: number, room: number): Shares {
	const free = Math.max(1, room - 1);
	if (table + actions <= free)
		return {window: table, counted: false, blank: table + actions < free && actions > 0, actions};
	const shown = Math.min(actions, Math.max(1, Math.floor(free / 2)));
	return {window: Math.max(1, free - shown - 1), counted: true, blank: false, actions: shown};
}

/** Rows that a plan takes in full; they are cut to the width, never wrapped. */
export const planHeight = ({changes, values}: Plan): number =>
	Math.max(1, changes.length) + (values.length === 0 ? 0 : values.length + 1);

/** The row of the table in which the value of that index stands. */
export const rowOfValue = ({changes}: Plan, index: number): number => Math.max(1, changes.length) + 1 + index;

const shares = ({question}: OpenPlan, room: number): Shares =>
	shareOut(planHeight(question.plan), actionsOf(question).length, room);

/** Rows of the table that can be in sight at once while nothing is being changed. */
export const planWindow = (plan: OpenPlan, room: number): number => shares(plan, room).window;

/** Rows of the table that are out of sight. */
export const planOverflow = (plan: OpenPlan, room: number): number =>
	planHeight(plan.question.plan) - planWindow(plan, room);
