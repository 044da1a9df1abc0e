// `kfp-wizard compile`: the pipeline spec only. The image is used as named; no registry and no cluster is asked.
import {groupingDocument} from '../deploy/steps/selection/grouping-text.ts';
import {writeOut} from '../deploy/steps/spec/spec.ts';
import {formatReference, parseReference} from '../image/reference.ts';
import {refuseConflicts, refuseInvalidOptions} from '../options/conflicts.ts';
import {isOn, type Options} from '../options/options.ts';
import {mayHaveSettings} from '../options/settings/files.ts';
import {WizardError} from '../system/errors.ts';
import {tidyPath} from '../system/files.ts';
import {count} from '../system/text.ts';
import type {Context} from '../ui/context.ts';
import type {Invocation} from './command.ts';
import {planSpec} from './plan-spec.ts';
import {printJson} from './print-json.ts';

export async function compile({options: flags}: Invocation, context: Context): Promise<number> {
	const {ui, cwd} = context;
	refuseConflicts(flags);
	await refuseInvalidOptions(flags);
	if (!(await mayHaveSettings(flags, cwd))) imageOf(flags);
	const {selection, options, plan, image} = await planSpec(flags, imageOf, context);
	const spec = plan.make(image);
	const grouping = groupingDocument(selection, options);
	if (isOn(flags.dryRun) && plan.to.is === 'file') {
		const {name, hash, tasks} = spec;
		const changes = [...plan.changes];
		if (isOn(flags.json)) printJson({ok: true, exitCode: 0, name, image, hash, tasks, changes, grouping}, context);
		else ui.emit({event: 'plan', changes, values: [...plan.values], dryRun: true});
		return 0;
	}
	const written = await writeOut(plan.to, spec, context);
	await plan.keep();
	if (isOn(flags.json)) {
		printJson({ok: true, exitCode: 0, name: spec.name, image, ...written, grouping}, context);
		return 0;
	}
	ui.emit({
		event: 'step',
		step: 'spec',
		state: 'done',
		detail: `${written.path === '-' ? 'written to stdout' : `${tidyPath(written.path)} ${written.action}`}, ${count(spec.tasks, 'task')}, version ${spec.hash}`,
	});
	return 0;
}

/** @throws WizardError `usage` where no image is named. */
function imageOf({image}: Options): string {
	if (image !== undefined) return formatReference(parseReference(image.value));
	throw new WizardError('usage', '--image is missing: compile needs the image that the tasks run in', {
		code: 'MISSING_ANSWER',
		next: [{command: '--image REF', when: 'by digest or with a tag'}],
	});
}
