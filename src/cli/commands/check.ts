// `kfp-wizard check`: every check on the project, as lines or as one JSON document; exit code 3 when there are errors.
import {type Given, isOn} from '../../deploy/answers.ts';
import {groupingDocument} from '../../deploy/grouping.ts';
import {check as runChecks} from '../../deploy/steps/checks.ts';
import type {ImageSource} from '../../deploy/steps/build-image.ts';
import {readImageSource} from '../../deploy/steps/image.ts';
import {planFiles} from '../../deploy/steps/image-files.ts';
import {selectPipeline} from '../../deploy/steps/pipeline.ts';
import {openProject} from '../../deploy/steps/project.ts';
import {specsInContext} from '../../deploy/steps/spec.ts';
import type {Ui} from '../../ui/ui.ts';
import type {Invocation} from '../parse.ts';
import {documentUi} from './document-ui.ts';

export async function check({given}: Invocation, signal: AbortSignal): Promise<number> {
	const json = isOn(given, 'json');
	const ui = documentUi(given, signal);
	const selection = await selectPipeline(await openProject(given, ui), given, ui);
	const {project, answers} = selection;
	const source = await readImageSource(project, given, specsInContext(given, project));
	if (source !== undefined && isOn(given, 'fix')) await writeFiles(source, given, ui);
	const {findings, passed, errors} = runChecks(selection, source?.context, given, source?.dockerfile);
	const exitCode = errors > 0 ? 3 : 0;
	if (json) {
		const document = {
			ok: errors === 0,
			exitCode,
			project: project.name,
			root: project.root,
			kedro: project.kedro,
			pipeline: answers.pipeline.value,
			environment: answers.env.value,
			grouping: groupingDocument(selection),
			findings,
			passed,
		};
		process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
	} else {
		ui.emit({event: 'findings', findings: [...findings], passed});
	}
	await ui.close();
	return exitCode;
}

/** `--fix`: the Dockerfile and .dockerignore that a deploy would make, where they are missing. */
async function writeFiles({context, dockerfile}: ImageSource, given: Given, ui: Ui): Promise<void> {
	const {write} = await planFiles(context.root, dockerfile, given, ui);
	await write(message => ui.emit({event: 'note', level: 'info', step: 'image', message}));
}
