// The findings as a question: each with its fix, which is made and checked at once, until the user continues.
import {join} from 'node:path';
import {groupBy} from '../../../checks/collections.ts';
import {holdsClusterConfig, newEnvironment} from '../../../checks/catalog-file.ts';
import {rules} from '../../../checks/rules.ts';
import {previewFixes} from '../../../fixes/apply-fixes.ts';
import type {Fix} from '../../../fixes/fix.ts';
import type {FixContext} from '../../../fixes/fixer.ts';
import {canUndo} from '../../../fixes/journal.ts';
import {needsData, proposeFixes, withReasons} from '../../../fixes/propose-fixes.ts';
import type {OptionChanges} from '../../../options/options.ts';
import type {Finding} from '../../../schema/finding.ts';
import type {OfferedFinding} from '../../../ui/ui.ts';
import type {Interview} from '../../interview/interview.ts';
import {Rerun} from '../../interview/rerun.ts';
import type {Selected, Selection} from '../../selection.ts';
import {another, nameQuestion} from '../selection/environment.ts';
import {withData, withDataLocation} from './data-location.ts';
import {subjectOf} from './fix.ts';
import {agreeToFixes, askForWay, type Fixing, makeFixes} from './fix-now.ts';
import {followUps} from './follow-ups.ts';
import {openEditor} from './open-editor.ts';
import {otherWays} from './other-ways.ts';
import {canGroup, askForGrouping} from './regroup.ts';
import type {CheckResult} from './run.ts';
import {undoFixes} from './undo.ts';

/** What the question needs besides the findings. */
type Asking = Fixing & Pick<Interview, 'platform'>;

/**
 * Ends when the user goes on, with where data goes if that was asked; with an error left that is possible only by
 * ignoring its rule.
 * @throws `Rerun` with what was fixed or chosen; `WentBack`.
 */
export async function askAboutFindings(selected: Selected, result: CheckResult, asking: Asking): Promise<Selected> {
	const {ui} = asking;
	const {selection, options} = selected;
	const {findings, passed, errors} = result;
	const subject = await withDataLocation(subjectOf(selected), findings, ui);
	const reasons = new Map<Finding, string>();
	const fixes = await proposeFixes(findings, subject, (reason, finding) => void reasons.set(finding, reason));
	for (const message of new Set(reasons.values())) ui.emit({event: 'note', level: 'warning', step: 'checks', message});
	// In another environment, or with a location for the data, there are more fixes.
	const isFinal =
		holdsClusterConfig(subject.project, subject.environment) &&
		(subject.data !== undefined || !needsData(findings, subject));
	const explained = isFinal ? withReasons(findings, fixes, reasons) : findings;
	const hasWays = rulesWithWays(
		explained.filter((_, index) => fixes[index] === undefined),
		selected,
	);
	const answer = await ui.ask({
		kind: 'findings',
		name: 'findings',
		message: 'What the checks found',
		flag: '--ignore RULE or --fix',
		...helpFor(subject, findings),
		findings: await Promise.all(
			explained.map((finding, index) => offer(finding, fixes[index], subject, hasWays.has(finding.rule))),
		),
		passed,
		canGoOn: errors === 0,
		canEdit: ui.lend !== undefined,
		canGroup: canGroup(selected),
		canStartEnvironment: wantsEnvironment(subject, findings),
		canUndo: await canUndo(selection.project.root, asking.env),
	});
	switch (answer.do) {
		case 'go':
			return withData(selected, subject.data);
		case 'fix': {
			const wanted = answer.findings.map(index => fixes[index]).filter(fix => fix !== undefined);
			if (answer.all !== true)
				await askForWay(
					answer.findings.flatMap(index => explained[index] ?? []),
					wanted,
					selected,
					ui,
				);
			if (wanted.length === 0) throw new Rerun();
			const besides = await followUps(wanted, withData(selected, subject.data), findings);
			const chosen = [...wanted, ...besides];
			const isSeen = answer.seen && besides.length === 0;
			if (!isSeen && !(await agreeToFixes(chosen, subject, ui))) throw new Rerun();
			const fixed = await makeFixes(chosen, selected, asking);
			// The project is read already. The location is not asked for again; the plan shows it.
			throw new Rerun({
				...(subject.data === undefined ? {} : {settled: {data: subject.data}}),
				answers: existingEnvironment(fixed),
			});
		}
		case 'undo':
			await undoFixes(selection.project.root, asking);
			asking.readings.uploads.clear();
			throw new Rerun({reread: true});
		case 'edit': {
			const {file, line} = explained[answer.finding] ?? {};
			if (file !== undefined) await openEditor({path: join(selection.project.root, file), line}, asking);
			throw new Rerun({reread: true});
		}
		case 'check':
			throw new Rerun({reread: true});
		case 'environment':
			await ui.ask(nameQuestion(selection.project));
			throw new Rerun({answers: {env: another}});
		case 'group':
			throw new Rerun({answers: {groupBy: await askForGrouping(selected, ui)}});
		case 'ignore':
			throw new Rerun({answers: {ignore: [...(options.ignore?.value ?? []), answer.rule]}});
	}
}

/** A new environment whose folder was written is one of the environments from then on. */
function existingEnvironment({project, chosen: {env}}: Selection): OptionChanges {
	return env.source === 'asked' && project.environments.includes(env.value) ? {env: env.value} : {};
}

/** Why fixes are missing that another environment would bring. */
function helpFor(subject: FixContext, findings: readonly Finding[]): {help?: string} {
	if (!wantsEnvironment(subject, findings)) return {};
	return {
		help: `kfp-wizard can move these datasets, but not in ${subject.environment}: continue in a new environment.`,
	};
}

const wantsEnvironment = (subject: FixContext, findings: readonly Finding[]): boolean =>
	!holdsClusterConfig(subject.project, subject.environment) &&
	needsData(findings, {...subject, environment: newEnvironment});

/** The rules whose findings, which have no fix, an option solves. */
function rulesWithWays(unfixed: readonly Finding[], selected: Selected): ReadonlySet<string> {
	const byRule = groupBy(unfixed, ({rule}) => rule);
	return new Set([...byRule].flatMap(([rule, findings]) => (otherWays(findings, selected).length > 0 ? [rule] : [])));
}

async function offer(
	finding: Finding,
	fix: Fix | undefined,
	{project}: FixContext,
	hasWays: boolean,
): Promise<OfferedFinding> {
	const rule = rules.find(({id}) => id === finding.rule);
	return {
		finding,
		diff: fix === undefined ? undefined : await previewFixes(project.root, [fix]),
		...(fix === undefined && hasWays ? {hasWays} : {}),
		...(rule === undefined ? {} : {rule: {title: rule.title, why: rule.why}}),
	};
}
