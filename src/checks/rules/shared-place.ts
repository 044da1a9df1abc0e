// Two datasets at one place, of which at least one is written.
import type {Finding} from '../../schema.ts';
import {locationOf} from '../entry.ts';
import {finding} from '../finding.ts';
import {baseName, datasetOf, groupBy, outputs, usedNames} from '../flow.ts';
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
		const byPlace = groupBy(usedNames(facts), name => place(name, facts) ?? '');
		return [...byPlace].flatMap(([value, names]) => (value === '' ? [] : judge(value, names, written, facts)));
	},
};

/** One finding for each written dataset that shares the place with one read only, or with one written before it. */
function judge(value: string, names: readonly string[], written: ReadonlySet<string>, facts: Facts) {
	return names.flatMap((name, index): readonly Finding[] => {
		if (!written.has(name)) return [];
		const isTwin = (other: string, at: number) =>
			baseName(other) !== baseName(name) && (!written.has(other) || at < index);
		const twin = names.find(isTwin);
		if (twin === undefined) return [];
		const bothWritten = written.has(twin);
		return [
			finding({
				rule: id,
				severity: bothWritten ? 'error' : 'warning',
				message: bothWritten
					? `${twin} and ${name} are both written to ${value}: the later one wins`
					: `${name} is written to ${value}, where ${twin} is read: Kedro does not know that one must wait for the other`,
				fix: `Use one dataset for both, or give ${name} a place of its own`,
				place: datasetOf(facts, name)?.place,
				dataset: name,
			}),
		];
	});
}

/** A path or URL; a table name says nothing without its database. */
function place(name: string, facts: Facts): string | undefined {
	const kind = facts.kindOf(name);
	if (kind !== 'remote' && kind !== 'local') return undefined;
	return locationOf(datasetOf(facts, name))?.value?.replace(/\/$/, '') ?? undefined;
}
