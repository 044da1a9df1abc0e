// The Kubeflow Pipelines server of a command about runs, and what this project has there.
import {type Connection, openConnection} from '../../deploy/connection.ts';
import {projectIdentity} from '../../deploy/identity.ts';
import {kfpNames} from '../../deploy/names.ts';
import {withKfpYml} from '../../deploy/kfp-yml.ts';
import {reportMissingPipeline} from '../../deploy/missing-pipeline.ts';
import {serverFlags} from '../../deploy/server-flags.ts';
import {findProject} from '../../kedro/find-project.ts';
import {readMetadata} from '../../kedro/pyproject.ts';
import type {KfpClient} from '../../kfp/client.ts';
import {isMarkedFor, projectMark} from '../../kfp/description-markers.ts';
import {namesProject, pipelineOwner} from '../../kfp/pipeline-owner.ts';
import {projectPipelines} from '../../kfp/project-runs.ts';
import type {KfpPipeline} from '../../kfp/schemas.ts';
import {flagName} from '../../options/names.ts';
import {type Options, withOption} from '../../options/options.ts';
import {WizardError} from '../../system/errors.ts';
import {claimedId, createdByFormer, type ProjectIdentity} from '../../system/project-identity.ts';
import {quote} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import type {Ui} from '../../ui/ui.ts';

export type ProjectServer = {
	readonly project: ProjectIdentity & {readonly root: string};
	readonly connection: Connection;
	readonly client: KfpClient;
	/** Those that were named (`--kfp-name`, or `--env` and `--pipeline`), else all of this project. */
	readonly pipelines: readonly KfpPipeline[];
	/** Those of the command, and below them those of kfp.yml. */
	readonly options: Options;
};

/** @throws WizardError where there is no project, or no KFP server. */
export async function openServer(given: Options, context: Context): Promise<ProjectServer> {
	const root = await findProject(given.project?.value, context.cwd);
	const metadata = await readMetadata(root);
	const options = await withKfpYml('runs', given, {root, metadata}, context);
	const git = {env: context.env, signal: context.ui.signal};
	const project = {...(await projectIdentity({...metadata, root}, options, git)), root};
	// No Secret is used here, so a kube context is not needed for one.
	const connection = await openConnection(withOption(options, 'secret', {value: false, source: 'default'}), context);
	const {client} = connection;
	const pipelines = await chosenPipelines(client, project, options);
	const [wanted] = namesOf(project, options);
	if (wanted !== undefined && pipelines.length === 0)
		reportMissingPipeline(wanted, await projectPipelines(client, project), context.ui);
	await reportOwners(client, project, pipelines, context.ui);
	return {project, connection, client, pipelines, options};
}

/** Names pipelines of 0.1.0, and where the project has none, one that may be the project's under another id. */
async function reportOwners(
	client: KfpClient,
	project: ProjectIdentity,
	pipelines: readonly KfpPipeline[],
	ui: Ui,
): Promise<void> {
	const owners = await Promise.all(pipelines.map(pipeline => pipelineOwner(client, pipeline, project)));
	const former = pipelines.filter((_, index) => owners[index]?.owner === 'former').map(({name}) => name);
	if (former.length > 0)
		ui.emit({
			event: 'note',
			level: 'info',
			message: `${former.join(', ')}: ${createdByFormer}. The next deploy marks what it uploads with the id of this project`,
		});
	if (pipelines.length > 0) return;
	const all = await client.listPipelines();
	const other = all.find(one => namesProject(one, project) && !isMarkedFor(one.description, project));
	const id = other && claimedId(projectMark(other.description) ?? '');
	if (other === undefined || id === undefined) return;
	ui.emit({
		event: 'note',
		level: 'warning',
		message: `The pipeline ${other.name} was created for another project of this name. If it is this project, use --project-id ${id}`,
	});
}

/** The pipeline that the options name, by either of its names; all of the project where they name none. */
async function chosenPipelines(
	client: KfpClient,
	project: ProjectIdentity,
	options: Options,
): Promise<readonly KfpPipeline[]> {
	const [plain, hashed] = namesOf(project, options);
	const found = hashed === undefined ? [] : await projectPipelines(client, project, hashed);
	return found.length > 0 ? found : projectPipelines(client, project, plain);
}

/** The names that the pipeline may have on Kubeflow; none where the options name none. */
function namesOf({name}: ProjectIdentity, {kfpName: named, env, pipeline}: Options): readonly string[] {
	if (named !== undefined) return [named.value];
	if (env === undefined) return [];
	const [plain, hashed] = kfpNames(name, pipeline?.value ?? '__default__', env.value);
	return pipeline === undefined ? [plain] : [plain, hashed];
}

/** The flags with which another command finds the same pipeline on its server. */
export const sameServer = (options: Options, connection: Connection): string =>
	(['kfpName', 'env', 'pipeline'] as const)
		.map(name => {
			const option = options[name];
			return option?.source.startsWith('-') === true ? ` ${flagName(name)} ${quote(option.value)}` : '';
		})
		.join('') + serverFlags(options, connection);

/** Refuses `--pipeline` alone: the name of a pipeline on Kubeflow contains the environment too. */
export function refuseHalfNamed({kfpName: named, env, pipeline}: Options): void {
	if (pipeline === undefined || env !== undefined || named !== undefined) return;
	throw new WizardError('usage', `${pipeline.source} needs --env: together they name the pipeline on Kubeflow`, {
		code: 'MISSING_ANSWER',
		next: [{command: '--env ENV'}, {command: '--kfp-name NAME', when: 'instead of both'}],
	});
}
