// A rehearsal from the plan: it runs and leads back to the plan. Where tasks failed it asks what next, with their cause first.
import type {Fix} from '../../fixes/fix.ts';
import {proposeFixes} from '../../fixes/propose-fixes.ts';
import {withOption} from '../../options/options.ts';
import {openReport} from '../../rehearse/open-report.ts';
import {type FailedTask, RehearsalFailed} from '../../rehearse/rehearse.ts';
import type {TaskOutcome} from '../../schema/outcome.ts';
import {readText} from '../../system/files.ts';
import {quiet} from '../../ui/quiet.ts';
import {unlessBack} from '../../ui/unless-back.ts';
import {select} from '../choose.ts';
import type {Chosen} from '../plan.ts';
import {showStep} from '../step.ts';
import {clusterOf, deployHeader} from '../steps.ts';
import {agreeToFixes, makeFixes} from '../steps/checks/fix-now.ts';
import {subjectOf} from '../steps/checks/fix.ts';
import {checkSelection} from '../steps/checks/run.ts';
import {rehearseIn} from '../steps/rehearsal/rehearsal.ts';
import {credentialsOf} from '../steps/secret/plan.ts';
import type {Interview} from './interview.ts';
import {failureQuestion, variableQuestion} from './rehearsal-questions.ts';
import {Rerun} from './rerun.ts';

/**
 * Runs the tasks of the plan as local processes until they succeed or the user goes back to the plan.
 * @throws `Rerun` always: to the plan, or with a variable or fixes and then on with the tasks that have not succeeded.
 */
export async function rehearseNow(chosen: Chosen, interview: Interview, run = rehearseIn): Promise<never> {
	const {ui, readings} = interview;
	const {options, selection, connection, plans} = chosen;
	const rehearsing = withOption(options, 'rehearse', {value: true, source: 'asked'});
	ui.begin(deployHeader(rehearsing, selection.project, connection && clusterOf(connection)));
	let {succeeded = []} = readings.rehearsal;
	readings.rehearsal.succeeded = undefined;
	for (;;) {
		const needs = {
			selection,
			options,
			// The user may have changed a file since.
			source: undefined,
			spec: plans.spec,
			keys: credentialsOf(plans.secret),
			succeeded,
		};
		try {
			const {detail, outcome} = await showStep(ui, 'rehearsal', () => run(needs, undefined, interview));
			readings.rehearsal.said = detail;
			readings.rehearsal.report = outcome.report;
			throw new Rerun();
		} catch (thrown) {
			if (!(thrown instanceof RehearsalFailed)) throw thrown;
			readings.rehearsal.said = thrown.message;
			readings.rehearsal.report = thrown.outcome.report;
			succeeded = (thrown.outcome.tasks ?? []).filter(({state}) => state === 'succeeded');
			await decide(thrown, succeeded, chosen, interview);
		}
	}
}

/** Returns where the tasks are to be run again. @throws `Rerun`. */
async function decide(
	{failed, outcome}: RehearsalFailed,
	succeeded: readonly TaskOutcome[],
	chosen: Chosen,
	interview: Interview,
): Promise<void> {
	const {ui, readings} = interview;
	const fixes = await fixesFor(failed, chosen);
	const left = (outcome.tasks ?? []).length - succeeded.length;
	const question = failureQuestion(failed, left, fixes, chosen.selection.project, outcome.report);
	for (;;) {
		// Esc leads out of a question, not to the one before the plan.
		const answer = await ui.ask(question).catch(unlessBack);
		switch (answer) {
			case 'again':
				return;
			case 'log':
				await showLog(failed[0]?.log ?? '', interview);
				continue;
			case 'report':
				await openReport(outcome.report ?? '', interview);
				continue;
			case 'fix':
				if (!(await agreeToFixes(fixes, subjectOf(chosen), ui).catch(unlessBack))) continue;
				await makeFixes(
					fixes,
					{...chosen, source: undefined},
					{...interview, selectAgain: () => selectAgain(chosen, interview)},
				);
				readings.rehearsal.succeeded = succeeded;
				throw new Rerun();
			case 'variable': {
				const variable = await ui.ask(variableQuestion(failed, chosen.selection.project)).catch(unlessBack);
				if (typeof variable !== 'string') continue;
				readings.rehearsal.succeeded = succeeded;
				throw new Rerun({answers: {envVar: [...(chosen.options.envVar?.value ?? []), variable]}});
			}
			default:
				throw new Rerun();
		}
	}
}

/** The fixes of the findings that explain the failures. */
async function fixesFor(failed: readonly FailedTask[], {selection, options}: Chosen): Promise<readonly Fix[]> {
	const rules = new Set(failed.map(({rule}) => rule));
	const {findings} = checkSelection(selection, undefined, {});
	const proposed = await proposeFixes(
		findings.filter(({rule}) => rules.has(rule)),
		subjectOf({selection, options}),
	);
	return proposed.filter(fix => fix !== undefined);
}

function selectAgain({options}: Chosen, interview: Interview): ReturnType<typeof select> {
	interview.readings.drop();
	return select({...interview, ui: quiet(interview.ui)}, options);
}

async function showLog(path: string, {ui, stdout}: Interview): Promise<void> {
	const text = (await readText(path)) ?? '';
	if (ui.read === undefined) stdout.write(text);
	else await ui.read(text);
}
