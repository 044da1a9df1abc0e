// Two datasets at one place, of which at least one is written.
import type {Finding} from '../../schema.ts';
import {locationOf} from '../entry.ts';
import {finding} from '../finding.ts';
import {baseName, datasetOf, outputs, usedNames} from '../flow.ts';
import type {Facts, Rule} from '../rule.ts';

const id = 'catalog/shared-place';

export const sharedPlace: Rule = {
	id,
	severity: 'varies',
	title: 'Two datasets of the pipeline are at one place',
	why: 'Kedro sees no connection between them, so their tasks run in any order or at once: they overwrite each other (error), or one reads before the other writes (warning).',
	fix: 'Use one dataset, or give each a place of its own',
	check: facts => {
		const written = new Set(outputs(facts).map(use => use.name));
		const placed = usedNames(facts).flatMap(name => {
			const value = place(name, facts);
			return value === undefined ? [] : [{name, value, written: written.has(name)}];
		});
		return placed.flatMap((one, index): readonly Finding[] => {
			if (!one.written) return [];
			const twin = placed.find(
				(other, at) =>
					other.value === one.value && baseName(other.name) !== baseName(one.name) && (!other.written || at < index),
			);
			if (twin === undefined) return [];
			return [
				finding({
					rule: id,
					severity: twin.written ? 'error' : 'warning',
					message: twin.written
						? `${twin.name} and ${one.name} are both written to ${one.value}: the later one wins`
						: `${one.name} is written to ${one.value}, where ${twin.name} is read: Kedro does not know that one must wait for the other`,
					fix: `Use one dataset for both, or give ${one.name} a place of its own`,
					place: datasetOf(facts, one.name)?.place,
					dataset: one.name,
				}),
			];
		});
	},
};

/** A path or URL; a table name says nothing without its database. */
function place(name: string, facts: Facts): string | undefined {
	const kind = facts.kindOf(name);
	if (kind !== 'remote' && kind !== 'local') return undefined;
	return locationOf(datasetOf(facts, name))?.value?.replace(/\/$/, '') ?? undefined;
}
