// The generated Dockerfile and .dockerignore: written into the project only when chosen, never over existing files.
import {applyFixes, previewFixes} from '../../../fixes/apply-fixes.ts';
import type {Fix} from '../../../fixes/fix.ts';
import type {Dockerfile} from '../../../image/dockerfile/dockerfile.ts';
import {isFromSettings, isOn, type Options} from '../../../options/options.ts';
import type {Change} from '../../../schema/plan.ts';
import type {Ui} from '../../../ui/ui.ts';

/** Whether the user, or a flag, wants the generated files in the project. Who has saved the options was asked before. */
export async function askForFiles(
	dockerfile: Dockerfile,
	root: string,
	{fix, image}: Options,
	ui: Ui,
): Promise<boolean> {
	const {generated} = dockerfile;
	if (generated.length === 0) return false;
	if (isOn(fix)) return true;
	if (!ui.interactive || isFromSettings(image?.source ?? '')) return false;
	const several = generated.length > 1;
	const answer = await ui.ask({
		kind: 'select',
		name: 'build_files',
		message: `There is no ${generated.join(' and no ')}: kfp-wizard generates ${several ? 'them' : 'it'}. Where should ${several ? 'they' : 'it'} go?`,
		flag: '--fix',
		choices: [
			{value: 'build', label: 'for this build only', hint: 'nothing is written'},
			{value: 'project', label: 'into the project', hint: generated.join(', ')},
			{value: 'show', label: `look at ${several ? 'them' : 'it'} first`, isDetour: true},
		],
		initial: 'build',
	});
	if (answer !== 'show') return answer === 'project';
	return ui.ask({
		kind: 'confirm',
		name: 'build_files_in_project',
		message: `Write ${several ? 'them' : 'it'} into the project? Otherwise ${several ? 'they are' : 'it is'} for this build only.`,
		flag: '--fix',
		initial: false,
		diff: await previewFixes(root, imageFilesFix(dockerfile)),
	});
}

export const fileChanges = ({generated}: Dockerfile): readonly Change[] =>
	generated.map(name => ({action: 'create', what: 'file', name, detail: 'generated for this project'}));

/** Writes what was generated for the build, where there is still no such file. */
export async function writeFiles(
	root: string,
	dockerfile: Dockerfile,
	changed: (change: string) => void,
): Promise<void> {
	for (const {file} of await applyFixes(root, imageFilesFix(dockerfile))) changed(`created ${file}`);
}

export function imageFilesFix({generated, text, ignore}: Dockerfile): readonly Fix[] {
	return generated.map(name => ({
		title: `Write a ${name}`,
		edits: [{file: name, change: present => present ?? (name === 'Dockerfile' ? text : ignore)}],
	}));
}
