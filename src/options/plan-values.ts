// Rows of the plan for options that were set and have no row yet: the plan shows every value that counts, with its source.
import type {PlanValue} from '../schema/plan.ts';
import {rowName} from './names.ts';
import {entriesOf, isDetected, type Options, specOf} from './options.ts';

/**
 * `no-build` for what is turned off; one row for each value of a list. None for an option whose opposite was answered: a
 * rerun command with both would do what the answer did not say.
 */
export function remainingPlanValues(options: Options, shown: readonly PlanValue[]): readonly PlanValue[] {
	return entriesOf(options)
		.filter(([name]) => specOf(name).communication !== true)
		.flatMap(([name, {value, source}]): readonly PlanValue[] => {
			const [row, opposite] =
				value === false ? [`no-${rowName(name)}`, rowName(name)] : [rowName(name), `no-${rowName(name)}`];
			if (shown.some(known => known.name === row || (known.name === opposite && !isDetected(known.source)))) return [];
			if (typeof value === 'boolean') return [{name: row, value: 'true', source}];
			const values: readonly unknown[] = Array.isArray(value) ? value : [value];
			return values.map(one => ({name: row, value: String(one), source}));
		});
}
