// The spec of the project as it is now, planned without asking a registry or a cluster: what compile writes and rehearse runs.
import {newReadings} from '../deploy/interview/readings.ts';
import {pipelineOfRun} from '../deploy/other-pipelines.ts';
import type {Selection} from '../deploy/selection.ts';
import {planStep} from '../deploy/step.ts';
import {reportChecks} from '../deploy/steps/checks/report.ts';
import {checkSelected} from '../deploy/steps/checks/run.ts';
import {credentialsStep} from '../deploy/steps/credentials/credentials.ts';
import type {OpenProject} from '../deploy/steps/project/project.ts';
import {secretStep} from '../deploy/steps/secret/secret.ts';
import {planParameters} from '../deploy/steps/selection/parameters.ts';
import {selectPipeline} from '../deploy/steps/selection/pipeline.ts';
import {type SpecPlan, specStep} from '../deploy/steps/spec/spec.ts';
import {refuseInvalidOptions} from '../options/conflicts.ts';
import type {Options} from '../options/options.ts';
import type {Context} from '../ui/context.ts';

export type PlannedSpec = {
	/** The project as it is read in the environment that was chosen. */
	readonly open: OpenProject;
	readonly selection: Selection;
	/** With those of kfp.yml. */
	readonly options: Options;
	readonly plan: SpecPlan;
	/** What the tasks run in. */
	readonly image: string;
};

/** `imageOf`: from the options with those of kfp.yml. @throws WizardError `project` where the checks find errors. */
export async function planSpec(
	open: OpenProject,
	flags: Options,
	imageOf: (options: Options) => string,
	context: Context,
): Promise<PlannedSpec> {
	const {ui, cwd, version} = context;
	const {selection, options} = await selectPipeline(open, flags, ui);
	await refuseInvalidOptions(options);
	const image = imageOf(options);
	await reportChecks(checkSelected({selection, source: undefined, options}), ui);
	const parameters = await planParameters(selection, options, context);
	const interview = {...context, readings: newReadings()};
	const {project} = selection;
	const needs = {project, pipeline: pipelineOfRun(selection), cluster: undefined, options};
	const {secret} = await planStep(secretStep, needs, interview);
	const {secret: credentials} = await planStep(credentialsStep, {selection, options, cluster: undefined}, interview);
	const known = {known: image, pullPolicy: undefined};
	const plan = await planStep(
		specStep,
		{selection, options, parameters, secret, credentials, image: known, version, cwd, isNext: true},
		interview,
	);
	return {open: {...open, project}, selection, options, plan, image};
}
