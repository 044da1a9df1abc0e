// How the rows of the plan can be changed in place: the question of each, and the options that its answer sets.
import {isAbsolute, relative} from 'node:path';
import {readProfiles} from '../../aws/profiles.ts';
import {listContexts} from '../../kubernetes/kubectl.ts';
import {flagName, offFlagName, optionOfRow} from '../../options/names.ts';
import {isDetected, isFromSettings, type OptionChanges, type OptionName, specOf} from '../../options/options.ts';
import {selectQuestion, textQuestion} from '../../options/questions.ts';
import {typedValue} from '../../options/resolve.ts';
import type {PlanValue} from '../../schema/plan.ts';
import type {Context} from '../../ui/context.ts';
import {choiceFor} from '../../ui/choice-for.ts';
import type {ConfirmQuestion, SelectQuestion, TextQuestion} from '../../ui/ui.ts';
import type {Chosen} from '../plan.ts';
import {contextQuestion} from '../reach/kube-context.ts';
import {errorCounter} from '../steps/checks/run.ts';
import {keysQuestion, profileQuestion} from '../steps/secret/ask-for-keys.ts';
import {environmentQuestion} from '../steps/selection/environment.ts';
import {withMeasured} from '../steps/selection/group.ts';
import {groupingQuestion} from '../steps/selection/grouping.ts';
import {pipelineQuestion} from '../steps/selection/pipeline.ts';

type RowEdit = SelectQuestion | TextQuestion | ConfirmQuestion;

export type PlanEdits = {
	/** By the name of the row. */
	readonly questions: Readonly<Record<string, RowEdit>>;
	/** The options that a changed row sets, and the questions that are asked again. */
	readonly changes: (row: string, value: string | boolean) => RowChange;
};

type RowChange = {readonly answers?: OptionChanges; readonly forget?: readonly string[]};

/** Turning these off leads back to the question where the AWS keys come from. */
const ofKeys: ReadonlySet<OptionName> = new Set(['secret', 'existingSecret', 'awsProfile']);

export async function planEdits(chosen: Chosen, context: Context): Promise<PlanEdits> {
	const found = await Promise.all(
		chosen.plan.values.map(async row => [row.name, await editOf(row, chosen, context).catch(() => undefined)] as const),
	);
	const questions = Object.fromEntries(found.flatMap(([name, edit]) => (edit === undefined ? [] : [[name, edit]])));
	// A row that was only looked at keeps its source.
	return {questions, changes: (row, value) => (questions[row]?.initial === value ? {} : changesOf(row, value))};
}

function changesOf(row: string, value: string | boolean): RowChange {
	const option = optionOfRow(row);
	if (option === undefined || value === true) return {};
	const {name} = option;
	if (value !== false) return {answers: {[name]: typedValue(name, value, flagName(name))}};
	return {answers: {[name]: undefined}, ...(ofKeys.has(name) ? {forget: [keysQuestion]} : {})};
}

/** `undefined` for rows that the plan cannot change: detected values, and those that a file must be edited for. */
async function editOf(row: PlanValue, chosen: Chosen, context: Context): Promise<RowEdit | undefined> {
	const option = optionOfRow(row.name);
	if (option === undefined) return undefined;
	const {name, off} = option;
	const spec = specOf(name);
	if (off || spec.edit === 'switch off') return offQuestion(row, off ? offFlagName(name) : flagName(name));
	if (spec.edit === 'choose') {
		const question = await choiceQuestion(name, chosen, context);
		return question && withInitial({...question, name: row.name}, row.value);
	}
	if (spec.edit !== 'ask') return undefined;
	if (spec.kind === 'choice') {
		const choices = spec.choices.map(value => ({value}));
		return withInitial(selectQuestion(name, choices, {name: row.name}), row.value);
	}
	const initial = name === 'spec' ? typedPath(row.value, chosen, context) : row.value;
	const {validate} = textQuestion(name);
	return textQuestion(name, {name: row.name, initial, validate: text => problemOf(name, text, validate)});
}

/** A row that is there because something was turned on or off can be reset. */
function offQuestion({name, source}: PlanValue, flag: string): ConfirmQuestion | undefined {
	if (isDetected(source) || isFromSettings(source)) return undefined;
	return {kind: 'confirm', name, message: `Keep ${flag}?`, flag, initial: true};
}

/** The choices that a step knows. */
async function choiceQuestion(
	name: OptionName,
	{selection, options}: Chosen,
	{ui, env}: Context,
): Promise<SelectQuestion | undefined> {
	const {project, pipeline, chosen} = selection;
	switch (name) {
		case 'pipeline':
			return pipelineQuestion(project, true);
		case 'env':
			return environmentQuestion(project);
		case 'groupBy':
			return groupingQuestion(
				project,
				pipeline,
				errorCounter({project, pipeline, environment: chosen.env.value}, options),
				withMeasured(options, selection.measured),
			);
		case 'context':
			return contextQuestion(await listContexts({env, signal: ui.signal}));
		case 'awsProfile':
			return profileQuestion((await readProfiles(env)).names);
		default:
			return undefined;
	}
}

/** The row's value is under the cursor; a value that is not among the choices, such as `tag:PREFIX`, is added. */
function withInitial(question: SelectQuestion, value: string): SelectQuestion {
	const known = choiceFor(question, value);
	if (known !== undefined) return {...question, initial: known.value};
	return {...question, choices: [{value}, ...question.choices], initial: value};
}

function problemOf(
	name: OptionName,
	text: string,
	validate: ((text: string) => string | undefined) | undefined,
): string | undefined {
	if (text.trim() === '') return 'It cannot be empty';
	if (name === 'spec' && text === '-') return 'The questions need this screen: name a file';
	return validate?.(text);
}

/** The path as the user would type it on the command line. */
function typedPath(shown: string, {plans: {spec}}: Chosen, {cwd}: Context): string {
	if (spec.to.is === 'stdout') return shown;
	const near = relative(cwd, spec.to.path);
	return near.startsWith('..') || isAbsolute(near) ? spec.to.path : near;
}
