// How the rows of the plan can be changed in place: the question for each, and which answers it sets.
import {isAbsolute, relative} from 'node:path';
import {readProfiles} from '../../aws/profiles.ts';
import {listContexts} from '../../kubernetes/kubectl.ts';
import type {PlanValue} from '../../schema/plan.ts';
import type {ConfirmQuestion, SelectQuestion, TextQuestion, Ui} from '../../ui/ui.ts';
import type {Chosen} from '../choose.ts';
import {choices} from '../../options/choices.ts';
import type {Changes} from './interview.ts';
import {contextQuestion} from '../connection.ts';
import {isFromSettings} from '../../options/settings/settings.ts';
import {troublesIn} from '../steps/checks/checks.ts';
import {environmentQuestion} from '../steps/selection/environment.ts';
import {groupingQuestion} from '../steps/selection/grouping.ts';
import {pipelineQuestion} from '../steps/selection/pipeline.ts';
import {profileQuestion} from '../steps/secret/aws-keys.ts';
import {problems} from '../../options/validate.ts';

type Edit = SelectQuestion | TextQuestion | ConfirmQuestion;

export type PlanEdits = {
	/** By the name of the row. */
	readonly questions: Readonly<Record<string, Edit>>;
	/** The answers that a changed row sets. */
	readonly changes: (row: string, value: string | boolean) => Changes;
};

/** Rows that are a text of the user's own, and the flag of each. */
const texts: Readonly<Record<string, readonly [message: string, flag: string]>> = {
	image: ['Where should the image go?', '--image REF'],
	platform: ['Which platform do the nodes of the cluster have?', '--platform OS/ARCH'],
	tag: ['Under which tag as well?', '--tag TAG'],
	secret: ['Which Secret holds the AWS keys?', '--secret NAME'],
	spec: ['Where should the pipeline spec be written?', '--spec PATH'],
	'kfp-name': ['What should the pipeline be called on Kubeflow?', '--kfp-name NAME'],
	host: ['Where is the Kubeflow Pipelines API?', '--host URL'],
	namespace: ['In which namespace?', '--namespace NS'],
	experiment: ['In which experiment?', '--experiment NAME'],
	'run-name': ['What should the run be called?', '--run-name NAME'],
	parallel: ['How many tasks of the rehearsal at a time?', '--parallel N'],
};

/** Rows that are one of a few words. */
const words: Readonly<Record<string, readonly [message: string, flag: string, choices: readonly string[]]>> = {
	format: ['Which format should the spec have?', '--format FORMAT', choices.format],
	builder: ['Which container engine?', '--builder ENGINE', choices.builder],
	in: ['Where should rehearsed tasks run?', '--in WHERE', choices.in],
};

/** Rows that are there because something is switched on, and can be switched off again. */
const switches: ReadonlySet<string> = new Set(['existing-secret', 'adopt-secret', 'new-run', 'rehearse', 'fix']);

/** Switching these off leads back to the question where the AWS keys come from. */
const ofKeys: ReadonlySet<string> = new Set(['secret', 'existing-secret', 'aws-profile']);

export async function planEdits(chosen: Chosen, ui: Ui): Promise<PlanEdits> {
	const found = await Promise.all(
		chosen.plan.values.map(async row => [row.name, await editOf(row, chosen, ui).catch(() => undefined)] as const),
	);
	const questions = Object.fromEntries(found.flatMap(([name, edit]) => (edit === undefined ? [] : [[name, edit]])));
	// A row that was only looked at keeps its source.
	return {questions, changes: (row, value) => (questions[row]?.initial === value ? {} : changesOf(row, value))};
}

function changesOf(row: string, value: string | boolean): Changes {
	const bare = row.replace(/^no-/, '');
	const name = bare.replaceAll('-', '_');
	if (value !== false) return value === true ? {} : {[name]: value};
	return {[name]: undefined, ...(ofKeys.has(bare) ? {aws_keys: undefined} : {})};
}

/** `undefined` for what is not the user's to say here: what was detected, and what a file must be edited for. */
async function editOf(row: PlanValue, chosen: Chosen, ui: Ui): Promise<Edit | undefined> {
	const {name, value, source} = row;
	const own = ownQuestion(name, chosen);
	if (own !== undefined) return withInitial(own, value);
	if (name === 'context')
		return withInitial(contextQuestion(await listContexts({env: process.env, signal: ui.signal})), value);
	if (name === 'aws-profile') return withInitial(profileQuestion((await readProfiles(process.env)).names), value);
	const [message, flag] = texts[name] ?? [];
	if (message !== undefined && flag !== undefined)
		return {kind: 'text', name, message, flag, initial: initialText(row, chosen), validate: problemOf(name)};
	const word = words[name];
	if (word !== undefined) {
		const [ask, option, all] = word;
		const question: SelectQuestion = {
			kind: 'select',
			name,
			message: ask,
			flag: option,
			choices: all.map(one => ({value: one})),
		};
		return withInitial(question, value);
	}
	if (source.startsWith('detected') || isFromSettings(source) || !(name.startsWith('no-') || switches.has(name)))
		return undefined;
	return {kind: 'confirm', name, message: `Keep --${name}?`, flag: `--${name}`, initial: true};
}

function ownQuestion(name: string, {selection, given}: Chosen): SelectQuestion | undefined {
	const {project, pipeline, answers} = selection;
	switch (name) {
		case 'pipeline':
			return pipelineQuestion(project);
		case 'env':
			return environmentQuestion(project);
		case 'group-by':
			return groupingQuestion(project, pipeline, troublesIn({project, pipeline, answers}, given));
		default:
			return undefined;
	}
}

/** The row's value is under the cursor; what is not among the choices, such as `tag:PREFIX`, is one more. */
function withInitial(question: SelectQuestion, value: string): SelectQuestion {
	const known = question.choices.some(choice => choice.value === value);
	return {...question, choices: known ? question.choices : [{value}, ...question.choices], initial: value};
}

const problemOf =
	(name: string) =>
	(text: string): string | undefined => {
		if (text.trim() === '') return 'It cannot be empty';
		if (name === 'spec' && text === '-') return 'The questions need this screen: name a file';
		return problems[name.replaceAll('-', '_')]?.(text);
	};

/** A path is typed as it would be on the command line. */
function initialText({name, value}: PlanValue, {spec}: Chosen): string {
	if (name !== 'spec') return value;
	const near = relative(process.cwd(), spec.path.value);
	return near.startsWith('..') || isAbsolute(near) ? spec.path.value : near;
}
