// `kfp-wizard status [RUN] --follow`: the tasks of a run as they go, until it ends.
import {limitOf} from '../../deploy/follow.ts';
import {followInUi} from '../../follow/keys.ts';
import {refuseInvalidOptions} from '../../options/conflicts.ts';
import {isOn} from '../../options/options.ts';
import type {Outcome} from '../../schema/outcome.ts';
import type {Context} from '../../ui/context.ts';
import type {Invocation} from '../command.ts';
import {openRun} from '../runs/followed-run.ts';

/** @throws WizardError `run` where the run did not succeed; as of `followRun`. */
export async function followStatus(
	{options, args: [wanted = 'latest']}: Invocation,
	context: Context,
): Promise<Outcome> {
	const {ui} = context;
	await refuseInvalidOptions(options);
	ui.begin({title: 'kfp-wizard status', steps: [{id: 'follow', title: 'Follow'}]});
	ui.emit({event: 'step', step: 'follow', state: 'active', detail: `looking for the run ${wanted}`});
	const followed = await openRun(wanted, options, context);
	if (isOn(options.open)) await followed.openPage?.(followed.run.run_id);
	return followInUi(followed, ui, {limit: limitOf(options), canDetach: true});
}
