// The rows of the KFP API about a run: by the name of their task, their times, and the Workflow that they belong to.
import type {Run} from '../kfp/schemas.ts';
import {withoutTry} from './argo-names.ts';
import type {Row} from './task-state.ts';

/** Rows by their name without the number of the try. */
export function rowsByName({run_details}: Run): ReadonlyMap<string, readonly Row[]> {
	const rows = new Map<string, Row[]>();
	for (const row of run_details?.task_details ?? []) {
		const name = withoutTry(row.display_name);
		const same = rows.get(name);
		if (same === undefined) rows.set(name, [row]);
		else same.push(row);
	}
	return rows;
}

/** The row of the whole Workflow is the one that the ids of all nodes begin with. */
export function workflowOf(rows: ReadonlyMap<string, readonly Row[]>, isV1: boolean): string | undefined {
	const child = [...rows.values()]
		.flat()
		.flatMap(({child_tasks}) => child_tasks.flatMap(({pod_name}) => pod_name ?? []))[0];
	const name = child?.replace(/-\d+$/, '');
	if (name !== undefined && rows.has(name)) return name;
	return isV1
		? undefined
		: [...rows.keys()].find(one => !/^(?:root|executor)$|-driver$/.test(one) && !rows.has(`${one}-driver`));
}

export const msOf = (time: string | null): number | undefined => {
	const value = time === null ? Number.NaN : Date.parse(time);
	return Number.isNaN(value) ? undefined : value;
};

const times = (rows: readonly Row[], key: 'start_time' | 'end_time'): readonly number[] =>
	rows.flatMap(row => msOf(row[key]) ?? []);

export function firstStart(rows: readonly Row[]): number | undefined {
	const all = times(rows, 'start_time');
	return all.length === 0 ? undefined : Math.min(...all);
}

export function lastEnd(rows: readonly Row[]): number | undefined {
	const all = times(rows, 'end_time');
	return all.length === 0 ? undefined : Math.max(...all);
}
