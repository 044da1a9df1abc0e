// Datasets whose type or place needs a package that the project's requirements do not bring.
import {finding, list} from '../../finding.ts';
import {datasetOf, groupBy, usedNames} from '../../data-flow.ts';
import {isMet, type Need, packagesFor, requirementsFile} from '../../packages.ts';
import type {Facts, Rule} from '../../rule.ts';

const id = 'requirements/extra-missing';

export const extraMissing: Rule = {
	id,
	severity: 'varies',
	title: 'A dataset needs a package that is not among the requirements',
	why: 'The image holds what the requirements bring. Up to Kedro 0.19 one dataset that cannot be made stops every task; from 1.0 on, the tasks that use it. A warning where the Dockerfile is yours or not known: it may install more.',
	fix: 'Add the package to the requirements',
	check: facts => {
		const {installs} = facts.project;
		if (installs === null || installs.length === 0) return [];
		const known = new Set(installs);
		const missing = usedNames(facts).flatMap(name => {
			const dataset = datasetOf(facts, name);
			if (dataset === undefined) return [];
			return packagesFor(dataset, facts.project.kedro)
				.filter(need => !isMet(need, known) && !need.packages.some(each => facts.dockerfile?.text.includes(each)))
				.map(need => ({name, need, key: need.packages.join(' ')}));
		});
		return [...groupBy(missing, ({key}) => key).values()].flatMap(uses => judge(uses, facts));
	},
};

function judge(uses: readonly {readonly name: string; readonly need: Need}[], facts: Facts) {
	const [first] = uses;
	const [wanted, ...others] = first?.need.packages ?? [];
	if (first === undefined || wanted === undefined) return [];
	const names = [...new Set(uses.map(({name}) => name))];
	const {requirements} = facts.project;
	const file = requirementsFile(requirements);
	const alternatives = others.length === 0 ? '' : ` (or ${others.join(', ')})`;
	const verb = names.length === 1 ? 'needs' : 'need';
	return [
		finding({
			rule: id,
			severity: facts.dockerfile?.generated === true ? 'error' : 'warning',
			message: `${list(names)} ${verb} ${wanted}${alternatives} to ${first.need.purpose}, and nothing in ${list(requirements)} brings it`,
			fix: `Add ${wanted} to ${file}`,
			place: {file, line: null},
			dataset: names[0],
		}),
	];
}
