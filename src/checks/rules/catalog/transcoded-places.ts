// Transcoded datasets whose two entries point to two places.
import {finding} from '../../finding.ts';
import {locationOf, samePlace} from '../../data-location.ts';
import {baseName, datasetOf, unique, usedNames} from '../../data-flow.ts';
import type {Facts, Rule} from '../../rule.ts';

const id = 'catalog/transcoded-places';

export const transcodedPlaces: Rule = {
	id,
	severity: 'error',
	title: 'The entries of a transcoded dataset point to different places',
	why: 'Kedro takes `x@a` and `x@b` for one dataset. The node that reads would look where nothing was written.',
	fix: 'Give all of them the same path',
	check: facts => {
		const variants = usedNames(facts).filter(name => name.includes('@'));
		return unique(variants.map(baseName)).flatMap(base => judge(base, variants, facts));
	},
};

function judge(base: string, variants: readonly string[], facts: Facts) {
	const placed = variants
		.filter(name => baseName(name) === base)
		.map(name => ({name, value: locationOf(datasetOf(facts, name))?.value}))
		.filter(({value}) => value !== undefined && value !== null);
	const [first, ...others] = placed;
	const other = others.find(({value}) => samePlace(value ?? '') !== samePlace(first?.value ?? ''));
	if (first === undefined || other === undefined) return [];
	return [
		finding({
			rule: id,
			severity: 'error',
			message: `${first.name} is at ${first.value} and ${other.name} at ${other.value}, though they are one dataset`,
			fix: 'Give both entries the same path',
			place: datasetOf(facts, other.name)?.place,
			dataset: other.name,
		}),
	];
}
