// The generated Dockerfile and .dockerignore: written into the project only when chosen, never over what is there.
import {applyFixes} from '../../../fixes/apply-fixes.ts';
import type {Fix} from '../../../fixes/fix.ts';
import type {Dockerfile} from '../../../image/dockerfile/dockerfile.ts';
import type {Change} from '../../../schema/plan.ts';
import type {Ui} from '../../../ui/ui.ts';
import {type Did, type Given, isOn} from '../../../options/options.ts';

export type FilePlan = {
	readonly changes: readonly Change[];
	/** Where the user, or a flag, said that they go into the project. */
	readonly source: string | undefined;
	readonly write: (did: Did) => Promise<void>;
};

export async function planFiles(root: string, dockerfile: Dockerfile, given: Given, ui: Ui): Promise<FilePlan> {
	const missing = dockerfile.generated;
	const nothing: FilePlan = {changes: [], source: undefined, write: async () => {}};
	if (missing.length === 0) return nothing;
	const chosen =
		isOn(given, 'fix') ||
		(ui.interactive &&
			(await ui.ask({
				kind: 'select',
				name: 'build_files',
				message: `There is no ${missing.join(' and no ')}: ${missing.length === 1 ? 'one is' : 'both are'} made for you. Where should ${missing.length === 1 ? 'it' : 'they'} go?`,
				flag: '--fix',
				choices: [
					{value: 'build', label: 'for this build only', hint: 'nothing is written'},
					{value: 'project', label: 'into the project', hint: missing.join(', ')},
				],
				initial: 'build',
			})) === 'project');
	if (!chosen) return nothing;
	return {
		source: isOn(given, 'fix') ? given['fix']?.source : 'asked',
		changes: missing.map(name => ({action: 'create', what: 'file', name, detail: 'made for this project'})),
		write: async did => {
			for (const {file} of await applyFixes(root, imageFilesFix(dockerfile))) did(`created ${file}`);
		},
	};
}

/** Writes what was made for the build, where there is still nothing. */
export function imageFilesFix({generated, text, ignore}: Dockerfile): readonly Fix[] {
	return generated.map(name => ({
		title: `Write a ${name}`,
		edits: [{file: name, change: present => present ?? (name === 'Dockerfile' ? text : ignore)}],
	}));
}
