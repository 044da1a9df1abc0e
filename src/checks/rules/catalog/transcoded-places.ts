// Transcoded datasets whose entries have different data locations.
import {baseName, locationOf} from '../../../kedro/datasets.ts';
import {unique} from '../../collections.ts';
import {datasetOf, usedNames} from '../../data-flow.ts';
import {comparableLocation} from '../../data-location.ts';
import type {Facts} from '../../facts.ts';
import type {Rule} from '../../rule.ts';

export const catalogTranscodedPlaces: Rule = {
	id: 'catalog/transcoded-places',
	severity: 'error',
	title: 'The entries of a transcoded dataset have different data locations',
	why: 'Kedro treats `x@a` and `x@b` as one dataset. The node that reads it would look where no node has written.',
	fix: 'Give all of them the same path',
	check: facts => {
		const variants = usedNames(facts).filter(name => name.includes('@'));
		return unique(variants.map(baseName)).flatMap(base => judge(base, variants, facts));
	},
};

function judge(base: string, variants: readonly string[], facts: Facts) {
	const [first, ...others] = variants
		.filter(name => baseName(name) === base)
		.flatMap(name => {
			const location = locationOf(datasetOf(facts, name));
			return location === null ? [] : [{name, location}];
		});
	const other = others.find(each => comparableLocation(each.location) !== comparableLocation(first?.location ?? ''));
	if (first === undefined || other === undefined) return [];
	return [
		{
			message: `${first.name} is at ${first.location} and ${other.name} is at ${other.location}, but they are one dataset`,
			fix: `Give ${first.name} and ${other.name} the same path`,
			location: datasetOf(facts, other.name)?.place,
			dataset: other.name,
		},
	];
}
