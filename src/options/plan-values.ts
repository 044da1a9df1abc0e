// Rows of the plan for options that were set and have no row yet: the plan shows every value that counts, with its source.
import type {PlanValue} from '../schema/plan.ts';
import {isContradicted} from './conflict-pairs.ts';
import {optionOfRow, rowName} from './names.ts';
import {entriesOf, isDetected, type Options, specOf} from './options.ts';
import {optionsFrom} from './resolve.ts';

/**
 * `no-build` for what is turned off; one row for each value of a list. None for an option whose opposite was answered, or
 * that contradicts an answer: a rerun command with both would do what the answer did not say, or be refused.
 */
export function remainingPlanValues(options: Options, shown: readonly PlanValue[]): readonly PlanValue[] {
	const answered = optionsIn(shown);
	return entriesOf(options)
		.filter(([name]) => specOf(name).communication !== true && answered[name] === undefined)
		.filter(([name]) => !isContradicted(name, answered))
		.flatMap(([name, {value, source}]): readonly PlanValue[] => {
			const row = `${value === false ? 'no-' : ''}${rowName(name)}`;
			if (shown.some(known => known.name === row)) return [];
			if (typeof value === 'boolean') return [{name: row, value: 'true', source}];
			const values: readonly unknown[] = Array.isArray(value) ? value : [value];
			return values.map(one => ({name: row, value: String(one), source}));
		});
}

/** Which options rows are for, and whether they are on; without detected ones, which a rerun detects anew. */
const optionsIn = (rows: readonly PlanValue[]): Options =>
	optionsFrom(
		rows
			.filter(({source}) => !isDetected(source))
			.flatMap(({name: row, source}) => {
				const option = optionOfRow(row);
				return option === undefined ? [] : [[option.name, {value: !option.off, source}] as const];
			}),
	);
