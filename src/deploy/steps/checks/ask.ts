// The checks as a screen: each finding with its fix, which is made and checked at once, until the user goes on.
import {rules} from '../../../checks/rules.ts';
import {applyFixes, previewFixes} from '../../../fixes/apply-fixes.ts';
import {holdsClusterConfig} from '../../../checks/catalog-file.ts';
import {defaultDataUrl, dataUrlProblem} from '../../../checks/data-url.ts';
import type {Fix} from '../../../fixes/fix.ts';
import {memoryDatasets} from '../../../kedro/datasets.ts';
import {needsData, proposeFixes} from '../../../fixes/propose-fixes.ts';
import type {FixContext} from '../../../fixes/fixer.ts';
import type {Finding} from '../../../schema/finding.ts';
import {groupings} from '../../../tasks/group-by.ts';
import {groupTasks} from '../../../tasks/group-tasks.ts';
import type {OfferedFinding, Ui} from '../../../ui/ui.ts';
import {givenList} from '../../../options/options.ts';
import {Again} from '../../interview/interview.ts';
import {type Looked, newEnvironment, subjectOf} from './fix.ts';
import {type CheckResult, troublesIn} from './checks.ts';
import {groupingQuestion} from '../selection/grouping.ts';
import type {Selection} from '../selection/pipeline.ts';

/**
 * Ends when the user goes on, with where data goes if that was asked; with an error left that is possible only by
 * ignoring its rule.
 * @throws `Again` with what was mended or chosen; `WentBack`.
 */
export async function askAboutFindings(looked: Looked, result: CheckResult, ui: Ui): Promise<Looked> {
	const {selection, given} = looked;
	const {findings, passed, errors} = result;
	const subject = await withPlaceForData(subjectOf(looked), findings, ui);
	const fixes = await proposeFixes(findings, subject, message =>
		ui.emit({event: 'note', level: 'warning', step: 'checks', message}),
	);
	const answer = await ui.ask({
		kind: 'findings',
		name: 'findings',
		message: 'What the checks found',
		flag: '--ignore RULE or --fix',
		...helpFor(subject, selection, findings),
		findings: await Promise.all(findings.map((finding, index) => offer(finding, fixes[index], subject))),
		passed,
		canGoOn: errors === 0,
		canGroup: canGroup(looked),
	});
	switch (answer.do) {
		case 'go':
			return withData(looked, subject.data);
		case 'fix': {
			const chosen = answer.findings.map(index => fixes[index]).filter(fix => fix !== undefined);
			if (!answer.seen && !(await agreeToFixes(chosen, subject, ui))) throw new Again();
			await makeFixes(chosen, subject, ui);
			// What is mended is not asked about again; the plan shows where its data went.
			throw new Again({reread: true, ...(subject.data === undefined ? {} : {settled: {data: subject.data}})});
		}
		case 'check':
			throw new Again({reread: true});
		case 'group':
			throw new Again({answers: {group_by: await askForGrouping(selection, looked, ui)}});
		case 'ignore':
			throw new Again({answers: {ignore: [...givenList(given, 'ignore'), answer.rule]}});
	}
}

/** Why fixes are missing that another environment would bring. */
function helpFor(subject: FixContext, {answers}: Selection, findings: readonly Finding[]): {help?: string} {
	const {environment, project} = subject;
	if (holdsClusterConfig(project, environment) || !needsData(findings, {...subject, environment: newEnvironment}))
		return {};
	const way =
		answers.env.source === 'asked'
			? 'go back to the environments, and take a new one or another'
			: `start with another, such as --env ${newEnvironment}`;
	return {help: `These can be mended for you, but not in ${environment}: ${way}.`};
}

/** Asked once, before what needs it is offered; an empty answer leaves those fixes out. */
async function withPlaceForData(subject: FixContext, findings: readonly Finding[], ui: Ui): Promise<FixContext> {
	if (subject.data !== undefined || !needsData(findings, subject)) return subject;
	const data = await ui.ask({
		kind: 'text',
		name: 'data',
		message: 'Where should data go that only this machine or one task can see?',
		flag: '--data URL',
		help: 'A place that every task can reach, such as s3://bucket/prefix. Nothing is written without your word; leave it empty to be offered no such fix.',
		initial: defaultDataUrl(subject.project) ?? '',
		validate: text => (text === '' ? undefined : dataUrlProblem(text)),
	});
	return {...subject, data: data === '' ? undefined : data};
}

async function offer(finding: Finding, fix: Fix | undefined, {project}: FixContext): Promise<OfferedFinding> {
	const rule = rules.find(({id}) => id === finding.rule);
	return {
		finding,
		diff: fix === undefined ? undefined : await previewFixes(project.root, [fix]),
		...(rule === undefined ? {} : {rule: {title: rule.title, why: rule.why}}),
	};
}

/** What all of them would write, file by file, and the consent to it. @throws `WentBack` to the findings. */
async function agreeToFixes(fixes: readonly Fix[], {project}: FixContext, ui: Ui): Promise<boolean> {
	const diff = await previewFixes(project.root, fixes);
	return ui.ask({
		kind: 'confirm',
		name: 'fixes',
		message: fixes.length === 1 ? 'Make this change?' : `Make these ${fixes.length} changes?`,
		flag: '--fix',
		aside: true,
		initial: true,
		diff,
	});
}

/** The place that was asked for is a value of the deploy like any other. */
const withData = (looked: Looked, data: string | undefined): Looked =>
	data === undefined || looked.given['data'] !== undefined
		? looked
		: {...looked, given: {...looked.given, data: {value: data, source: 'asked'}}};

async function makeFixes(fixes: readonly Fix[], {project}: FixContext, ui: Ui): Promise<void> {
	const written = await applyFixes(project.root, fixes);
	ui.emit({event: 'written', step: 'checks', files: [...written]});
	const commands = fixes.flatMap(({command}) => (command === undefined ? [] : [command]));
	for (const command of new Set(commands)) sayCommand(command, ui);
}

/** What only a person can do, such as an upload. */
export const sayCommand = (command: string, ui: Ui): void =>
	ui.emit({event: 'note', level: 'info', step: 'checks', message: `Left to do once: ${command}`});

/** True where some way to group the nodes leaves less to fix. */
function canGroup({selection, given}: Looked): boolean {
	const {project, pipeline, graph} = selection;
	const troubles = troublesIn(selection, given);
	const now = troubles(graph);
	return now > 0 && groupings.some(({by}) => troubles(groupTasks(pipeline, by, memoryDatasets(project))) < now);
}

/** The answer to the grouping question, asked anew from here. */
function askForGrouping({project, pipeline, answers}: Selection, {given}: Looked, ui: Ui): Promise<string> {
	const question = groupingQuestion(project, pipeline, troublesIn({project, pipeline, answers}, given));
	const {value} = answers.groupBy;
	const initial = question.choices.some(choice => choice.value === value) ? {initial: value} : {};
	return ui.ask({...question, ...initial, name: 'regroup', aside: true});
}
