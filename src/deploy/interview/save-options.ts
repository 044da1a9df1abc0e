// Saving the options: what was asked or set by flags goes to the environment's kfp.yml; its difference is shown first.
import {homedir} from 'node:os';
import {applyFixes, diffsOf, previewFixes} from '../../fixes/apply-fixes.ts';
import type {Fix} from '../../fixes/fix.ts';
import type {FileDiff} from '../../schema/diff.ts';
import type {SettingFolders} from '../../options/option.ts';
import type {Outcome} from '../../schema/outcome.ts';
import type {PlanValue} from '../../schema/plan.ts';
import type {Project} from '../../schema/project.ts';
import {asWizardError, WizardError} from '../../system/errors.ts';
import {knownNames, savedFile} from '../../system/known-names.ts';
import type {Context} from '../../ui/context.ts';
import type {Chosen} from '../plan.ts';
import {isSaved, settingsFix} from './settings-fix.ts';

/** `files`: their names, joined. */
type Unsaved = {readonly files: string; readonly fix: Fix; readonly diff: readonly FileDiff[]};

/** What saving would write; `undefined` where the settings have it all already, or cannot be written. */
export async function unsavedOptions({selection, plan}: Chosen, {cwd}: Context): Promise<Unsaved | undefined> {
	const {project, chosen} = selection;
	const fix = await settingsFix(project, chosen.env.value, plan.values, foldersOf(project, cwd));
	const diff = await previewFixes(project.root, [fix]);
	return diff.length === 0 ? undefined : {files: diff.map(({file}) => file).join(' and '), fix, diff};
}

const foldersOf = ({root}: Pick<Project, 'root'>, cwd: string): SettingFolders => ({root, cwd, home: homedir()});

/** Shows the difference, asks, and writes it where the user agrees. Whether the files have it now. @throws `WentBack` from the question. */
export async function saveOptions(chosen: Chosen, context: Context): Promise<boolean> {
	const {ui} = context;
	const unsaved = await unsavedOptions(chosen, context);
	if (unsaved === undefined) return true;
	const {files, fix, diff} = unsaved;
	const agreed = await ui.ask({
		kind: 'confirm',
		name: 'save',
		message: `Save these options to ${files}?`,
		flag: '--yes',
		aside: true,
		help: 'The next deploy to this environment reads them from there.',
		initial: true,
		diff,
	});
	if (!agreed) return false;
	const {root} = chosen.selection.project;
	const changes = await applyFixes(root, [fix]);
	ui.emit({event: 'written', step: 'spec', files: [...diffsOf(changes)]});
	const {saved = []} = await knownNames(root, context.env);
	const others = saved.filter(one => changes.every(({file: path}) => !one.endsWith(` ${path}`)));
	await context.remember(root, {
		saved: [...changes.map(({file: path, after}) => savedFile(path, after ?? '')), ...others],
	});
	return true;
}

/**
 * After a guided deploy, once, where something was asked. A failure here does not undo a deploy that succeeded.
 * @returns the values that the next deploy does not read from the files
 * @throws WizardError `cancelled` with the outcome.
 */
export async function offerToSave(chosen: Chosen, outcome: Outcome, context: Context): Promise<readonly PlanValue[]> {
	const {ui, cwd} = context;
	const {values} = chosen.plan;
	if (!ui.interactive || !values.some(({source}) => source === 'asked')) return values;
	try {
		const folders = foldersOf(chosen.selection.project, cwd);
		return (await saveOptions(chosen, context)) ? values.filter(row => !isSaved(row, folders)) : values;
	} catch (thrown) {
		const error = asWizardError(thrown);
		if (error.kind === 'cancelled')
			throw new WizardError('cancelled', 'Stopped; the deploy itself is done', {code: error.code, outcome});
		ui.emit({event: 'note', level: 'warning', message: `The options were not saved: ${error.message}`});
		return values;
	}
}
