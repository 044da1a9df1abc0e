// The consent to the plan, and what the user can do there instead: change a row, save, rehearse, leave.
import {isOn} from '../../options/options.ts';
import {openReport} from '../../rehearse/open-report.ts';
import {runsInContainers} from '../../rehearse/prepare.ts';
import {defined} from '../../system/defined.ts';
import {WizardError} from '../../system/errors.ts';
import {count} from '../../system/text.ts';
import type {PlanAction} from '../../ui/ui.ts';
import type {Chosen} from '../plan.ts';
import {confirmProduction} from './confirm-production.ts';
import {Rerun} from './rerun.ts';
import {planEdits} from './plan-edits.ts';
import type {Interview} from './interview.ts';
import {rehearseNow} from './rehearse-now.ts';
import {saveOptions, unsavedOptions} from './save-options.ts';
import {uploadData} from './upload-data.ts';

/**
 * Ends when the user agrees to the plan.
 * @throws WizardError `declined`; `Rerun` with what is changed.
 */
export async function askForConsent(chosen: Chosen, context: Interview): Promise<void> {
	const {ui, readings} = context;
	if (readings.rehearsal.succeeded !== undefined) await rehearseNow(chosen, context);
	const edits = ui.interactive ? await planEdits(chosen, context) : undefined;
	const answer = await ui.ask({
		kind: 'plan',
		name: 'plan',
		message: 'Go ahead?',
		flag: '--yes',
		plan: chosen.plan,
		warnings: chosen.warnings,
		...(readings.uploaded.size === 0 ? {} : {isChanged: true as const}),
		...defined({edits: edits?.questions, actions: edits && (await actions(chosen, context))}),
	});
	switch (answer.do) {
		case 'go':
			await confirmProduction(chosen.connection?.context, ui);
			return;
		case 'cancel':
			throw new WizardError('declined', 'Declined: nothing was deployed', {code: 'DECLINED'});
		case 'rehearse':
			// A container needs the image, which is built after the consent.
			if (!runsInContainers(chosen.options)) await rehearseNow(chosen, context);
			throw new Rerun({answers: {rehearse: true}});
		case 'report':
			await openReport(readings.rehearsal.report ?? '', context);
			throw new Rerun();
		case 'upload': {
			const left = await uploadData([...readings.uploads], chosen, context);
			for (const command of readings.uploads) if (!left.includes(command)) readings.uploaded.add(command);
			readings.uploads.clear();
			for (const command of left) readings.uploads.add(command);
			throw new Rerun({reconnect: true});
		}
		case 'change':
			throw new Rerun(edits?.changes(answer.name, answer.value));
		case 'save':
			await saveOptions(chosen, context);
			throw new Rerun();
	}
}

async function actions(chosen: Chosen, context: Interview): Promise<readonly PlanAction[]> {
	const {options, selection} = chosen;
	const tasks = selection.graph.tasks.length;
	const {said, report} = context.readings.rehearsal;
	const [first] = context.readings.uploads;
	const which = tasks === 1 ? 'its task' : `these ${count(tasks, 'task')}`;
	const rehearse: PlanAction = runsInContainers(options)
		? {do: 'rehearse', label: 'Rehearse first', hint: `runs ${which} in containers before anything is pushed`}
		: {
				do: 'rehearse',
				label: said === undefined ? 'Rehearse now' : 'Rehearse again',
				hint: said ?? `runs ${which} on this machine, and comes back here`,
			};
	const unsaved = await unsavedOptions(chosen, context).catch(() => undefined);
	return [
		...(isOn(options.rehearse) ? [] : [rehearse]),
		...(report === undefined
			? []
			: [
					{
						do: 'report',
						label: 'Report of the rehearsal',
						hint: 'r: opens its graph, timeline, metrics and reports in the browser',
					} as const,
				]),
		...(first === undefined ? [] : [{do: 'upload', label: 'Upload the data', hint: `u: ${first}`} as const]),
		...(unsaved === undefined ? [] : [{do: 'save', label: `Save options to ${unsaved.files}`} as const]),
	];
}
