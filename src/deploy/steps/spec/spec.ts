// Step 6: the pipeline spec, written from the selection once the image is known, and read back by our own parser.
import {join, relative, resolve} from 'node:path';
import {withBootstrap} from '../../../kedro/bootstrap.ts';
import {canSelectNode, runCommand} from '../../../kedro/kedro-run.ts';
import type {Outcome} from '../../../schema/outcome.ts';
import type {PlanValue} from '../../../schema/plan.ts';
import type {Project} from '../../../schema/project.ts';
import {argoWorkflow} from '../../../pipeline-spec/argo/argo-workflow.ts';
import type {SpecInput} from '../../../pipeline-spec/spec-input.ts';
import type {PipelineInput} from '../../../pipeline-spec/pipeline-inputs.ts';
import {pipelineSpec} from '../../../pipeline-spec/kfp/pipeline-spec.ts';
import {readSpec} from '../../../pipeline-spec/read-spec.ts';
import {refuseNotOurs, specHash, writeSpec} from '../../../pipeline-spec/write-spec.ts';
import type {Exact} from '../../../system/exact-values.ts';
import {tidyPath} from '../../../system/files.ts';
import {type Answer, type Given, givenText, planValue} from '../../../options/options.ts';
import {kfpName, specFileName} from '../../names.ts';
import type {ParametersPlan} from '../selection/parameters.ts';
import {sharedVersions} from '../../../tasks/shared-versions.ts';
import {runSettings, settingsRows, taskSettings} from '../../../options/settings/settings.ts';
import {readVariables} from '../../../options/env-vars.ts';
import type {ImagePlan} from '../image/image.ts';
import type {Selection} from '../selection/pipeline.ts';
import type {SecretPlan} from '../secret/secret.ts';

export type Spec = {
	readonly text: string;
	readonly hash: string;
	readonly name: string;
	readonly tasks: number;
	readonly hasPlatform: boolean;
	/** What the pods run as, where it is not left to the server. */
	readonly serviceAccount?: string;
};

/** What the spec is made from, but for the image. */
export type SpecPlan = {
	readonly path: Answer;
	readonly name: Answer;
	readonly values: readonly PlanValue[];
	readonly make: (image: string) => Spec;
	/** What a run of it is started with, by the names of the pipeline's inputs. */
	readonly runInputs: ParametersPlan['run'];
};

/** Where the spec goes: an absolute path, or `-` for stdout. */
export function specPath(given: Given, project: {readonly root: string; readonly name: string}): Answer {
	const chosen = givenText(given, 'spec');
	if (chosen === undefined) return {value: join(project.root, specFileName(project.name)), source: 'default'};
	return chosen.value === '-' ? chosen : {value: resolve(chosen.value), source: chosen.source};
}

/**
 * What a build context leaves out, relative to the project: the spec to be written and the default one, and the
 * settings of deployments, which no task reads and which saving the answers changes.
 */
export function leftOutOfImage(
	given: Given,
	project: Pick<Project, 'root' | 'name' | 'confSource' | 'environments'>,
): readonly string[] {
	const specs = [specPath(given, project), specPath({}, project)].map(({value}) => relative(project.root, value));
	const settings = project.environments.flatMap(environment =>
		['kfp.yml', 'kfp.yaml'].map(file => `${project.confSource}/${environment}/${file}`),
	);
	return [...new Set([...specs, ...settings])];
}

