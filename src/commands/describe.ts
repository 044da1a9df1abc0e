// `kfp-wizard describe`: the project as inspected, as JSON on stdout.
import {openProject} from '../deploy/steps/project/project.ts';
import type {Invocation} from '../cli/parse.ts';
import {documentUi} from './document-ui.ts';

export async function describe({given}: Invocation, signal: AbortSignal): Promise<number> {
	const ui = documentUi(given, signal, {alone: true});
	const {project} = await openProject(given, ui);
	process.stdout.write(`${JSON.stringify(project, null, 2)}\n`);
	await ui.close();
	return 0;
}
