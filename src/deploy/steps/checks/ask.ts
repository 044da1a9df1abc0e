// The findings as a question: each with its fix, which is made and checked at once, until the user continues.
import {join} from 'node:path';
import {rules} from '../../../checks/rules.ts';
import {previewFixes} from '../../../fixes/apply-fixes.ts';
import {canUndo} from '../../../fixes/journal.ts';
import {holdsClusterConfig} from '../../../checks/catalog-file.ts';
import {defaultDataUrl} from '../../../checks/data-url.ts';
import {dataUrlProblem} from '../../../kedro/data-url.ts';
import type {Fix} from '../../../fixes/fix.ts';
import {memoryDatasets} from '../../../kedro/datasets.ts';
import type {FixContext} from '../../../fixes/fixer.ts';
import {commandsOf} from '../../../fixes/upload-commands.ts';
import {needsData, proposeFixes, withReasons} from '../../../fixes/propose-fixes.ts';
import type {Finding} from '../../../schema/finding.ts';
import {editorCommand} from '../../../system/editor.ts';
import {hasCode} from '../../../system/errors.ts';
import {runInForeground} from '../../../system/foreground.ts';
import {groupings} from '../../../tasks/group-by.ts';
import {groupTasks} from '../../../tasks/group-tasks.ts';
import type {OfferedFinding, Ui} from '../../../ui/ui.ts';
import {type OptionChanges, withOption} from '../../../options/options.ts';
import {textQuestion} from '../../../options/questions.ts';
import type {Interview} from '../../interview/interview.ts';
import {Rerun} from '../../interview/rerun.ts';
import {isUpload} from '../../../fixes/catalog/upload-command.ts';
import type {Selected, Selection} from '../../selection.ts';
import {another, nameQuestion} from '../selection/environment.ts';
import {groupingQuestion} from '../selection/grouping.ts';
import {newEnvironment, subjectOf} from './fix.ts';
import {followUps} from './follow-ups.ts';
import {fixMaker} from './make-fixes.ts';
import {otherWays} from './other-ways.ts';
import {undoFixes} from './undo.ts';
import {type CheckResult, errorCounter} from './run.ts';

/** What the question needs besides the findings. */
type Asking = Pick<Interview, 'ui' | 'env' | 'now' | 'platform' | 'readings'> & {
	/** Reads the project anew. */
	readonly selectAgain: () => Promise<Selected>;
};

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
	const answer = await ui.ask({
		kind: 'findings',
		name: 'findings',
		message: 'What the checks found',
		flag: '--ignore RULE or --fix',
		...helpFor(subject, findings),
		findings: await Promise.all(explained.map((finding, index) => offer(finding, fixes[index], subject))),
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
			if (file !== undefined) await edit({path: join(selection.project.root, file), line}, asking);
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

/** Opens the file in the user's editor, which has the terminal meanwhile. Without an editor a note says so. */
async function edit(
	{path, line}: {readonly path: string; readonly line: number | undefined},
	{ui, env, platform}: Asking,
): Promise<void> {
	const command = editorCommand({path, line}, env, platform);
	await ui
		.lend?.(async () => (await runInForeground([command], env)) === 0)
		.catch((error: unknown) => {
			if (!hasCode(error, 'TOOL_MISSING')) throw error;
			const message = `The editor ${command[0]} is not installed: set EDITOR, for example to nano`;
			ui.emit({event: 'note', level: 'warning', step: 'checks', message});
		});
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

/** Asked once, before the fixes that need it are offered; an empty answer leaves them out. */
async function withDataLocation(subject: FixContext, findings: readonly Finding[], ui: Ui): Promise<FixContext> {
	if (subject.data !== undefined || !needsData(findings, subject)) return subject;
	const data = await ui.ask(
		textQuestion('data', {
			initial: defaultDataUrl(subject.project) ?? '',
			validate: text => (text === '' ? undefined : dataUrlProblem(text)),
		}),
	);
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

/** Ends where the fixes are to be made. @throws `Rerun` with another way; `WentBack` to the findings. */
async function askForWay(
	findings: readonly Finding[],
	fixes: readonly Fix[],
	selected: Selected,
	ui: Ui,
): Promise<void> {
	const others = otherWays(findings, selected);
	const [first] = fixes;
	const [finding] = findings;
	if (others.length === 0 || first === undefined || finding === undefined) return;
	const files = [...new Set(fixes.flatMap(({edits}) => edits.map(({file}) => file)))];
	const chosen = await ui.ask({
		kind: 'select',
		name: 'fix-way',
		message: findings.length === 1 ? 'How should it be fixed?' : `How should these ${findings.length} be fixed?`,
		...(findings.length === 1 ? {help: finding.message} : {}),
		flag: '--fix',
		aside: true,
		choices: [
			{
				value: 'fix',
				label: fixes.length === 1 ? first.title : `Make these ${fixes.length} changes`,
				hint: `changes ${files.join(', ')}`,
			},
			...others.map(({choice}) => choice),
		],
		initial: 'fix',
	});
	const other = others.find(({choice}) => choice.value === chosen);
	if (other !== undefined) throw new Rerun({answers: other.change});
}

/** What all of them would write, file by file, and the consent to it. @throws `WentBack` to the findings. */
export async function agreeToFixes(
	fixes: readonly Fix[],
	{project}: Pick<FixContext, 'project'>,
	ui: Ui,
): Promise<boolean> {
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

/** The location that was asked for is an option like any other. */
const withData = (selected: Selected, data: string | undefined): Selected =>
	data === undefined || selected.options.data !== undefined
		? selected
		: {...selected, options: withOption(selected.options, 'data', {value: data, source: 'asked'})};

/** @returns the project as it is read then */
export async function makeFixes(
	fixes: readonly Fix[],
	selected: Selected,
	{selectAgain, ...context}: Asking,
): Promise<Selection> {
	const {ui} = context;
	ui.emit({event: 'step', step: 'checks', state: 'active', detail: 'reading the project with these fixes'});
	const {kept, selected: now} = await fixMaker(selectAgain, context).make(fixes, selected);
	for (const command of await commandsOf(kept, selected.selection.project.root)) {
		reportCommand(command, ui);
		if (isUpload(command)) context.readings.uploads.add(command);
	}
	return now.selection;
}

/** A new environment whose folder was written is one of the environments from then on. */
function existingEnvironment({project, chosen: {env}}: Selection): OptionChanges {
	return env.source === 'asked' && project.environments.includes(env.value) ? {env: env.value} : {};
}

/** Shows a command that only a person can run, such as an upload. */
export const reportCommand = (command: string, ui: Ui): void =>
	ui.emit({event: 'note', level: 'info', step: 'checks', message: `Run this once: ${command}`});

/** True where some way to group the nodes leaves less to fix. */
function canGroup({selection, options}: Selected): boolean {
	const {project, pipeline, graph, chosen} = selection;
	const countErrors = errorCounter({project, pipeline, environment: chosen.env.value}, options);
	const now = countErrors(graph);
	return now > 0 && groupings.some(({by}) => countErrors(groupTasks(pipeline, by, memoryDatasets(project))) < now);
}

/** The answer to the grouping question, asked anew from here. */
function askForGrouping({selection, options}: Selected, ui: Ui): Promise<string> {
	const {project, pipeline, chosen} = selection;
	const countErrors = errorCounter({project, pipeline, environment: chosen.env.value}, options);
	const question = groupingQuestion(project, pipeline, countErrors);
	const {value} = chosen.groupBy;
	const initial = question.choices.some(choice => choice.value === value) ? {initial: value} : {};
	return ui.ask({...question, ...initial, name: 'regroup', aside: true});
}
