// `kfp-wizard rehearse [SPEC]`: runs a spec that was written for a project, or the project in an environment, on this machine.
import {resolve} from 'node:path';
import {text as textOf} from 'node:stream/consumers';
import {check} from '../deploy/steps/checks/run.ts';
import {readBuildSource} from '../deploy/steps/image/source.ts';
import {openProject, type OpenProject} from '../deploy/steps/project/project.ts';
import {choosePart} from '../deploy/steps/selection/part.ts';
import {leftOutOfImage, specPath} from '../deploy/steps/spec/path.ts';
import {showStep} from '../deploy/step.ts';
import {findProject} from '../kedro/find-project.ts';
import {readRunArguments, selectedNodes} from '../kedro/kedro-run.ts';
import {readMetadata} from '../kedro/pyproject.ts';
import {formatReference, parseReference} from '../image/reference.ts';
import {refuseUnforkable} from '../options/conflicts.ts';
import {isOn, type Options, withOption} from '../options/options.ts';
import {readSpec, type SpecSummary} from '../pipeline-spec/read-spec.ts';
import {hasHeader} from '../pipeline-spec/spec-header.ts';
import {partOfSpec} from '../rehearse/part.ts';
import {parallelOf, type RehearsedFiles, rehearseSpec, runsInContainers} from '../rehearse/prepare.ts';
import {openReport} from '../rehearse/open-report.ts';
import {RehearsalFailed} from '../rehearse/rehearse.ts';
import {reportPath} from '../rehearse/report-path.ts';
import {inputsFor, rehearsalRun} from '../rehearse/run-values.ts';
import {beginForks} from '../rehearse/warm-runner.ts';
import type {Outcome} from '../schema/outcome.ts';
import type {Change} from '../schema/plan.ts';
import type {Pipeline, Project} from '../schema/project.ts';
import {defined} from '../system/defined.ts';
import {hasCode, type NextCommand, WizardError, withDetails} from '../system/errors.ts';
import {readText, tidyPath} from '../system/files.ts';
import {count, quote} from '../system/text.ts';
import type {Context} from '../ui/context.ts';
import {defaultAnswer} from '../ui/silent/default-answer.ts';
import type {Header, Ui} from '../ui/ui.ts';
import type {Invocation} from './command.ts';
import {planSpec} from './plan-spec.ts';
import {pythonWithoutTools} from './start-python.ts';

/**
 * The first argument is the path of the spec, or `-` for stdin. Without it `--env` and `--pipeline` choose what of the
 * project is compiled for the rehearsal; without these the spec is the one that a deploy writes.
 * @throws WizardError `run` when a task failed, with the outcome of all of them.
 */
export async function rehearse({options, args: [path]}: Invocation, context: Context): Promise<Outcome> {
	const {ui, cwd, stdin, platform} = context;
	refuseUnforkable(options, platform);
	const report = await reportPath(options, cwd);
	const parallel = parallelOf(options).value;
	// Without a file these options choose what is rehearsed of the project as it is now.
	const isOfProject = path === undefined && (options.env !== undefined || options.pipeline !== undefined);
	ui.begin({title: 'kfp-wizard rehearse', steps: isOfProject ? stepsOfProject : stepsOfSpec});
	const root = await findProject(options.project?.value, cwd);
	const {name} = await readMetadata(root);
	const file = path === undefined ? specPath({}, {root, name}, cwd).value : resolve(cwd, path);
	const isStdin = path === '-';
	const compiled = isOfProject ? await compileNow(options, context) : undefined;
	const from = isStdin ? 'stdin' : isOfProject ? 'the project' : tidyPath(file);
	const text = compiled?.text ?? (isStdin ? await readStdin(stdin) : await readFile(file, path));
	const spec = specOf(text, options, isStdin ? toStdin : again(text, path));
	const [first] = inMain(spec);
	const {environment, pipeline: pipelineName = '__default__'} = readRunArguments(first?.command ?? []);
	refuseOther('env', environment, options, from);
	refuseOther('pipeline', pipelineName, options, from);
	const inEnvironment =
		environment === undefined ? options : withOption(options, 'env', {value: environment, source: from});
	if (isOn(options.warm) && !isOn(options.dryRun)) await beginWarm(spec, root, options, context);
	const open = compiled?.open ?? (await openProject(inEnvironment, context));
	const {project} = open;
	const pipeline = project.pipelines.find(one => first !== undefined && one.name === pipelineName);
	const executions = await chosenOf(spec, open, pipeline, options);
	if (isOn(options.dryRun)) {
		ui.emit({event: 'plan', changes: executions.map(startOf), values: [], dryRun: true});
		return {};
	}
	const rehearsing = showStep(
		ui,
		'rehearsal',
		async () =>
			rehearseSpec(
				{...spec, executions},
				{
					project,
					pipeline: pipelineName,
					nodes: pipeline?.nodes ?? [],
					files: async () =>
						readFiles(project, pipeline, {...(isStdin || isOfProject ? {} : {file}), spec}, options, cwd),
					...defined({report}),
				},
				options,
				context,
			),
		`${count(executions.length, 'task')} of ${from}, ${parallel} at a time`,
	);
	try {
		const {outcome} = await rehearsing;
		await openWanted(outcome, options, context);
		return outcome;
	} catch (error) {
		if (error instanceof RehearsalFailed) await openWanted(error.outcome, options, context);
		throw error;
	}
}

