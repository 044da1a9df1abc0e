// Modules that the code imports, or that the types of datasets are in, of packages that the requirements do not install.
import {groupBy} from '../../collections.ts';
import {datasetPackagesMissing} from './extra-missing.ts';
import {requirementAdvice} from '../../requirement-advice.ts';
import {doNotInstall, editableRequirementsFile, inGroup} from '../../requirements-file.ts';
import type {Facts} from '../../facts.ts';
import type {Rule} from '../../rule.ts';
import {hasOwnPackage, usersHavePackage} from '../../task-packages.ts';
import {list} from '../../wording.ts';

/** Whether a task of the pipeline gets to the import, or may. */
const isReached = (nodes: readonly string[] | null | undefined, {pipeline}: Facts): boolean =>
	nodes == null || nodes.length === 0 || pipeline.nodes.some(({name}) => nodes.includes(name));

/** Whether all tasks that need one of the packages get it from requirements of their own. */
function haveTheirOwn(
	nodes: readonly string[] | null | undefined,
	dataset: string | null,
	packages: readonly string[],
	facts: Facts,
): boolean {
	if (dataset !== null) return usersHavePackage(facts, dataset, packages);
	const own = facts.pipeline.nodes.filter(({name}) => nodes?.includes(name));
	return own.length > 0 && own.every(({name}) => hasOwnPackage(facts, name, packages));
}

function inFunction(nodes: readonly string[] | null | undefined): string {
	if (nodes == null) return '';
	return nodes.length === 0 ? ' in a function' : ` in the function of ${list(nodes)}`;
}

export const requirementsImportMissing: Rule = {
	id: 'requirements/import-missing',
	severity: 'varies',
	title: 'The project imports a package that is not in the requirements',
	why: 'The package is installed here, and the image has only what the requirements install: a task that imports it ends with "No module named …" before its node runs. It is a warning where it is not known whether a task calls the function that imports it, and where the image may get it all the same: the Dockerfile is your own or not known, or a required package is not installed here, so that what it requires is not known.',
	fix: 'Add the package to the requirements',
	check: facts => {
		const {project, dockerfile} = facts;
		const {requires, notRequired = []} = project;
		if (project.installs === null || project.installs.length === 0) return [];
		const reported = new Set(datasetPackagesMissing(facts).flatMap(({need}) => need.packages));
		const missing = notRequired.filter(
			({packages, nodes, dataset}) =>
				!packages.some(name => reported.has(name) || dockerfile?.text.includes(name)) &&
				isReached(nodes, facts) &&
				!haveTheirOwn(nodes, dataset, packages, facts),
		);
		const isKnown = requires.every(({group, installed}) => group !== null || installed !== null);
		const file = editableRequirementsFile(project);
		return [...groupBy(missing, ({packages}) => packages.join(' ')).values()].flatMap(uses => {
			const [use] = uses;
			const [wanted] = use?.packages ?? [];
			if (use === undefined || wanted === undefined) return [];
			const what =
				use.dataset === null ? `${use.place?.file ?? 'The code'} imports` : `The type of ${use.dataset} is in`;
			return [
				{
					severity:
						dockerfile?.generated === true && isKnown && use.nodes?.length !== 0
							? ('error' as const)
							: ('warning' as const),
					message: `${what} ${use.module} (${wanted})${inFunction(use.nodes)}, and ${doNotInstall(project)}${inGroup(project, wanted)}`,
					fix: requirementAdvice({verb: 'Add', name: wanted, file}),
					location: use.place,
					...(use.dataset !== null && {dataset: use.dataset}),
				},
			];
		});
	},
};
