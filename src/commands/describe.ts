// `kfp-wizard describe`: the inspected project as JSON on stdout.
import {openProject} from '../deploy/steps/project/project.ts';
import type {Context} from '../ui/context.ts';
import type {Invocation} from './command.ts';
import {printJson} from './print-json.ts';

export async function describe({options}: Invocation, context: Context): Promise<number> {
	const {project} = await openProject(options, context);
	printJson(project, context);
	return 0;
}
