// The fixes that the user chose on the screen: another way, the consent, and making them.
import {previewFixes} from '../../../fixes/apply-fixes.ts';
import {isUpload} from '../../../fixes/catalog/upload-command.ts';
import type {Fix} from '../../../fixes/fix.ts';
import type {FixContext} from '../../../fixes/fixer.ts';
import {commandsOf} from '../../../fixes/upload-commands.ts';
import type {Finding} from '../../../schema/finding.ts';
import {defined} from '../../../system/defined.ts';
import type {Ui} from '../../../ui/ui.ts';
import type {Interview} from '../../interview/interview.ts';
import {Rerun} from '../../interview/rerun.ts';
import type {Selected, Selection} from '../../selection.ts';
import {fixMaker} from './make-fixes.ts';
import {otherWays} from './other-ways.ts';

/** What making fixes needs. */
export type Fixing = Pick<Interview, 'ui' | 'env' | 'now' | 'readings'> & {
	/** Reads the project anew. */
	readonly selectAgain: () => Promise<Selected>;
};

/** Ends where the fixes are to be made. Without a fix there are only the other ways. @throws `Rerun` with another way; `WentBack` to the findings. */
export async function askForWay(
	findings: readonly Finding[],
	fixes: readonly Fix[],
	selected: Selected,
	ui: Ui,
): Promise<void> {
	const others = otherWays(findings, selected);
	const [first] = fixes;
	const [finding] = findings;
	if (others.length === 0 || finding === undefined) return;
	const files = [...new Set(fixes.flatMap(({edits}) => edits.map(({file}) => file)))];
	const label = fixes.length === 1 ? first?.title : `Make these ${fixes.length} changes`;
	const fix = first === undefined ? [] : [{value: 'fix', ...defined({label}), hint: `changes ${files.join(', ')}`}];
	const choices = [...fix, ...others.map(({choice}) => choice)];
	const chosen = await ui.ask({
		kind: 'select',
		name: 'fix-way',
		message: findings.length === 1 ? 'How should it be fixed?' : `How should these ${findings.length} be fixed?`,
		...(findings.length === 1 ? {help: finding.message} : {}),
		flag: '--fix',
		aside: true,
		choices,
		...defined({initial: choices[0]?.value}),
	});
	const other = others.find(({choice}) => choice.value === chosen);
	if (other !== undefined) throw new Rerun({answers: other.change});
}

/** What all of them would write, file by file, and the consent to it. @throws `WentBack` to the findings. */
export async function agreeToFixes(
	fixes: readonly Fix[],
	{project}: Pick<FixContext, 'project'>,
	ui: Ui,
): Promise<boolean> {
	const diff = await previewFixes(project.root, fixes);
	return ui.ask({
		kind: 'confirm',
		name: 'fixes',
		message: fixes.length === 1 ? 'Make this change?' : `Make these ${fixes.length} changes?`,
		flag: '--fix',
		aside: true,
		initial: true,
		diff,
	});
}

/** @returns the project as it is read then */
export async function makeFixes(
	fixes: readonly Fix[],
	selected: Selected,
	{selectAgain, ...context}: Fixing,
): Promise<Selection> {
	const {ui} = context;
	ui.emit({event: 'step', step: 'checks', state: 'active', detail: 'reading the project with these fixes'});
	const {kept, selected: now} = await fixMaker(selectAgain, context).make(fixes, selected);
	for (const command of await commandsOf(kept, selected.selection.project.root)) {
		reportCommand(command, ui);
		if (isUpload(command)) context.readings.uploads.add(command);
	}
	return now.selection;
}

/** Shows a command that only a person can run, such as an upload. */
export const reportCommand = (command: string, ui: Ui): void =>
	ui.emit({event: 'note', level: 'info', step: 'checks', message: `Run this once: ${command}`});
