// The schedules of a deployed project on the screen of `kfp-wizard` alone: change one, or make another.
import type {Options} from '../../options/options.ts';
import {textQuestion} from '../../options/questions.ts';
import type {Context} from '../../ui/context.ts';
import {type Choice, type SelectQuestion, WentBack} from '../../ui/ui.ts';
import {run} from '../runs/run.ts';
import {schedules} from '../runs/schedules.ts';
import type {Deployed} from './look.ts';
import {versionToRun} from './question.ts';

/** Asks what to do, and does it. @throws WizardError as of the command; `WentBack`. */
export async function manageSchedules(deployed: Deployed, options: Options, context: Context): Promise<undefined> {
	const question = schedulesQuestion(deployed);
	for (;;) {
		const chosen = await context.ui.ask(question);
		const isDone =
			chosen === 'add'
				? await isReached(() => addSchedule(deployed, options, context))
				: await isReached(() => schedules({options, args: chosen.split(' ')}, context));
		if (isDone) return undefined;
	}
}

/** Esc on the plan leads back to the time. */
async function addSchedule(deployed: Deployed, options: Options, context: Context): Promise<void> {
	const pipelineVersion = {value: versionToRun(deployed).name, source: 'asked'};
	let cron = '0 3 * * *';
	do {
		cron = await context.ui.ask({...textQuestion('schedule', {initial: cron}), aside: true, back: true});
	} while (
		!(await isReached(() =>
			run({options: {...options, pipelineVersion, schedule: {value: cron, source: 'asked'}}, args: []}, context),
		))
	);
}

/** False where Esc led back out of the work. */
const isReached = (work: () => Promise<unknown>): Promise<boolean> =>
	work().then(
		() => true,
		(error: unknown) => {
			if (error instanceof WentBack) return false;
			throw error;
		},
	);

const schedulesQuestion = ({schedules: all}: Deployed): SelectQuestion => ({
	kind: 'select',
	name: 'home-schedule',
	message: 'What should happen with the schedules?',
	flag: 'kfp-wizard schedules',
	aside: true,
	back: true,
	choices: [
		{value: 'add', label: 'Run this pipeline on a schedule', hint: 'such as every night'},
		...all.flatMap(({id, name, when, enabled}): readonly Choice[] => [
			{
				value: `${enabled ? 'disable' : 'enable'} ${id}`,
				label: `${enabled ? 'Disable' : 'Enable'} ${name}`,
				hint: when,
			},
			{value: `delete ${id}`, label: `Delete ${name}`, hint: when},
		]),
	],
	initial: 'add',
});
