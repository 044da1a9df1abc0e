// `kfp-wizard check`: every check on the project, as lines or as one JSON document; exit code 3 when there are errors.
import {type Given, isOn} from '../options/options.ts';
import {groupingDocument} from '../deploy/steps/selection/grouping-text.ts';
import {type Looked, mend, type Mended, offerOfFixes} from '../deploy/steps/checks/fix.ts';
import {check as runChecks} from '../deploy/steps/checks/checks.ts';
import {readImageSource} from '../deploy/steps/image/image.ts';
import {imageFilesFix} from '../deploy/steps/image/files.ts';
import {planParameters} from '../deploy/steps/selection/parameters.ts';
import {selectPipeline} from '../deploy/steps/selection/pipeline.ts';
import {openProject} from '../deploy/steps/project/project.ts';
import {leftOutOfImage} from '../deploy/steps/spec/spec.ts';
import type {Finding} from '../schema/finding.ts';
import type {Ui} from '../ui/ui.ts';
import type {Invocation} from '../cli/parse.ts';
import {documentUi} from './document-ui.ts';

export async function check({given}: Invocation, signal: AbortSignal): Promise<number> {
	const json = isOn(given, 'json');
	const ui = documentUi(given, signal);
	const read = () => look(given, ui);
	const looked = isOn(given, 'fix')
		? await mend(read, ui, ({source}) => (source === undefined ? [] : imageFilesFix(source.dockerfile)))
		: asItIs(await read());
	const {selection, result, fixed, commands} = looked;
	const {project, answers} = selection;
	const {findings, passed, errors} = result;
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
			...(isOn(given, 'fix') ? {fixed, commands} : {}),
		};
		process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
	} else {
		ui.emit({event: 'findings', findings: [...findings], passed});
		if (!isOn(given, 'fix')) await sayHowToFix(looked, findings, ui);
		for (const command of commands)
			ui.emit({event: 'note', level: 'info', step: 'checks', message: `Left to do once: ${command}`});
	}
	await ui.close();
	return exitCode;
}

/** How many of these can be mended, and the command that does it. */
async function sayHowToFix(looked: Looked, findings: readonly Finding[], ui: Ui): Promise<void> {
	const offer = await offerOfFixes(
		looked,
		findings.filter(({severity}) => severity !== 'info'),
	);
	if (offer === undefined) return;
	const message = `Of these, ${offer.fixes} can be mended for you: ${offer.command}${offer.elsewhere ? ' (in an environment of its own, a new one or one that is there)' : ''}`;
	ui.emit({event: 'note', level: 'info', step: 'checks', message});
}

async function look(flags: Given, ui: Ui): Promise<Looked> {
	const {selection, given} = await selectPipeline(await openProject(flags, ui), flags, ui);
	await planParameters(selection, given, ui.signal);
	const source = await readImageSource(selection.project, given, leftOutOfImage(given, selection.project));
	return {selection, source, given};
}

function asItIs(looked: Looked): Mended {
	const result = runChecks(looked.selection, looked.source, looked.given);
	return {...looked, result, fixed: [], commands: []};
}
