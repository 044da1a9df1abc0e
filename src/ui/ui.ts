// The contract of every UI mode: show events as they happen, and ask questions. Steps know only this.
import type {FileDiff} from '../schema/diff.ts';
import type {Event, StepId} from '../schema/event.ts';
import type {Finding} from '../schema/finding.ts';
import type {TaskGraph} from '../schema/graph.ts';
import type {Plan} from '../schema/plan.ts';

export type Choice = {
	readonly value: string;
	/** Other values of the option that lead to the same here: an earlier answer may be one of them. */
	readonly same?: readonly string[];
	/** The text of the choice; default: the value. */
	readonly label?: string;
	/** A list marks it: with a sign, or in words where it is read out. */
	readonly isRecommended?: true;
	/** Numbers beside the label, lined up among the choices: `11 tasks`, `22 pods`. */
	readonly columns?: readonly string[];
	/** A short text after them. */
	readonly hint?: string;
	/** A letter that selects it at once. Only the rich UI mode has these. */
	readonly key?: string;
	/** The choice is shown but cannot be selected; the text says why. */
	readonly disabled?: string;
	/** It does what Esc does: a list that names the way back has this choice for it. */
	readonly isBack?: true;
	/** It leads to another question, which gives the answer: it is not listed in the history. */
	readonly isDetour?: true;
	/** The flags that choose it, where the flag of the question with the value as its argument does not; empty for none. */
	readonly flags?: string;
};

type Asked = {
	/** The name of the option, as in the plan: `pipeline`, `image`. */
	readonly name: string;
	readonly message: string;
	/** The flag that answers it without a question, such as `--image REF`. */
	readonly flag: string;
	/** One line under the question: the source of the default, what the option does. */
	readonly help?: string;
	/** The question is not about an option: its answer is not listed in the history. */
	readonly aside?: boolean;
	/** True if Esc leads back to an earlier question. The interview sets it, never a step. */
	readonly back?: boolean;
};

/** What the rich UI mode shows of the choice under the cursor. */
export type Preview = {readonly graph: TaskGraph; readonly text: string};

export type SelectQuestion = Asked & {
	readonly kind: 'select';
	readonly choices: readonly Choice[];
	readonly initial?: string;
	/** Cheap and pure: called at every move of the cursor. */
	readonly preview?: (value: string) => Preview | undefined;
};

export type MultiSelectQuestion = Asked & {
	readonly kind: 'multiselect';
	readonly choices: readonly Choice[];
	readonly initial?: readonly string[];
};

export type TextQuestion = Asked & {
	readonly kind: 'text';
	/** The default. It is a placeholder: the first character typed replaces it. */
	readonly initial?: string;
	/** What was typed here before and not sent, to be edited further. */
	readonly draft?: string;
	/** Shown while nothing is typed, and then the answer. It is only a guess: without questions it is not used. */
	readonly suggested?: string;
	/** `undefined` if the text is valid, else what is wrong with it. `isRemembered`: an answer that was given earlier. */
	readonly validate?: (text: string, isRemembered?: boolean) => string | undefined;
	/** True for a secret: never shown, echoed or kept. */
	readonly masked?: boolean;
};

export type ConfirmQuestion = Asked & {
	readonly kind: 'confirm';
	readonly initial: boolean;
	/** What would be written, shown above the question. */
	readonly diff?: readonly FileDiff[];
};

/** A finding and the changes of its fix; `undefined` if there is no fix that can be made now. */
export type OfferedFinding = {
	readonly finding: Finding;
	readonly diff: readonly FileDiff[] | undefined;
	/** Where it has no fix: an option solves it, which a further question offers. */
	readonly hasWays?: true;
	/** The rule of the finding: its title, and what would happen on the cluster. */
	readonly rule?: {readonly title: string; readonly why: string};
};

/** The findings of the checks, to inspect and fix. The default is to continue; without `canGoOn` there is none. */
export type FindingsQuestion = Asked & {
	readonly kind: 'findings';
	/** Errors first. */
	readonly findings: readonly OfferedFinding[];
	readonly passed: number;
	/** False while there is an error. */
	readonly canGoOn: boolean;
	/** True if files can be edited from here. */
	readonly canEdit: boolean;
	/** True if another grouping would avoid findings. */
	readonly canGroup: boolean;
	/** True if a new environment would bring fixes that this one cannot have. */
	readonly canStartEnvironment: boolean;
	/** True if there are fixes that can be taken back. */
	readonly canUndo: boolean;
};

