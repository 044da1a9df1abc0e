// What every face can do: take events as they happen, and ask. Steps know only this.
import type {FileDiff} from '../schema/diff.ts';
import type {Event, StepId} from '../schema/event.ts';
import type {Finding} from '../schema/finding.ts';
import type {TaskGraph} from '../schema/graph.ts';
import type {Plan} from '../schema/plan.ts';

export type Choice = {
	readonly value: string;
	/** What the list shows; default: the value. */
	readonly label?: string;
	/** Numbers and the like beside the label, lined up among the choices: `11 tasks`, `22 pods`. */
	readonly columns?: readonly string[];
	/** A few words after them. */
	readonly hint?: string;
	/** Shown, but cannot be taken; the text says why. */
	readonly disabled?: string;
};

type Asked = {
	/** The answer's name, as in the plan: `pipeline`, `image`. */
	readonly name: string;
	readonly message: string;
	/** The flag that answers it without a question, such as `--image REF`. */
	readonly flag: string;
	/** One line under the question: where the default came from, what the answer is for. */
	readonly help?: string;
	/** About the conversation itself: not told among the answers of the story. */
	readonly aside?: boolean;
	/** True where Esc leads back to an earlier question; set by whoever keeps the answers, never by a step. */
	readonly back?: boolean;
};

/** What a face with room for it shows of the choice under the cursor. */
export type Preview = {readonly graph: TaskGraph; readonly text: string};

export type SelectQuestion = Asked & {
	readonly kind: 'select';
	readonly choices: readonly Choice[];
	readonly initial?: string;
	/** Cheap and pure: asked for at every move of the cursor. */
	readonly preview?: (value: string) => Preview | undefined;
};

export type MultiSelectQuestion = Asked & {
	readonly kind: 'multiselect';
	readonly choices: readonly Choice[];
	readonly initial?: readonly string[];
};

export type TextQuestion = Asked & {
	readonly kind: 'text';
	readonly initial?: string;
	/** `undefined` when the text will do, else what is wrong with it. */
	readonly validate?: (text: string) => string | undefined;
	/** Never shown, echoed or remembered: a secret. */
	readonly masked?: boolean;
};

export type ConfirmQuestion = Asked & {
	readonly kind: 'confirm';
	readonly initial: boolean;
	/** What would be written, shown above the question. */
	readonly diff?: readonly FileDiff[];
};

/** A finding, and what its fix would write: `undefined` where there is none, or it does not know enough. */
export type OfferedFinding = {
	readonly finding: Finding;
	readonly diff: readonly FileDiff[] | undefined;
	/** Of the rule that found it: what it looks for, and what happens on the cluster. */
	readonly rule?: {readonly title: string; readonly why: string};
};

/** What the checks found, to be looked at and mended. Its default is to go on; without `canGoOn` there is no default. */
export type FindingsQuestion = Asked & {
	readonly kind: 'findings';
	/** Errors first. */
	readonly findings: readonly OfferedFinding[];
	readonly passed: number;
	/** False while an error is left. */
	readonly canGoOn: boolean;
	/** True where another grouping is worth a look. */
	readonly canGroup: boolean;
};

export type FindingsAnswer =
	| {readonly do: 'go'}
	/** Places in `findings` whose fixes are to be made. Unless all they write was `seen`, it is shown before. */
	| {readonly do: 'fix'; readonly findings: readonly number[]; readonly seen: boolean}
	| {readonly do: 'check'}
	| {readonly do: 'group'}
	/** Go on in spite of the findings of this rule, as with `--ignore`. */
	| {readonly do: 'ignore'; readonly rule: string};

/** Consent to the plan, which the face shows in full; its default is to go ahead, its flag is `--yes`. */
export type PlanQuestion = Asked & {
	readonly kind: 'plan';
	readonly plan: Plan;
	/** How a value of the plan can be changed in place, by its name; the others cannot. */
	readonly edits?: Readonly<Record<string, SelectQuestion | TextQuestion | ConfirmQuestion>>;
	/** What can be done besides going ahead and giving up. */
	readonly actions?: readonly PlanAction[];
};

export type PlanAction = {readonly do: 'rehearse' | 'save'; readonly label: string; readonly hint?: string};

export type PlanAnswer =
	| {readonly do: 'go'}
	| {readonly do: 'cancel'}
	| {readonly do: 'rehearse'}
	| {readonly do: 'save'}
	/** `value`: of the kind that the question in `edits` has. */
	| {readonly do: 'change'; readonly name: string; readonly value: string | boolean};

export type Question =
	| SelectQuestion
	| MultiSelectQuestion
	| TextQuestion
	| ConfirmQuestion
	| FindingsQuestion
	| PlanQuestion;

export type AnswerTo<Q extends Question> = Q extends {kind: 'multiselect'}
	? readonly string[]
	: Q extends {kind: 'confirm'}
		? boolean
		: Q extends {kind: 'findings'}
			? FindingsAnswer
			: Q extends {kind: 'plan'}
				? PlanAnswer
				: string;

/** What `ask` throws when the user wants the question before: only where the question has `back`. */
export class WentBack extends Error {
	override readonly name = 'WentBack';
	/** What was typed or chosen so far where that differs from the default; never of a masked text. */
	readonly unfinished: string | readonly string[] | undefined;

	constructor(unfinished?: string | readonly string[]) {
		super('went back to the question before');
		this.unfinished = unfinished;
	}
}

/** What a UI mode shows at its top: the program, the project, the cluster and the steps. */
export type Header = {
	readonly title: string;
	/** The project in a few words: `Tide Tables · Kedro 1.7.0 · ~/tide`. */
	readonly about?: string;
	/** The kube context and namespace: `kind-dev / kubeflow`. */
	readonly cluster?: string;
	readonly steps: readonly {readonly id: StepId; readonly title: string}[];
};

export interface Ui {
	/** True when a person can be asked. */
	readonly interactive: boolean;
	/** Fires on Ctrl-C: all work runs under it. */
	readonly signal: AbortSignal;
	/** May be called again, when more is known or other steps lie ahead: what was done stays. */
	begin(header: Header): void;
	emit(event: Event): void;
	/**
	 * Asks one question.
	 * @throws WizardError `usage` where nobody can be asked and there is no default, `cancelled` on Ctrl-C; `WentBack`.
	 */
	ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>>;
	/** Gives the terminal back. Nothing may be called after it. */
	close(): Promise<void>;
}
