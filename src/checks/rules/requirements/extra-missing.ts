// Datasets whose type or data location needs a package that the project's requirements do not install.
import {groupBy, unique} from '../../collections.ts';
import {datasetOf, usedNames} from '../../data-flow.ts';
import {isMet, packagesFor, type PackageNeed} from '../../dataset-packages.ts';
import type {Project} from '../../../schema/project.ts';
import type {Facts} from '../../facts.ts';
import {requirementAdvice} from '../../requirement-advice.ts';
import {doNotInstall, editableRequirementsFile, inGroup} from '../../requirements-file.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {usersHavePackage} from '../../task-packages.ts';
import {list} from '../../wording.ts';

export const requirementsExtraMissing: Rule = {
	id: 'requirements/extra-missing',
	severity: 'varies',
	title: 'A dataset needs a package that is not in the requirements',
	why: 'The image has only what the requirements install. Up to Kedro 0.19 one dataset that cannot be created stops every task; from 1.0 on it stops the tasks that use it. It is a warning where the Dockerfile is your own or not known, because it may install more.',
	fix: 'Add the package to the requirements',
	check: facts => {
		const missing = datasetPackagesMissing(facts);
		return [...groupBy(missing, ({key}) => key).values()].flatMap(uses => judge(uses, facts));
	},
};

type Missing = {readonly name: string; readonly need: PackageNeed; readonly key: string};

/** What the datasets of the pipeline need, by their types and locations, and the image does not get. */
export function datasetPackagesMissing(facts: Facts): readonly Missing[] {
	const known = knownPackages(facts.project);
	if (known === undefined) return [];
	return usedNames(facts).flatMap(name => {
		const dataset = datasetOf(facts, name);
		if (dataset === undefined) return [];
		return packagesFor(dataset, facts.project.kedro)
			.filter(need => !isMet(need, known) && !need.packages.some(each => facts.dockerfile?.text.includes(each)))
			.filter(need => !usersHavePackage(facts, name, need.packages))
			.map(need => ({name, need, key: need.packages.join(' ')}));
	});
}

/**
 * What the image gets. Where that cannot be seen: what is required or installed here, because a package that is neither would
 * come from nowhere. `undefined` where nothing is known.
 */
function knownPackages({installs, installed, requires}: Project): ReadonlySet<string> | undefined {
	if (installs !== null) return installs.length === 0 ? undefined : new Set(installs);
	if (installed === undefined) return undefined;
	const required = requires.filter(({group}) => group === null).map(({name}) => name);
	return new Set([...required, ...Object.keys(installed)]);
}

function judge(uses: readonly Missing[], facts: Facts): readonly RatedProblem[] {
	const [first] = uses;
	const [wanted, ...others] = first?.need.packages ?? [];
	if (first === undefined || wanted === undefined) return [];
	const names = unique(uses.map(({name}) => name));
	const {installs} = facts.project;
	const file = editableRequirementsFile(facts.project);
	const alternatives = others.length === 0 ? '' : ` (or ${others.join(', ')})`;
	const verb = names.length === 1 ? 'needs' : 'need';
	const absence =
		installs === null
			? 'which is not installed here, and no requirement that kfp-wizard can read names it'
			: `and ${doNotInstall(facts.project)}`;
	return [
		{
			severity: facts.dockerfile?.generated === true && installs !== null ? 'error' : 'warning',
			message: `${list(names)} ${verb} ${wanted}${alternatives} to ${first.need.purpose}, ${absence}${inGroup(facts.project, wanted)}`,
			fix: requirementAdvice({verb: 'Add', name: wanted, file}),
			location: {file, line: null},
			dataset: names[0],
		},
	];
}