export type FindingsAnswer =
	| {readonly do: 'go'}
	/**
	 * Indices in `findings` of the fixes to make. Changes that were not `seen` are shown first. `all`: no other way than the
	 * fixes is offered.
	 */
	| {readonly do: 'fix'; readonly findings: readonly number[]; readonly seen: boolean; readonly all?: true}
	| {readonly do: 'check'}
	/** Edit the file of this finding. */
	| {readonly do: 'edit'; readonly finding: number}
	| {readonly do: 'group'}
	/** Continue in a new environment. */
	| {readonly do: 'environment'}
	| {readonly do: 'undo'}
	/** Ignore the findings of this rule, as `--ignore` does. */
	| {readonly do: 'ignore'; readonly rule: string};

/** Consent to the plan, which is shown in full. The default is to go ahead; the flag is `--yes`. */
export type PlanQuestion = Asked & {
	readonly kind: 'plan';
	readonly plan: Plan;
	/** What the checks warn of. */
	readonly warnings?: readonly string[];
	/** Something besides files of the project has been changed already, such as data that was uploaded. */
	readonly isChanged?: true;
	/** The question for each value of the plan that can be changed, by its name. */
	readonly edits?: Readonly<Record<string, SelectQuestion | TextQuestion | ConfirmQuestion>>;
	/** Actions besides going ahead and cancelling. */
	readonly actions?: readonly PlanAction[];
};

export type PlanAction = {
	readonly do: 'rehearse' | 'report' | 'upload' | 'save';
	readonly label: string;
	readonly hint?: string;
};

export type PlanAnswer =
	| {readonly do: 'go'}
	| {readonly do: 'cancel'}
	| {readonly do: 'rehearse'}
	/** Open the report of the rehearsal. */
	| {readonly do: 'report'}
	| {readonly do: 'upload'}
	| {readonly do: 'save'}
	/** `value`: an answer to the question in `edits`. */
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

/** Thrown by `ask` when the user goes back to the question before; only if the question has `back`. */
export class WentBack extends Error {
	override readonly name = 'WentBack';
	/** What was typed or selected so far if it differs from the default; never a masked text. */
	readonly unfinished: string | readonly string[] | undefined;

	constructor(unfinished?: string | readonly string[]) {
		super('went back to the question before');
		this.unfinished = unfinished;
	}
}

/** What was typed into a field when Ctrl-C ended its question: the cause of the error of `ask`. Never a masked text. */
export class Unsent extends Error {
	override readonly name = 'Unsent';
	/** The name of the question of the field; on the plan, of the row that was being changed. */
	readonly field: string;
	readonly text: string;

	constructor(field: string, text: string) {
		super('was typed and not sent');
		this.field = field;
		this.text = text;
	}
}

/** What a UI mode shows at its top: the program, the project, the cluster and the steps. */
export type Header = {
	readonly title: string;
	/** The project in short: `Tide Tables · Kedro 1.7.0 · ~/tide`. */
	readonly about?: string;
	/** The kube context and namespace: `kind-dev / kubeflow`. */
	readonly cluster?: string;
	readonly steps: readonly {readonly id: StepId; readonly title: string}[];
};

/** A key that acts while work goes on. */
export type KeyAction = {
	readonly key: string;
	readonly label: string;
	/** `task`: the key of the task under the cursor, where there is one. */
	readonly press: (task: string | undefined) => void;
};

export interface Ui {
	/** True if questions can be asked. */
	readonly interactive: boolean;
	/** Aborts on Ctrl-C; all work observes it. */
	readonly signal: AbortSignal;
	/** May be called again when more is known or the steps change; what was done stays. */
	begin(header: Header): void;
	emit(event: Event): void;
	/**
	 * Asks one question.
	 * @throws WizardError `usage` if it cannot ask and there is no default, `cancelled` on Ctrl-C; `WentBack`.
	 */
	ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>>;
	/**
	 * Offers keys for the work that goes on, instead of those before, and empties the pane with its output. Only the rich UI
	 * mode has them.
	 */
	offer?(actions: readonly KeyAction[]): void;
	/**
	 * Shows a text of any length until the user goes on. Only the rich UI mode has it: elsewhere stdout is not drawn over.
	 * @throws WizardError `cancelled` on Ctrl-C.
	 */
	read?(text: string): Promise<void>;
	/**
	 * Gives the terminal to a program until `work` ends. False: it failed, and what it printed stays in sight until the user
	 * goes on. A UI mode that draws nothing and reads nothing meanwhile does without.
	 */
	lend?(work: () => Promise<boolean>): Promise<boolean>;
	/** Releases the terminal. Nothing may be called after it. */
	close(): Promise<void>;
}
