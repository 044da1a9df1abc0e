// Rows of the plan for options that were set and have no row yet: the plan shows every value that counts, with its source.
import type {PlanValue} from '../schema/plan.ts';
import {rowName} from './names.ts';
import {entriesOf, type Options, specOf} from './options.ts';

/** `no-build` for what is turned off; one row for each value of a list. */
export function remainingPlanValues(options: Options, shown: readonly PlanValue[]): readonly PlanValue[] {
	return entriesOf(options)
		.filter(([name]) => specOf(name).communication !== true)
		.flatMap(([name, {value, source}]): readonly PlanValue[] => {
			const row = `${value === false ? 'no-' : ''}${rowName(name)}`;
			if (shown.some(known => known.name === row)) return [];
			if (typeof value === 'boolean') return [{name: row, value: 'true', source}];
			const values: readonly unknown[] = Array.isArray(value) ? value : [value];
			return values.map(one => ({name: row, value: String(one), source}));
		});
}
