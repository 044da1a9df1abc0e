// Which findings have a fix, and what it would change.
import type {Finding} from '../schema/finding.ts';
import {WizardError} from '../system/errors.ts';
import {dropCredentials, hasPlaceFor, moveDataset} from './catalog/move-dataset.ts';
import type {Fix} from './fix.ts';
import {keepFolder} from './create-folder.ts';
import {leaveOut, letIn} from './ignore-file.ts';
import {nameNode} from './name-node.ts';
import {wouldWrite} from './apply-fixes.ts';
import {requireIt} from './requirements/add-requirement.ts';
import type {Maker, Subject} from './fixer.ts';

export type {Subject} from './fixer.ts';

const makers: Readonly<Record<string, Maker>> = {
	'node/unnamed': nameNode,
	'catalog/memory-dataset': moveDataset,
	'catalog/local-dataset': moveDataset,
	'catalog/local-input': moveDataset,
	'catalog/lost-output': moveDataset,
	'catalog/credentials': dropCredentials,
	'environment/missing': keepFolder,
	'environment/not-in-image': letIn,
	'image/left-out': letIn,
	'image/unwanted-file': leaveOut,
	'requirements/extra-missing': requireIt,
	'requirements/missing': requireIt,
	'requirements/unpinned': requireIt,
};

/** Rules whose fixes move data, and so need a place for it. */
const movesData = Object.keys(makers).filter(rule => makers[rule] === moveDataset);

/** Whether a place for data (`Subject.data`) would bring fixes for some of the findings. */
export const needsData = (findings: readonly Finding[], {project, environment}: Subject): boolean =>
	hasPlaceFor(project, environment) &&
	findings.some(({rule, severity}) => movesData.includes(rule) && severity !== 'info');

/**
 * The fix of each finding, in their order; `undefined` where there is none, it lacks `data`, or a file that it would
 * change cannot be read: `say` then gets the reason, once.
 */
export async function proposeFixes(
	findings: readonly Finding[],
	subject: Subject,
	say: (message: string) => void = () => {},
): Promise<readonly (Fix | undefined)[]> {
	const said = new Set<string>();
	const fixes: (Fix | undefined)[] = [];
	for (const finding of findings) {
		try {
			const fix = await makers[finding.rule]?.(finding, subject, findings);
			// An edit that cannot be made shows here, and not when others were already written.
			fixes.push(fix !== undefined && (await wouldWrite(subject.project.root, [fix])) ? fix : undefined);
		} catch (error) {
			if (!(error instanceof WizardError)) throw error;
			if (!said.has(error.message)) say(error.message);
			said.add(error.message);
			fixes.push(undefined);
		}
	}
	return fixes;
}