const startOf = ({task, dependsOn}: SpecSummary['executions'][number]): Change => ({
	action: 'create',
	what: 'task',
	name: task,
	detail: dependsOn.length === 0 ? '' : `after ${dependsOn.join(', ')}`,
});

/** Opens the report where that is asked for. */
async function openWanted({report}: Outcome, {open}: Options, context: Context): Promise<void> {
	if (isOn(open) && report !== undefined) await openReport(report, context);
}

const stepsOfSpec: Header['steps'] = [
	{id: 'project', title: 'Project'},
	{id: 'rehearsal', title: 'Rehearsal'},
];

const stepsOfProject: Header['steps'] = [
	{id: 'project', title: 'Project'},
	{id: 'pipeline', title: 'Pipeline'},
	{id: 'checks', title: 'Checks'},
	{id: 'spec', title: 'Spec'},
	{id: 'rehearsal', title: 'Rehearsal'},
];

/** What compile would write now. What the options leave open is not asked for: it has its default. */
async function compileNow(
	options: Options,
	context: Context,
): Promise<{readonly text: string; readonly open: OpenProject}> {
	const {ui} = context;
	const unasked: Ui = {...ui, interactive: false, ask: async question => defaultAnswer(question)};
	const asking = {...context, ui: unasked};
	const {plan, image, open} = await planSpec(await openProject(options, asking), options, imageOf, asking);
	const {text, tasks} = plan.make(image);
	ui.emit({event: 'step', step: 'spec', state: 'done', detail: `${count(tasks, 'task')}, not written to a file`});
	return {text, open};
}

/** Processes need no image. @throws WizardError `usage` where containers have none. */
function imageOf(options: Options): string {
	const {image} = options;
	if (image !== undefined) return formatReference(parseReference(image.value));
	if (!runsInContainers(options)) return 'not-built-yet';
	throw new WizardError('usage', '--in container needs the image of the tasks, and kfp.yml names none', {
		code: 'MISSING_ANSWER',
		next: [{command: 'kfp-wizard compile --image REF', when: 'to write a spec with it, which rehearse then runs'}],
	});
}

/** The spec says what its tasks run. @throws WizardError `usage` for a flag that says something else. */
function refuseOther(name: 'env' | 'pipeline', written: string | undefined, options: Options, from: string): void {
	const wanted = options[name];
	if (wanted === undefined || written === undefined || wanted.value === written) return;
	if (!wanted.source.startsWith('-')) return;
	const value = quote(wanted.value);
	const command = name === 'env' ? `kfp-wizard rehearse --env ${value}` : `kfp-wizard rehearse --pipeline ${value}`;
	throw new WizardError('usage', `${from} was written for ${name} ${written}, not ${wanted.value}`, {
		code: 'CONTRADICTION',
		next: [{command, when: 'to rehearse the project as it is now'}],
	});
}

