// How the room is shared out between the table of the plan, what stays in sight below it, and the actions.
import type {Change, Plan, PlanValue} from '../../../../schema/plan.ts';
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

/** Fewer rows than this have room for one row of warnings only. */
const roomForWarnings = 20;
const mostWarnings = 3;

/** Rows that the warnings take. */
export const heightOfWarnings = ({warnings = []}: OpenPlan['question'], room: number): number =>
	Math.min(warnings.length, room < roomForWarnings ? 1 : mostWarnings);

const places = ['host', 'context', 'namespace'];

/** Where the changes go: in sight also where the table is not. */
export const placesOf = ({values}: Plan): readonly PlanValue[] =>
	places.flatMap(place => values.find(({name}) => name === place) ?? []);

/** The room without what stands below the table: the warnings, and where not all fits a row with the places. */
export function roomForTable({question}: OpenPlan, table: number, actions: number, room: number): number {
	const left = Math.max(1, room - heightOfWarnings(question, room));
	const pinned = shareOut(table, actions, left).counted && placesOf(question.plan).length > 0;
	return pinned ? Math.max(1, left - 1) : left;
}

const severity: readonly Change['action'][] = ['delete', 'update', 'create', 'keep'];

/** The changes as a low window shows them: the most dangerous first. */
export const mostDangerousFirst = (plan: Plan): Plan => ({
	...plan,
	changes: plan.changes.toSorted((a, b) => severity.indexOf(a.action) - severity.indexOf(b.action)),
});

function shares(plan: OpenPlan, room: number): Shares {
	const [table, actions] = [planHeight(plan.question.plan), actionsOf(plan.question).length];
	return shareOut(table, actions, roomForTable(plan, table, actions, room));
}

/** Rows of the table that can be in sight at once while nothing is being changed. */
export const planWindow = (plan: OpenPlan, room: number): number => shares(plan, room).window;

/** Rows of the table that are out of sight. */
export const planOverflow = (plan: OpenPlan, room: number): number =>
	planHeight(plan.question.plan) - planWindow(plan, room);
