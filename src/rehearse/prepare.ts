// Prepares a rehearsal from a project and the options: how many tasks at a time, where, and with which keys.
import {availableParallelism} from 'node:os';
import type {AwsCredentials} from '../aws/credentials.ts';
import type {Finding} from '../schema/finding.ts';
import type {KedroNode, Project} from '../schema/project.ts';
import type {SpecSummary} from '../pipeline-spec/read-spec.ts';
import {withTemporaryFolder} from '../system/files.ts';
import type {Ui} from '../ui/ui.ts';
import {selectedNodes} from '../kedro/kedro-run.ts';
import {type Answer, type Given, givenText, refuseBad} from '../options/options.ts';
import {problems} from '../options/validate.ts';
import type {ImageSource} from '../deploy/steps/image/build.ts';
import {inContainer} from './container-runner.ts';
import {explain} from './explain-failure.ts';
import {type Rehearsed, rehearse} from './rehearse.ts';
import {inProcess} from './process-runner.ts';
import type {Runner} from './runner.ts';
import {readSecrets} from './task-variables.ts';
import {openWorkspace} from './workspace.ts';

export type RehearsalFacts = {
	/** Environment variables. */
	readonly env: NodeJS.ProcessEnv;
	readonly project: Project;
	/** The content of the image. */
	readonly source: ImageSource;
	/** Of the pipeline that the spec was made from. */
	readonly nodes: readonly KedroNode[];
	readonly findings: readonly Finding[];
	/** The keys for the Secret, where a deploy already found them. */
	readonly keys?: AwsCredentials | undefined;
};

/** How many tasks run at a time. @throws WizardError `usage` for an invalid number. */
export function readParallel(given: Given): Answer<number> {
	const text = givenText(given, 'parallel');
	if (text === undefined) return {value: availableParallelism(), source: 'default'};
	refuseBad(text, problems['parallel']);
	return {value: Number(text.value), source: text.source};
}

export const isInContainer = (given: Given): boolean => givenText(given, 'in')?.value === 'container';

/** Runs the tasks of a spec. @throws WizardError as `rehearse` does. */
export async function rehearseSpec(spec: SpecSummary, facts: RehearsalFacts, given: Given, ui: Ui): Promise<Rehearsed> {
	const {executions} = spec;
	const {env} = facts;
	const parallel = readParallel(given).value;
	const secrets = await readSecrets(executions, {
		platform: process.platform,
		env,
		profile: givenText(given, 'aws_profile')?.value,
		keys: facts.keys,
	});
	const names = facts.nodes.map(({name}) => name);
	const start = (run: Runner): Promise<Rehearsed> =>
		rehearse(
			{
				executions,
				parallel,
				secrets,
				run,
				env,
				explain: (execution, lines) => explain(selectedNodes(execution.command, names), lines, facts),
			},
			ui,
		);
	if (isInContainer(given))
		return start(await inContainer(spec.images, givenText(given, 'builder')?.value, {env, platform: process.platform}));
	return withTemporaryFolder(async folder =>
		start(inProcess(await openWorkspace(folder, facts.source), facts.project.python.executable, env)),
	);
}