/** The executions of the part that the options choose. @throws WizardError `usage` where the spec has none of its nodes. */
async function chosenOf(
	{executions}: SpecSummary,
	open: OpenProject,
	pipeline: Pipeline | undefined,
	options: Options,
): Promise<SpecSummary['executions']> {
	if (pipeline === undefined) return executions;
	const {pipeline: chosen, part} = await choosePart(open, {project: open.project, pipeline}, options);
	if (part === undefined) return executions;
	const [names = [], all = []] = [chosen, pipeline].map(({nodes}) => nodes.map(({name}) => name));
	const kept = partOfSpec(executions, names, all);
	if (inMain({executions: kept}).length > 0) return kept;
	throw new WizardError('usage', `No task of the spec runs a node of${part.flags}`, {
		code: 'EMPTY_PART',
		next: [{command: `kfp-wizard compile --image REF${part.flags}`, when: 'to write a spec that does'}],
	});
}

/** Kedro is imported for the forks while the project is read. */
async function beginWarm({executions}: SpecSummary, root: string, options: Options, context: Context): Promise<void> {
	if (runsInContainers(options)) return;
	const python = await pythonWithoutTools(root, options.python, context).catch(() => undefined);
	if (python !== undefined) beginForks({executions, python: python.command, env: context.env});
}

/** The executions of the pipeline, without those before and after it. */
const inMain = ({executions}: Pick<SpecSummary, 'executions'>): SpecSummary['executions'] =>
	executions.filter(({first, always}) => first !== true && always !== true);

/** @throws WizardError `failed` for a spec that kfp-wizard did not write. `next`: what writes one that it did. */
function specOf(text: string, options: Options, next: NextCommand): SpecSummary {
	try {
		return readSpec(text, {run: rehearsalRun(), inputs: inputsFor(readSpec(text).inputs, options)});
	} catch (error) {
		throw hasCode(error, 'SPEC_INVALID') ? withDetails(error, {next: [next]}) : error;
	}
}

const toStdin: NextCommand = {
	command: 'kfp-wizard compile --image REF -o - | kfp-wizard rehearse -',
	when: 'to write it there',
};

/** Only a spec of kfp-wizard is overwritten. */
const again = (text: string, named: string | undefined): NextCommand =>
	hasHeader(text)
		? {...toFile(named), when: 'to write it again'}
		: {command: 'kfp-wizard compile --image REF --spec PATH', when: 'to write one to another file'};

/** `named`: as the user named the file. */
const toFile = (named: string | undefined): NextCommand => ({
	command: ['kfp-wizard compile --image REF', ...(named === undefined ? [] : [`--spec ${quote(named)}`])].join(' '),
	when: 'to write it',
});

/** @throws WizardError `usage` on a terminal, which the UI reads. */
async function readStdin(stdin: Context['stdin']): Promise<string> {
	if (stdin.isTTY !== true) return textOf(stdin);
	throw new WizardError('usage', 'There is no spec on stdin: it is a terminal', {
		code: 'SPEC_MISSING',
		next: [toStdin],
	});
}

/** `named`: as the user named the file. @throws WizardError `usage` when there is no such file. */
async function readFile(path: string, named: string | undefined): Promise<string> {
	const text = await readText(path);
	if (text !== undefined) return text;
	throw new WizardError('usage', `There is no spec at ${tidyPath(path)}`, {
		code: 'SPEC_MISSING',
		next: [toFile(named)],
	});
}

async function readFiles(
	project: Project,
	pipeline: Pipeline | undefined,
	{file, spec}: {readonly file?: string; readonly spec: SpecSummary},
	options: Options,
	cwd: string,
): Promise<RehearsedFiles> {
	const written = file === undefined ? options : withOption(options, 'spec', {value: file, source: 'spec'});
	const excluded = leftOutOfImage(written, project, cwd);
	const source = await readBuildSource(project, options, excluded);
	if (pipeline === undefined) return {source, findings: []};
	// As the spec groups them: what nodes of one task pass to each other never leaves it.
	const names = pipeline.nodes.map(node => node.name);
	const tasks = inMain(spec).map(execution => ({
		key: execution.task,
		title: execution.task,
		nodes: [...selectedNodes(execution.command, names)],
		dependsOn: [...execution.dependsOn],
	}));
	const graph = {pipeline: pipeline.name, tasks};
	const {findings} = check({project, pipeline, graph, environment: project.environment}, source, {});
	return {source, findings};
}
