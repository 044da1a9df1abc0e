// `kfp-wizard describe`: the project as inspected, as JSON on stdout.
import {openProject} from '../../deploy/steps/project.ts';
import {silentUi} from '../../ui/silent/silent.ts';
import type {Invocation} from '../parse.ts';

export async function describe({given}: Invocation, signal: AbortSignal): Promise<number> {
	const {stdout, stderr} = process;
	const ui = silentUi({json: false, yes: true, quiet: true, verbose: false, stdout, stderr, signal});
	const {project} = await openProject(given, ui);
	stdout.write(`${JSON.stringify(project, null, 2)}\n`);
	await ui.close();
	return 0;
}
