// `kfp-wizard compile`: the pipeline spec only. The image is taken as it was named; no registry and no cluster is asked.
import {type Given, givenText, isOn} from '../options/options.ts';
import {groupingDocument} from '../deploy/steps/selection/grouping-text.ts';
import {offerOfFixes} from '../deploy/steps/checks/fix.ts';
import {planParameters} from '../deploy/steps/selection/parameters.ts';
import {refuseBadValues, refuseContradictions} from '../options/conflicts.ts';
import {mayHaveSettings} from '../options/settings/files.ts';
import {passChecks} from '../deploy/steps/checks/checks.ts';
import {selectPipeline} from '../deploy/steps/selection/pipeline.ts';
import {openProject} from '../deploy/steps/project/project.ts';
import {planSecret} from '../deploy/steps/secret/secret.ts';
import {planSpec, writeOut} from '../deploy/steps/spec/spec.ts';
import {formatReference, parseReference} from '../image/reference.ts';
import {WizardError} from '../system/errors.ts';
import {tidyPath} from '../system/files.ts';
import {count} from '../system/text.ts';
import type {Invocation} from '../cli/parse.ts';
import {documentUi} from './document-ui.ts';

export async function compile({given: flags}: Invocation, signal: AbortSignal, version: string): Promise<number> {
	const json = isOn(flags, 'json');
	refuseContradictions(flags);
	await refuseBadValues(flags);
	if (!(await mayHaveSettings(flags))) imageOf(flags);
	const ui = documentUi(flags, signal);
	const {selection, given} = await selectPipeline(await openProject(flags, ui), flags, ui);
	await refuseBadValues(given);
	const image = imageOf(given);
	await passChecks(selection, undefined, given, ui, errors =>
		offerOfFixes({selection, source: undefined, given}, errors),
	);
	const parameters = await planParameters(selection, given, signal);
	const secret = await planSecret(selection.project, undefined, version, given, ui);
	const plan = planSpec(selection, {image: {pullPolicy: undefined}, secret, parameters, version}, given);
	const spec = plan.make(image);
	const written = await writeOut(plan.path, spec);
	if (json) {
		const grouping = groupingDocument(selection);
		const document = {ok: true, exitCode: 0, name: spec.name, image, ...written, grouping};
		process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
	} else {
		ui.emit({
			event: 'step',
			step: 'spec',
			state: 'done',
			detail: `${written.path === '-' ? 'stdout' : tidyPath(written.path)} ${written.action}, ${count(spec.tasks, 'task')}, version ${spec.hash}`,
		});
	}
	await ui.close();
	return 0;
}

/** @throws WizardError `usage` where no image is named. */
function imageOf(given: Given): string {
	const reference = givenText(given, 'image');
	if (reference !== undefined) return formatReference(parseReference(reference.value));
	throw new WizardError('usage', '--image is missing: compile needs the image that the tasks run in', {
		code: 'MISSING_ANSWER',
		next: [{command: '--image REF', when: 'by digest or with a tag'}],
	});
}
