// The shape of a step: ask, inspect, plan, apply. The list of the steps is in `steps.ts`.
import type {StepId} from '../schema/event.ts';
import type {Outcome} from '../schema/outcome.ts';
import type {Change, PlanValue} from '../schema/plan.ts';
import {cancelled} from '../system/errors.ts';
import type {Context} from '../ui/context.ts';
import type {Ui} from '../ui/ui.ts';
import type {Interview} from './interview/interview.ts';

/** What every plan of a step has, whatever state it is in: its rows for the user. */
export type Planned = {readonly changes: readonly Change[]; readonly values: readonly PlanValue[]};

/** What a step did: a value for the steps after it, its part of the outcome, and a line for the user. */
export type Done<T> = {readonly value: T; readonly outcome?: Outcome; readonly detail: string};

/** The plan of a step that has nothing to do: its reason is shown, and it is not applied. */
export type SkipPlan = Planned & {readonly do: 'skip'; readonly reason: string; readonly outcome?: Outcome};

/** The plans that are applied. */
export type Applicable<Plan> = Exclude<Plan, {readonly do: 'skip'}>;

/** What `apply` works with. */
export type Work = Context & {
	/** Names this attempt to start a run. */
	readonly attempt: string;
	/** Reports a change as soon as it is made, such as `pushed REF`: an error that follows lists it. */
	readonly changed: (change: string) => void;
	/** Runs between the build of the images and their push; when it throws, nothing is pushed. `taskImages`: by the file of requirements. */
	readonly beforePush?: (image: string, taskImages: Readonly<Record<string, string>>) => Promise<void>;
	/** What a step before this one did. @throws Error, a bug, where that step was skipped or has not run. */
	readonly resultOf: <T>(step: {readonly apply: (plan: never, work: Work) => Promise<Done<T>>}) => T;
};

/**
 * One step of a deploy. `Needs`: what the steps before it chose. `Asked`: the needs with the user's answers. `State`:
 * what is there now. `Plan`: a union of the states that the step can plan; `Result`: what applying it brings.
 */
export interface Step<Needs, Asked, State, Plan extends Planned, Result> {
	readonly id: StepId;
	readonly title: string;
	/** Asks what only the user knows. Changes nothing outside. */
	ask(needs: Needs, interview: Interview): Promise<Asked>;
	/** Reads what is there now. */
	inspect(asked: Asked, interview: Interview): Promise<State>;
	/** What the step will do. Pure. @throws WizardError where it must not be done. */
	plan(asked: Asked, state: State): Plan;
	/** Does it. Safe to do twice. */
	readonly apply: (plan: Applicable<Plan>, work: Work) => Promise<Done<Result>>;
}

/** The choose half of a step, with its mark in the header. */
export async function planStep<Needs, Asked, State, Plan extends Planned, Result>(
	step: Step<Needs, Asked, State, Plan, Result>,
	needs: Needs,
	interview: Interview,
): Promise<Plan> {
	interview.ui.emit({event: 'step', step: step.id, state: 'active'});
	const asked = await step.ask(needs, interview);
	return step.plan(asked, await step.inspect(asked, interview));
}

/**
 * Shows the work of a step: active, then done with its detail, or failed.
 * @throws whatever the work throws; WizardError `cancelled` instead of beginning after Ctrl-C.
 */
export async function showStep<T extends {readonly detail: string}>(
	ui: Ui,
	step: StepId,
	work: () => Promise<T>,
	doing?: string,
): Promise<T> {
	try {
		if (ui.signal.aborted) throw cancelled();
		ui.emit({event: 'step', step, state: 'active', ...(doing === undefined ? {} : {detail: doing})});
		const done = await work();
		ui.emit({event: 'step', step, state: 'done', detail: done.detail});
		return done;
	} catch (thrown) {
		ui.emit({event: 'step', step, state: 'failed'});
		throw thrown;
	}
}
