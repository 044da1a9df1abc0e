// `kfp-wizard check`: every check on the project, as lines or as one JSON document; exit code 3 when there are errors.
import {undoneInWords} from '../../deploy/steps/checks/undo.ts';
import type {Fix} from '../../fixes/fix.ts';
import {undoLast} from '../../fixes/journal.ts';
import {findProject} from '../../kedro/find-project.ts';
import {type Fixed, fixAll, type FixOffer, lookForFixes, previewAll} from '../../deploy/steps/checks/fix.ts';
import {reportCommand} from '../../deploy/steps/checks/fix-now.ts';
import {checkSelected} from '../../deploy/steps/checks/run.ts';
import {imageFilesFix, writeFiles} from '../../deploy/steps/image/files.ts';
import {readBuildFiles, readImageSource} from '../../deploy/steps/image/source.ts';
import {newReadings} from '../../deploy/interview/readings.ts';
import {openProject} from '../../deploy/steps/project/project.ts';
import {groupingDocument} from '../../deploy/steps/selection/grouping-text.ts';
import {planParameters} from '../../deploy/steps/selection/parameters.ts';
import {selectPipeline} from '../../deploy/steps/selection/pipeline.ts';
import {leftOutOfImage} from '../../deploy/steps/spec/path.ts';
import type {Selected} from '../../deploy/selection.ts';
import {newPythonSession, type PythonSession} from '../../kedro/python-session.ts';
import {refuseConflicts, refuseInvalidOptions} from '../../options/conflicts.ts';
import {isOn, type Options} from '../../options/options.ts';
import {taskSettings} from '../../options/settings/settings.ts';
import type {MachineRow} from '../../schema/machine.ts';
import {defined} from '../../system/defined.ts';
import {asWizardError, hasCode, withDetails} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import {printedFinding} from '../../ui/with-printed-commands.ts';
import {quiet} from '../../ui/quiet.ts';
import type {Ui} from '../../ui/ui.ts';
import type {Invocation} from '../command.ts';
import {localMachine} from '../doctor/local-machine.ts';
import {rowPrinter} from '../doctor/print-rows.ts';
import {localRows} from '../doctor/rows.ts';
import {printDiff} from '../print-diff.ts';
import {printJson} from '../print-json.ts';
import {reportOthersWithoutErrors} from './elsewhere.ts';
import {publish, publishFailure} from './publish.ts';
import {reportSize} from './report-size.ts';
import {isOnStdout, wantedReports} from './report/reports.ts';

export async function check({options: flags}: Invocation, context: Context): Promise<number> {
	const {ui} = context;
	refuseConflicts(flags);
	await refuseInvalidOptions(flags);
	if (isOn(flags.undo)) return undo(flags, context);
	const reports = await wantedReports(flags, context.cwd);
	const probing = localMachine(flags, context);
	const withFixes = isOn(flags.fix) && !isOn(flags.dryRun);
	const python = newPythonSession();
	const read = () => select(flags, context, python);
	const inspecting = withFixes ? fixAll(read, context, imageFiles) : read().then(unfixed);
	const checked = await inspecting.catch(async (thrown: unknown) => {
		await publishFailure(asWizardError(thrown), reports, flags, context);
		throw thrown;
	});
	const {selection, result, fixed, commands} = checked;
	const {project, chosen} = selection;
	const {passed, errors, size} = result;
	const wanted = result.findings.filter(({severity}) => severity !== 'info');
	const {findings: explained, offer} = await lookForFixes(checked, wanted);
	const changes = isOn(flags.fix) && isOn(flags.dryRun) ? await previewAll(checked, context, imageFiles) : undefined;
	const findings = result.findings.map(finding =>
		printedFinding(explained[wanted.indexOf(finding)] ?? finding, context.commands),
	);
	const exitCode = errors > 0 ? 3 : 0;
	await publish(
		{
			root: project.root,
			about: [project.name, chosen.pipeline.value, chosen.env.value].join(', '),
			findings,
			passed,
			isChecked: true,
			ignored: flags.ignore?.value ?? [],
		},
		reports,
		flags,
		context,
	);
	if (reports.some(isOnStdout)) return exitCode;
	if (isOn(flags.json)) {
		const document = {
			ok: errors === 0,
			exitCode,
			project: project.name,
			root: project.root,
			kedro: project.kedro,
			pipeline: chosen.pipeline.value,
			environment: chosen.env.value,
			grouping: groupingDocument(selection, checked.options),
			...defined({workflow: size}),
			findings,
			passed,
			...(withFixes ? {fixed, commands} : {}),
			...defined({changes}),
			machine: await probing,
		};
		printJson(document, context);
		return exitCode;
	}
	reportSize(size, ui);
	ui.emit({event: 'findings', findings: [...findings], passed});
	if (changes !== undefined && changes.length > 0) {
		context.stdout.write('\n');
		printDiff(changes, context);
	}
	if (!isOn(flags.fix)) reportOffer(offer, ui);
	if (errors > 0) {
		await reportOthersWithoutErrors(
			selection,
			flags,
			context,
			async options => unfixed(await select(options, {...context, ui: quiet(ui)}, python)).result.errors,
		);
	}
	for (const command of commands) reportCommand(command, ui);
	printMachine(await probing, flags, context);
	return exitCode;
}

