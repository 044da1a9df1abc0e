// `kfp-wizard compile`: the pipeline spec only. The image is used as named; no registry and no cluster is asked.
import {reportChecks} from '../deploy/steps/checks/report.ts';
import {checkSelected} from '../deploy/steps/checks/run.ts';
import {openProject} from '../deploy/steps/project/project.ts';
import {credentialsStep} from '../deploy/steps/credentials/credentials.ts';
import {secretStep} from '../deploy/steps/secret/secret.ts';
import {groupingDocument} from '../deploy/steps/selection/grouping-text.ts';
import {planParameters} from '../deploy/steps/selection/parameters.ts';
import {selectPipeline} from '../deploy/steps/selection/pipeline.ts';
import {specStep, writeOut} from '../deploy/steps/spec/spec.ts';
import {pipelineOfRun} from '../deploy/other-pipelines.ts';
import {planStep} from '../deploy/step.ts';
import {newReadings} from '../deploy/interview/readings.ts';
import {formatReference, parseReference} from '../image/reference.ts';
import {refuseConflicts, refuseInvalidOptions} from '../options/conflicts.ts';
import {isOn, type Options} from '../options/options.ts';
import {mayHaveSettings} from '../options/settings/files.ts';
import {WizardError} from '../system/errors.ts';
import {tidyPath} from '../system/files.ts';
import {count} from '../system/text.ts';
import type {Context} from '../ui/context.ts';
import type {Invocation} from './command.ts';
import {printJson} from './print-json.ts';

export async function compile({options: flags}: Invocation, context: Context): Promise<number> {
	const {ui, cwd, version} = context;
	refuseConflicts(flags);
	await refuseInvalidOptions(flags);
	if (!(await mayHaveSettings(flags, cwd))) imageOf(flags);
	const {selection, options} = await selectPipeline(await openProject(flags, context), flags, ui);
	await refuseInvalidOptions(options);
	const image = imageOf(options);
	await reportChecks(checkSelected({selection, source: undefined, options}), ui);
	const parameters = await planParameters(selection, options, context);
	const interview = {...context, readings: newReadings()};
	const {project} = selection;
	const needs = {project, pipeline: pipelineOfRun(selection), cluster: undefined, options};
	const {secret} = await planStep(secretStep, needs, interview);
	const {secret: credentials} = await planStep(credentialsStep, {selection, options, cluster: undefined}, interview);
	const plan = await planStep(
		specStep,
		{selection, options, parameters, secret, credentials, image: {known: image, pullPolicy: undefined}, version, cwd},
		interview,
	);
	const spec = plan.make(image);
	const written = await writeOut(plan.to, spec, context);
	if (isOn(flags.json)) {
		const grouping = groupingDocument(selection);
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
