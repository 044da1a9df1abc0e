// What every face can do: take events as they happen, and ask. Steps know only this.
import type {Event, Plan, StepId} from '../schema.ts';

export type Choice = {
	readonly value: string;
	/** What the list shows; default: the value. */
	readonly label?: string;
	/** A few words beside the label. */
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
};

export type SelectQuestion = Asked & {
	readonly kind: 'select';
	readonly choices: readonly Choice[];
	readonly initial?: string;
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
};

export type ConfirmQuestion = Asked & {
	readonly kind: 'confirm';
	readonly initial: boolean;
};

/** Consent to the plan, which the face shows in full; its default is yes, its flag is `--yes`. */
export type PlanQuestion = Asked & {
	readonly kind: 'plan';
	readonly plan: Plan;
};

export type Question = SelectQuestion | MultiSelectQuestion | TextQuestion | ConfirmQuestion | PlanQuestion;

export type AnswerTo<Q extends Question> = Q extends {kind: 'multiselect'}
	? readonly string[]
	: Q extends {kind: 'confirm' | 'plan'}
		? boolean
		: string;

/** What the face draws at the top and along the side. */
export type Story = {
	readonly title: string;
	readonly steps: readonly {readonly id: StepId; readonly title: string}[];
};

export interface Ui {
	/** True when a person can be asked. */
	readonly interactive: boolean;
	/** Fires on Ctrl-C: all work runs under it. */
	readonly signal: AbortSignal;
	begin(story: Story): void;
	emit(event: Event): void;
	/**
	 * Asks one question.
	 * @throws WizardError `usage` where nobody can be asked and there is no default, `cancelled` on Ctrl-C.
	 */
	ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>>;
	/** Gives the terminal back. Nothing may be called after it. */
	close(): Promise<void>;
}