/** Takes the last fixes back. Nothing is checked: the project is as it was before. */
async function undo(flags: Options, context: Context): Promise<number> {
	const changes = await undoLast(await findProject(flags.project?.value, context.cwd), context.env);
	const undone = changes.map(({file, after}) => ({file, action: after === undefined ? 'removed' : 'restored'}));
	if (isOn(flags.json)) printJson({ok: true, exitCode: 0, undone}, context);
	else context.ui.emit({event: 'note', level: 'info', step: 'checks', message: undoneInWords(changes)});
	return 0;
}

function printMachine(rows: readonly MachineRow[], flags: Options, context: Context): void {
	if (isOn(flags.quiet) || rows.length === 0) return;
	context.stdout.write('\nThis machine\n');
	rows.forEach(rowPrinter(localRows, flags, context));
}

/** How many of the findings can be fixed, and the command that does it. */
function reportOffer(offer: FixOffer | undefined, ui: Ui): void {
	if (offer === undefined) return;
	const where = offer.elsewhere ? ' in another environment, which may be new' : '';
	const message = `kfp-wizard can fix ${offer.fixes} of these${where}:\n${offer.command}`;
	ui.emit({event: 'note', level: 'info', step: 'checks', message});
}

async function select(flags: Options, context: Context, python: PythonSession): Promise<Selected> {
	const {ui, cwd} = context;
	// What was read may have changed: a fix was made.
	const readings = {...newReadings(), python};
	const {selection, options} = await selectPipeline(await openProject(flags, context, readings), flags, ui);
	await planParameters(selection, options, {...context, readings});
	refuseContradictions(selection);
	const {project} = selection;
	const read = () => readImageSource(project, options, leftOutOfImage(options, project, cwd));
	const source = await read().catch(async (thrown: unknown) => {
		if (!isOn(flags.fix) || isOn(flags.dryRun) || !hasCode(thrown, 'CONTEXT_TOO_LARGE', 'CONTEXT_UNREADABLE'))
			throw thrown;
		const changed: string[] = [];
		await writeFiles(project.root, await readBuildFiles(project, options), change => void changed.push(change));
		// What it advises now is about the file that is there.
		return read().catch((again: unknown) => {
			throw withDetails(asWizardError(again), {changed});
		});
	});
	return {selection, source, options};
}

/** Of settings in kfp.yml, which make no task: a deploy would stop at its spec. @throws WizardError `project` */
function refuseContradictions({project, pipeline, graph}: Selected['selection']): void {
	graph.tasks.forEach(taskSettings(project, pipeline));
}

const imageFiles = ({source}: Selected): readonly Fix[] =>
	source === undefined ? [] : imageFilesFix(source.dockerfile);

const unfixed = (selected: Selected): Fixed => ({
	...checkSelected(selected),
	fixed: [],
	commands: [],
});
