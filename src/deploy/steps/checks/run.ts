// Runs the checks on a selection: the facts that the rules look at, and the findings.
import type {Facts} from '../../../checks/facts.ts';
import {runChecks} from '../../../checks/run-checks.ts';
import type {BuildContext} from '../../../image/context/context.ts';
import type {Outline} from '../../../image/outline/outline.ts';
import type {ImageSource} from '../../../image/source.ts';
import {datasetKinds, memoryDatasets} from '../../../kedro/datasets.ts';
import {canSelectNode} from '../../../kedro/kedro-run.ts';
import {isOff, isOn, type Options, withOption} from '../../../options/options.ts';
import {keysOfKfpOnly} from '../../../options/settings/only-kfp.ts';
import {misplacedKeys} from '../../../options/settings/misplaced.ts';
import {readSettings} from '../../../options/settings/read.ts';
import {onExitOf, onStartOf, taskSettings, unknownTargets} from '../../../options/settings/settings.ts';
import type {WorkflowSize} from '../../../pipeline-spec/size/size.ts';
import type {Finding} from '../../../schema/finding.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {groupTasks} from '../../../tasks/group-tasks.ts';
import {grouped} from '../selection/group.ts';
import {estimateSize, formatOf} from '../spec/estimate.ts';
import {datasetsBetweenTasks} from '../../../tasks/datasets-between-tasks.ts';
import {collisions} from '../../../tasks/kubernetes-names.ts';
import {attempt} from '../../../system/attempt.ts';
import {defined} from '../../../system/defined.ts';
import {otherPipelines} from '../../other-pipelines.ts';
import type {Selected, Selection} from '../../selection.ts';
import type {Checked} from './checked.ts';
import {mayComeFromElsewhere, outlineOfSource} from './outline.ts';
import {variablesIn} from '../project/task-variables.ts';
import {taskSecrets} from './task-secrets.ts';
import {secretValues, unwantedFiles} from './unwanted.ts';

export type CheckResult = {readonly findings: readonly Finding[]; readonly passed: number; readonly errors: number};

/** `size`: of the run; `undefined` where the options or settings make no spec. */
export type SelectionResult = CheckResult & {readonly size: WorkflowSize | undefined};

type Source = Pick<ImageSource, 'context' | 'dockerfile' | 'platform'> | undefined;

/**
 * Runs the rules. `source`: what the image would be made of; without it every file counts as being in the image. `run`: where
 * the size of the run matters.
 */
export function check(checked: Checked, source: Source, options: Options, run?: Facts['run']): CheckResult {
	const outline = source && outlineOfSource(source, checked.project);
	const {findings, passed} = runChecks(
		{
			...factsOf(checked, source?.context, outline),
			credentials: taskSecrets(checked, options),
			...defined({data: options.data?.value, outline, run}),
			...(runsHere(options) ? {} : {variables: variablesIn(checked.project, options)}),
			...(source && {
				contextWarnings: source.context.warnings,
				unwanted: unwantedFiles(source, checked.project, options),
				...defined({secretValues: secretValues(source.context, options)}),
				dockerfile: {
					text: source.dockerfile.text,
					generated: source.dockerfile.path === null,
					ignoreFile: source.dockerfile.ignoreFile,
				},
			}),
		},
		{ignore: options.ignore?.value ?? []},
	);
	return {findings, passed, errors: errorsIn(findings)};
}

/** Tasks that a rehearsal runs as local processes, instead of the cluster: addresses of this machine are right there. */
const runsHere = ({upload, rehearse, in: where}: Options): boolean =>
	isOff(upload) && isOn(rehearse) && where?.value !== 'container';

/** The same for a whole selection, with the pipelines that run at the start and at the end of a run. */
export function checkSelection(selection: Selection, source: Source, options: Options): SelectionResult {
	const {project} = selection;
	const environment = selection.chosen.env.value;
	const size = estimateSize(selection, options);
	const own = check({...selection, environment}, source, options, runOf(selection, options, size));
	const more = otherPipelines(project).flatMap(pipeline => {
		// One task runs all of its nodes.
		const graph = groupTasks(pipeline, 'all', memoryDatasets(project));
		return check({project, pipeline, graph, environment}, source, options).findings;
	});
	// What holds for several of them is said once.
	const findings = [...new Map([...own.findings, ...more].map(finding => [JSON.stringify(finding), finding])).values()];
	return {findings, passed: own.passed, errors: errorsIn(findings), size};
}

