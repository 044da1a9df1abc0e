// The rows of the plan for what was given and has no row of its own yet: every value that counts is shown with its source.
import type {PlanValue} from '../schema/plan.ts';
import type {Given} from './options.ts';

/** How the program talks, which is no part of what it does. */
const manners: ReadonlySet<string> = new Set([
	'yes',
	'dry_run',
	'json',
	'plain',
	'accessible',
	'color',
	'verbose',
	'quiet',
]);

/** A switch that is off by its `--no-` flag is a row named `no-…`; a flag given several times is as many rows. */
export function givenValues(given: Given, shown: readonly PlanValue[]): readonly PlanValue[] {
	return Object.entries(given)
		.filter(([name]) => !manners.has(name))
		.flatMap(([name, {value, source}]): readonly PlanValue[] => {
			const row = {name: `${value === false ? 'no-' : ''}${name.replaceAll('_', '-')}`, source};
			if (shown.some(known => known.name === row.name)) return [];
			if (typeof value === 'boolean') return [{...row, value: 'true'}];
			return (typeof value === 'string' ? [value] : value).map(one => ({...row, value: one}));
		});
}
