// What fixes will need besides: findings that only come with them, such as a package for remote storage, and their fixes.
import type {Fix} from '../../../fixes/fix.ts';
import {proposeFixes} from '../../../fixes/propose-fixes.ts';
import type {Finding} from '../../../schema/finding.ts';
import type {Project} from '../../../schema/project.ts';
import type {Selected} from '../../selection.ts';
import {subjectOf} from './fix.ts';
import {checkSelection} from './run.ts';

/** What the place and the type of a dataset decide. */
const isAboutDatasets = ({rule}: Finding): boolean =>
	rule.startsWith('requirements/') || rule === 'environment/client-variable';

/** The fixes of what the checks would find once these are made, and do not find yet. */
export async function followUps(
	fixes: readonly Fix[],
	selected: Selected,
	findings: readonly Finding[],
): Promise<readonly Fix[]> {
	const project = projectAfter(fixes, selected.selection.project);
	if (project === undefined) return [];
	const then: Selected = {...selected, selection: {...selected.selection, project}};
	const known = new Set(findings.map(({message}) => message));
	const found = checkSelection(then.selection, then.source, then.options).findings.filter(
		finding => isAboutDatasets(finding) && !known.has(finding.message),
	);
	const proposed = await proposeFixes(found, subjectOf(then));
	const titles = new Set(fixes.map(({title}) => title));
	return proposed.filter(fix => fix !== undefined && !titles.has(fix.title)) as readonly Fix[];
}

/** `undefined` where no dataset changes. */
function projectAfter(fixes: readonly Fix[], project: Project): Project | undefined {
	const changed = new Map(
		fixes.flatMap(({datasets = []}) => datasets.map(dataset => [dataset.name, dataset] as const)),
	);
	if (changed.size === 0) return undefined;
	const others = project.datasets.filter(({name}) => !changed.has(name));
	return {...project, datasets: [...others, ...changed.values()]};
}
