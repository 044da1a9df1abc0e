// Puts a rehearsal together: where its tasks run, how many at the same time, and with which keys.
import {availableParallelism} from 'node:os';
import type {AwsCredentials} from '../aws/credentials.ts';
import type {ImageSource} from '../image/source.ts';
import {selectedNodes} from '../kedro/kedro-run.ts';
import {pipInstall} from '../kedro/pip-install.ts';
import {rememberSeconds} from '../options/measured-seconds.ts';
import {isOn, type Options, type Sourced, valueOr} from '../options/options.ts';
import {onStartOf} from '../options/settings/settings.ts';
import type {SpecSummary} from '../pipeline-spec/read-spec.ts';
import type {Finding} from '../schema/finding.ts';
import type {TaskOutcome} from '../schema/outcome.ts';
import type {KedroNode, Project} from '../schema/project.ts';
import {steadyClock} from '../system/clock.ts';
import {defined} from '../system/defined.ts';
import type {MeasuredTask} from '../tasks/measured-seconds.ts';
import {withTemporaryFolder} from '../system/temporary-folder.ts';
import type {Context} from '../ui/context.ts';
import {inContainer} from './container-runner.ts';
import {explain} from '../checks/explain-failure.ts';
import {finishing} from './finish.ts';
import {inProcess} from './process-runner.ts';
import {type Rehearsed, rehearse} from './rehearse.ts';
import type {Runner} from './runner.ts';
import {readSecrets} from './task-variables.ts';
import {withForks} from './warm-runner.ts';
import {openWorkspace} from './workspace.ts';

export type RehearsedFiles = {
	/** What the image would contain. */
	readonly source: ImageSource;
	readonly findings: readonly Finding[];
};

export type RehearsalFacts = {
	readonly project: Project;
	/** Reads them, while Python starts. */
	readonly files: () => Promise<RehearsedFiles>;
	/** Name of the pipeline. */
	readonly pipeline: string;
	/** The nodes of the pipeline that the spec was made from. */
	readonly nodes: readonly KedroNode[];
	/** The keys that the Secret will get, where a deploy has found them already. */
	readonly keys?: AwsCredentials | undefined;
	/** Absolute path that the report is written to; default: beside the logs. */
	readonly report?: string;
	/** Tasks that succeeded in an earlier rehearsal, and are not run again. */
	readonly succeeded?: readonly TaskOutcome[];
};

/** How many tasks run at the same time. */
export const parallelOf = ({parallel}: Options): Sourced<number> => valueOr(parallel, availableParallelism());

export const runsInContainers = (options: Options): boolean => options.in?.value === 'container';

/** Runs the tasks of a spec. @throws WizardError as `rehearse` does. */
export async function rehearseSpec(
	{executions}: Pick<SpecSummary, 'executions'>,
	facts: RehearsalFacts,
	options: Options,
	context: Pick<Context, 'ui' | 'env' | 'platform'>,
): Promise<Rehearsed> {
	const {ui, env, platform} = context;
	const time = steadyClock();
	const now = (): Date => new Date(time());
	const parallel = parallelOf(options).value;
	const profile = options.awsProfile?.value;
	const secrets = await readSecrets(executions, {env, platform, profile, keys: facts.keys, signal: ui.signal});
	const {nodes} = facts;
	const names = nodes.map(({name}) => name);
	const {variables: handedOn = []} = onStartOf(facts.project) ?? {};
	const inContainers = runsInContainers(options);
	const install = inContainers ? undefined : await pipInstall(facts.project.python.executable);
	const known = {nodes, handedOn, ...defined({install})};
	const start = (run: Runner, {findings}: RehearsedFiles): Promise<Rehearsed> =>
		rehearse(
			{
				executions,
				parallel,
				secrets,
				run,
				writesHere: !inContainers,
				env,
				explain: (execution, lines) => explain(selectedNodes(execution.command, names), lines, {...known, findings}),
				...defined({succeeded: facts.succeeded}),
			},
			ui,
		);
	const {project, pipeline} = facts;
	const {environment} = project;
	const rehearsed = await finishing(
		async () =>
			inContainers
				? start(await inContainer(options.builder?.value, {env, platform}), await facts.files())
				: withTemporaryFolder(async folder => {
						const files = facts.files();
						const workspace = files.then(({source}) => openWorkspace(folder, source));
						const python = project.python.executable;
						return isOn(options.warm)
							? withForks({executions, workspace, python, env}, ui, async run => start(run, await files))
							: start(inProcess((await workspace).withCopy, python, env), await files);
					}),
		{
			executions,
			nodes: names,
			project: project.name,
			pipeline,
			environment,
			inContainers,
			begun: now(),
			subject: {root: project.root, pipeline, environment},
			report: facts.report,
			now,
			ui,
		},
	);
	await rememberSeconds(project.root, measured(executions, rehearsed.outcome, names), env);
	return rehearsed;
}

/** The tasks of the pipeline itself, with their nodes. @param names of all nodes of the pipeline */
function measured(
	executions: SpecSummary['executions'],
	{tasks = []}: Rehearsed['outcome'],
	names: readonly string[],
): readonly MeasuredTask[] {
	const secondsOf = new Map(tasks.map(({task, seconds}) => [task, seconds]));
	return executions.flatMap(({task, command, first, always}) => {
		const seconds = secondsOf.get(task);
		const nodes = first === true || always === true ? [] : selectedNodes(command, names);
		return seconds === undefined || nodes.length === 0 ? [] : [{nodes, seconds}];
	});
}
