// `kfp-wizard describe`: the inspected project as JSON on stdout.
import {openProject} from '../deploy/steps/project/project.ts';
import {chooseEnvironment} from '../deploy/steps/selection/environment.ts';
import {findPipeline} from '../deploy/steps/selection/pipeline.ts';
import {wantedArtifacts} from '../options/settings/settings.ts';
import {artifactsOfPipeline} from '../tasks/artifacts.ts';
import type {Context} from '../ui/context.ts';
import type {Invocation} from './command.ts';
import {printJson} from './print-json.ts';

export async function describe({options}: Invocation, context: Context): Promise<number> {
	const {project} = await openProject(options, context);
	// Kedro reads an environment that does not exist as an empty one.
	await chooseEnvironment(project, options, context.ui);
	const {pipeline: named} = options;
	const chosen = named === undefined ? project.pipelines : [findPipeline(project, named)];
	const {wanted} = wantedArtifacts(project);
	const pipelines = chosen.map(pipeline => ({
		...pipeline,
		artifacts: artifactsOfPipeline(project, pipeline, wanted),
	}));
	printJson({...project, pipelines}, context);
	return 0;
}