export function planSpec(
	selection: Selection,
	parts: {
		image: Pick<ImagePlan, 'pullPolicy'>;
		secret: Pick<SecretPlan, 'secret'>;
		parameters: ParametersPlan;
		version: string;
	},
	given: Given,
): SpecPlan {
	const {project, answers} = selection;
	const path = specPath(given, project);
	const name = givenText(given, 'kfp_name') ?? {
		value: kfpName(project.name, answers.pipeline.value, answers.env.value),
		source: 'default',
	};
	const format = givenText(given, 'format') ?? {value: 'kfp', source: 'default'};
	const variables = readVariables(given);
	const {image, secret, parameters, version} = parts;
	const settingsOf = taskSettings(project, selection.pipeline, variables);
	const ofRun = runSettings(project);
	const versions = sharedVersions(project, selection.pipeline, selection.graph);
	const command = withBootstrap(
		runCommand(project.kedro, {environment: answers.env.value, pipeline: answers.pipeline.value}),
		{
			parameters: parameters.fixed,
			inputs: Object.fromEntries(parameters.inputs.map(({key, initial}) => [key, initial])),
			...(versions === undefined ? {} : {versions}),
		},
	);
	const isArgo = format.value === 'argo';
	const make = (reference: string): Spec => {
		const input: SpecInput = {
			title: project.name,
			name: name.value,
			environment: answers.env.value,
			pipeline: answers.pipeline.value,
			image: reference,
			...(image.pullPolicy === undefined ? {} : {imagePullPolicy: image.pullPolicy}),
			...ofRun,
			...command,
			...(namesNodes(selection) ? {} : {nodesFlag: undefined}),
			inputs: isArgo ? withRunValues(parameters) : parameters.inputs,
			identity: versions !== undefined,
			variables: {...taskVariables, ...variables},
			...(secret.secret === undefined ? {} : {secret: secret.secret}),
			graph: selection.graph,
			settings: Object.fromEntries(selection.graph.tasks.map(task => [task.key, settingsOf(task)])),
			version,
		};
		const text = isArgo ? argoWorkflow(input) : pipelineSpec(input);
		const summary = readSpec(text);
		const {serviceAccount} = ofRun;
		return {
			text,
			hash: specHash(text),
			name: summary.name,
			tasks: summary.tasks,
			hasPlatform: summary.hasPlatform,
			...(serviceAccount === undefined ? {} : {serviceAccount}),
		};
	};
	return {
		path,
		name,
		values: [
			planValue('spec', path.value === '-' ? path : {...path, value: tidyPath(path.value)}),
			planValue('format', format),
			planValue('kfp-name', name),
			...settingsRows(project),
		],
		make,
		runInputs: isArgo ? {} : parameters.run,
	};
}

/** The only task of a pipeline need not name its nodes: a name that `kedro run` cannot select does no harm there. */
const namesNodes = ({project, pipeline, graph}: Selection): boolean =>
	graph.tasks.length > 1 || pipeline.nodes.every(({name}) => canSelectNode(project.kedro, name));

/** A run of a v1 Workflow cannot be given values through the API in use: they stand in the Workflow. */
const withRunValues = ({inputs, run}: ParametersPlan): readonly PipelineInput[] =>
	inputs.map(input => (Object.hasOwn(run, input.name) ? {...input, initial: run[input.name] as Exact} : input));

/** Output as it comes, and no report of usage from every pod. */
const taskVariables = {PYTHONUNBUFFERED: '1', KEDRO_DISABLE_TELEMETRY: '1'};

/** What writing would do, looked at before. @throws WizardError `usage` where it would not overwrite what is there. */
export async function specAction(path: Answer, spec: Spec | undefined): Promise<'create' | 'update' | 'keep'> {
	if (path.value === '-') return 'create';
	const old = await refuseNotOurs(path.value);
	if (old === undefined) return 'create';
	return old === spec?.text ? 'keep' : 'update';
}

/** Writes the spec to its file, or to stdout for `-`. */
export async function writeOut(path: Answer, spec: Spec): Promise<NonNullable<Outcome['spec']>> {
	if (path.value === '-') {
		process.stdout.write(spec.text);
		return {path: '-', hash: spec.hash, tasks: spec.tasks, action: 'created'};
	}
	const action = await writeSpec(path.value, spec.text);
	return {path: path.value, hash: spec.hash, tasks: spec.tasks, action};
}
