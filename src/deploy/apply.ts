// The second half of a deploy: applies the plan step by step. At each moment it knows what was changed already.
import {mayHaveRun, newAttempt} from '../kfp/start-run.ts';
import {flagName, rowName} from '../options/names.ts';
import {rerunCommand} from '../options/rerun-command.ts';
import type {Outcome} from '../schema/outcome.ts';
import type {PlanValue} from '../schema/plan.ts';
import {defined} from '../system/defined.ts';
import {asCancelled, asWizardError, type NextCommand, type WizardError, withDetails} from '../system/errors.ts';
import type {Context} from '../ui/context.ts';
import type {Chosen, StepPlans} from './plan.ts';
import {type Applicable, type Done, showStep, type Work} from './step.ts';
import {appliedSteps} from './steps.ts';
import {withWays} from './interview/with-ways.ts';
import {waysOfStep} from './ways-of-step.ts';
import {tryImage} from './steps/image/smoke.ts';
import {rehearseIn} from './steps/rehearsal/rehearsal.ts';

type AppliedId = keyof StepPlans;

/** Without --rehearse, --credentials-secret and --reschedule these are not steps of this deploy. */
const onlyWhenAsked: ReadonlySet<AppliedId> = new Set(['rehearsal', 'credentials', 'schedule']);

/** The step of each id takes the plan of that id. */
const steps: {
	readonly [Id in AppliedId]: {
		readonly apply: (plan: Applicable<StepPlans[Id]>, work: Work) => Promise<Done<unknown>>;
	};
} = appliedSteps;

/**
 * Every step is safe to do twice: it looks at what is there before it does anything.
 * @throws WizardError with `changed`, everything that was done, and the command that resumes.
 */
export async function apply(chosen: Chosen, context: Context): Promise<Outcome> {
	const {ui} = context;
	const {options, plans, plan} = chosen;
	const attempt = options.attempt?.value ?? newAttempt();
	const resume = (error: WizardError): NextCommand => resuming(error, plan.values, attempt);
	const changes: string[] = [];
	const results = new Map<object, unknown>();
	let outcome: Outcome = {};

	const {rehearsal} = plans;
	// Containers need the image, so they run between its build and its push.
	const inContainers = rehearsal.do === 'rehearse' && rehearsal.where === 'container';
	const beforePush: Work['beforePush'] = async (image, taskImages) => {
		const images = {image, taskImages};
		const trial = {...chosen, spec: plans.spec, images};
		await tryImage({...trial, plan: plans.image}, image, context);
		for (const {file, plan} of plans.image.others ?? [])
			await tryImage({...trial, plan}, taskImages[file] ?? image, context);
		if (!inContainers) return;
		const done = await showStep(ui, 'rehearsal', () => rehearseIn(rehearsal.needs, images, context));
		outcome = {...outcome, ...done.outcome};
	};
	const work: Work = {
		...context,
		attempt,
		beforePush,
		changed: change => void changes.push(change),
		resultOf: <T>(step: object): T => {
			if (!results.has(step)) throw new Error('a step needs the result of a step that did not run');
			return results.get(step) as T;
		},
	};

	const applyStep = async <Id extends AppliedId>(id: Id): Promise<void> => {
		const plan = plans[id];
		if (plan.do === 'skip') {
			if (!onlyWhenAsked.has(id)) ui.emit({event: 'step', step: id, state: 'skipped', detail: plan.reason});
			outcome = {...outcome, ...plan.outcome};
			return;
		}
		const done = await showStep(ui, id, () => steps[id].apply(plan as Applicable<StepPlans[Id]>, work));
		outcome = {...outcome, ...done.outcome};
		results.set(steps[id], done.value);
	};
	for (const id of Object.keys(appliedSteps) as AppliedId[]) {
		if (id === 'rehearsal' && inContainers) continue;
		await withWays(applyStep(id), error => waysOfStep(id, error), ui).catch((thrown: unknown) => {
			if (ui.signal.aborted) throw withChanges(asCancelled(thrown), changes, resume);
			// A rehearsal changes nothing, so there is nothing to resume.
			throw id === 'rehearsal' ? thrown : withChanges(asWizardError(thrown), changes, resume);
		});
	}
	return outcome;
}

function withChanges(
	error: WizardError,
	changes: readonly string[],
	resume: (error: WizardError) => NextCommand,
): WizardError {
	const changed = [...changes, ...error.changed];
	// The command that resumes is the same deploy, with every option.
	const again = error.next.find(({command}) => command === 'kfp-wizard deploy');
	const resumes = {...resume(error), ...defined({when: again?.when})};
	return withDetails(error, {
		changed,
		...(error.kind === 'cancelled' && changed.length === 0 ? {detail: 'Nothing was changed outside this machine'} : {}),
		next: [...error.next.filter(one => one !== again), resumes],
	});
}

const attemptRow = rowName('attempt');

/** The attempt has its run: the same deploy again is another one. */
export const withoutAttempt = (chosen: Chosen): Chosen => ({
	...chosen,
	plan: {...chosen.plan, values: chosen.plan.values.filter(({name}) => name !== attemptRow)},
});

/** With the attempt, a run that may exist already is reused, also one that has ended by then, and no other one. */
function resuming(error: WizardError, values: readonly PlanValue[], attempt: string): NextCommand {
	const row = {name: attemptRow, value: attempt, source: flagName('attempt')};
	const others = values.filter(({name}) => name !== attemptRow);
	return {
		command: rerunCommand(mayHaveRun(error) ? [...others, row] : values),
		when: 'to resume; completed steps are skipped',
		isWhole: true,
	};
}
