// Which findings have a fix, and what it would change.
import {holdsClusterConfig} from '../checks/catalog-file.ts';
import type {Finding} from '../schema/finding.ts';
import {WizardError} from '../system/errors.ts';
import {wouldWrite} from './apply-fixes.ts';
import {copyEntry} from './catalog/copy-entry.ts';
import {dropCredentials} from './catalog/drop-credentials.ts';
import {moveDataset} from './catalog/move-dataset.ts';
import {moveNested} from './catalog/move-nested.ts';
import {copyValue} from './copy-value.ts';
import {createCatalog, createFolder} from './create-folder.ts';
import {bringSource, changeDockerfile} from './dockerfile.ts';
import type {Fix} from './fix.ts';
import type {FixContext, Fixer} from './fixer.ts';
import {excludeFromImage, includeInImage, keepInImage} from './ignore-file.ts';
import {nameNode} from './name-node.ts';
import {changeRequirement} from './requirements/change-requirement.ts';
import {setVariable} from './set-variable.ts';

/** By the id of the rule. */
const fixers: Readonly<Record<string, Fixer>> = {
	'node/unnamed': nameNode,
	'catalog/memory-dataset': moveDataset,
	'catalog/local-dataset': moveDataset,
	'catalog/local-input': moveDataset,
	'catalog/lost-output': moveDataset,
	'catalog/only-default': copyEntry,
	'catalog/nested-path': moveNested,
	'catalog/credentials': dropCredentials,
	'config/unresolved': createCatalog,
	'environment/missing': createFolder,
	'environment/not-in-image': includeInImage,
	'environment/only-default': copyValue,
	'environment/variable': setVariable,
	'environment/client-variable': setVariable,
	'image/left-out': includeInImage,
	'image/path-parameter': keepInImage,
	'image/unwanted-file': excludeFromImage,
	'image/missing-source': bringSource,
	'image/not-copied': changeDockerfile,
	'image/system-library': changeDockerfile,
	'image/working-folder': changeDockerfile,
	'image/not-installed': changeDockerfile,
	'image/kedro-not-on-path': changeDockerfile,
	'image/python-version': changeDockerfile,
	'requirements/extra-missing': changeRequirement,
	'requirements/import-missing': changeRequirement,
	'requirements/missing': changeRequirement,
	'requirements/other-version': changeRequirement,
	'requirements/unpinned': changeRequirement,
};

/** Rules whose fixes move data, and so need a data URL. */
const movesData = Object.keys(fixers).filter(rule =>
	[moveDataset, moveNested, copyEntry].some(fixer => fixer === fixers[rule]),
);

/** Whether a data URL (`FixContext.data`) would bring fixes for some of the findings. */
export const needsData = (findings: readonly Finding[], {project, environment}: FixContext): boolean =>
	holdsClusterConfig(project, environment) &&
	findings.some(({rule, severity}) => movesData.includes(rule) && severity !== 'info');

/**
 * The fix of each finding, in their order; `undefined` where there is none, it needs a data URL, or a file that it would
 * change cannot be read: `report` then gets the reason.
 */
export async function proposeFixes(
	findings: readonly Finding[],
	context: FixContext,
	report: (message: string, finding: Finding) => void = () => {},
): Promise<readonly (Fix | undefined)[]> {
	const {root, confSource} = context.project;
	const isOne = context.project.sourceProblems?.some(({kind}) => kind === 'whole') === true;
	const fixes: (Fix | undefined)[] = [];
	for (const finding of findings) {
		try {
			const fix = await fixers[finding.rule]?.(finding, context, findings);
			if (isOne && fix?.edits.some(({file}) => file.startsWith(`${confSource}/`)) === true) {
				report(
					`Fixes of ${confSource} wait for base_env in CONFIG_LOADER_ARGS: Kedro reads all environments as one`,
					finding,
				);
				fixes.push(undefined);
				continue;
			}
			// An edit that cannot be made fails here, and not after others were written.
			fixes.push(fix !== undefined && (await wouldWrite(root, [fix])) ? fix : undefined);
		} catch (error) {
			if (!(error instanceof WizardError)) throw error;
			report(error.message, finding);
			fixes.push(undefined);
		}
	}
	return fixes;
}

/**
 * The findings, where an error or a warning has no fix with the reason.
 * @param reasons why an edit could not be made
 */
export const withReasons = (
	findings: readonly Finding[],
	fixes: readonly (Fix | undefined)[],
	reasons: ReadonlyMap<Finding, string>,
): readonly Finding[] =>
	findings.map((finding, index) => {
		const {rule, severity, fix} = finding;
		if (fix === undefined || severity === 'info' || fixes[index] !== undefined) return finding;
		return {...finding, fix: {...fix, byHand: reasons.get(finding) ?? reasonOf(rule)}};
	});

function reasonOf(rule: string): string {
	if (rule === 'node/unnamed') return 'the call makes several nodes, or is not found in the source';
	if (movesData.includes(rule)) return 'the type or the location is for you to choose';
	if (rule === 'requirements/other-version') return 'only you know which version is right';
	return fixers[rule] === undefined
		? 'kfp-wizard has no fix for this rule'
		: 'kfp-wizard cannot make this change safely';
}