/** @param size of the selection itself: a spec of thousands of tasks takes a moment to make. */
function runOf(selection: Selection, options: Options, size: WorkflowSize | undefined): NonNullable<Facts['run']> {
	const {project, pipeline, chosen} = selection;
	const own = formatOf(options);
	const withLimit = (value: number) => withOption(options, 'maxTasks', {value, source: 'tried'});
	return {
		format: own,
		problems: own === 'argo' ? keysOfKfpOnly(project) : [],
		sizeOf: (graph, format) =>
			graph === selection.graph && format === own ? size : estimateSize(selection, options, graph, format),
		atMost: most => attempt(() => grouped(project, pipeline, chosen.groupBy.value, withLimit(most)).graph),
	};
}

/** What is selected, with what the checks say of it. */
export type CheckedSelection = Selected & {readonly result: SelectionResult};

export const checkSelected = (selected: Selected): CheckedSelection => ({
	...selected,
	result: checkSelection(selected.selection, selected.source, selected.options),
});

const errorsIn = (findings: readonly Finding[]): number => findings.filter(({severity}) => severity === 'error').length;

/** Of a graph: how many datasets between its tasks have an error that would stop the deploy. Others have it in any graph. */
export function errorCounter(checked: Omit<Checked, 'graph'>, options: Options): (graph: TaskGraph) => number {
	return graph => {
		const {findings} = check({...checked, graph}, undefined, options);
		const wrong = new Set(findings.flatMap(({severity, dataset}) => (severity === 'error' ? [dataset] : [])));
		const between = new Set(datasetsBetweenTasks(graph, checked.pipeline).map(({dataset}) => dataset));
		return [...between].filter(dataset => wrong.has(dataset)).length;
	};
}

function factsOf(
	{project, pipeline, graph, environment}: Checked,
	context: BuildContext | undefined,
	outline: Outline | undefined,
): Facts {
	const files = context === undefined ? undefined : new Set(context.files.map(({path}) => path));
	const folders = new Set([...(files ?? [])].flatMap(parents));
	const isSent = (path: string): boolean => files === undefined || files.has(path) || folders.has(path);
	const mayBeInBase = (path: string): boolean => outline !== undefined && mayComeFromElsewhere(outline, project, path);
	return {
		project,
		pipeline,
		graph,
		environment,
		canSelectNode: name => canSelectNode(project.kedro, name),
		kindOf: datasetKinds(project),
		collisions: collisions(pipeline.nodes.map(({name}) => name)),
		credentialsInImage: hasCredentials(project, context),
		imageHasFile: path => isSent(path) || mayBeInBase(path),
		onlyBaseMayHave: path => !isSent(path) && isSent(project.confSource) && mayBeInBase(path),
		requirementsOf: requirementsByNode(project, pipeline),
		withoutHandedOn: [onStartOf(project)?.pipeline, onExitOf(project)?.pipeline].flatMap(name =>
			name === undefined ? [] : [`the pipeline ${name}`],
		),
		settings: {
			problems: [...readSettings(project).problems, ...misplacedKeys(project)],
			unknownTargets: unknownTargets(project),
		},
		...defined({otherDeployer: context?.files.map(({path}) => path).find(isOfOtherDeployer)}),
	};
}

/** Settings of a node that contradict each other are refused where its task is made. */
function requirementsByNode(project: Project, pipeline: Pipeline): (node: string) => string | undefined {
	const settingsOf = taskSettings(project, pipeline);
	return name => {
		try {
			return settingsOf({key: '', title: name, nodes: [name], dependsOn: []}).requirements;
		} catch {
			return undefined;
		}
	};
}

/** As kedro-kubeflow and Kedro's older deployment guide name them. */
const isOfOtherDeployer = (path: string): boolean =>
	/^[^/]+\/.+\/kubeflow[^/]*\.ya?ml$/.test(path) || path === 'build_kubeflow_pipeline.py';

/** Whether a credentials file of the base or of the environment would be in the image. */
export function hasCredentials(project: Project, context: BuildContext | undefined): boolean {
	const files = new Set(context?.files.map(({path}) => path));
	const own = project.environmentFiles.filter(({kind}) => kind === 'credentials').map(({file}) => file);
	return [...own, `${project.confSource}/${project.baseEnvironment}/credentials.yml`].some(file => files.has(file));
}

/** `a/b/c.csv` → `a/b`, `a`. */
function parents(path: string): readonly string[] {
	const parts = path.split('/');
	return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
