// The Kubeflow Pipelines server of a command about runs, and what this project has there.
import {type Connection, openConnection} from '../../deploy/connection.ts';
import {kfpNames, projectId} from '../../deploy/names.ts';
import {withKfpYml} from '../../deploy/kfp-yml.ts';
import {serverFlags} from '../../deploy/server-flags.ts';
import {findProject} from '../../kedro/find-project.ts';
import {readMetadata} from '../../kedro/pyproject.ts';
import type {KfpClient} from '../../kfp/client.ts';
import {projectPipelines} from '../../kfp/project-runs.ts';
import type {KfpPipeline} from '../../kfp/schemas.ts';
import {flagName} from '../../options/names.ts';
import {type Options, withOption} from '../../options/options.ts';
import {WizardError} from '../../system/errors.ts';
import {quote} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';

export type ProjectServer = {
	readonly project: {readonly name: string; readonly id: string; readonly root: string};
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
	const {name} = metadata;
	const options = await withKfpYml('runs', given, {root, metadata}, context);
	const project = {name, id: projectId(metadata.package), root};
	// No Secret is used here, so a kube context is not needed for one.
	const connection = await openConnection(withOption(options, 'secret', {value: false, source: 'default'}), context);
	const {client} = connection;
	const pipelines = await chosenPipelines(client, project, options);
	return {project, connection, client, pipelines, options};
}

/** The pipeline that the options name, by either of its names; all of the project where they name none. */
async function chosenPipelines(
	client: KfpClient,
	{name, id}: {readonly name: string; readonly id: string},
	{kfpName: named, env, pipeline}: Options,
): Promise<readonly KfpPipeline[]> {
	if (named !== undefined || env === undefined) return projectPipelines(client, id, named?.value);
	const [plain, hashed] = kfpNames(name, pipeline?.value ?? '__default__', env.value);
	const found = pipeline === undefined ? [] : await projectPipelines(client, id, hashed);
	return found.length > 0 ? found : projectPipelines(client, id, plain);
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
