// The generated Dockerfile and .dockerignore: written into the project only when chosen, never over what is there.
import {join} from 'node:path';
import type {Dockerfile} from '../../image/dockerfile.ts';
import type {Change} from '../../schema.ts';
import {exists, writeAtomic} from '../../system/files.ts';
import type {Ui} from '../../ui/ui.ts';
import {type Did, type Given, isOn} from '../answers.ts';

export type FilePlan = {readonly changes: readonly Change[]; readonly write: (did: Did) => Promise<void>};

export async function planFiles(root: string, dockerfile: Dockerfile, given: Given, ui: Ui): Promise<FilePlan> {
	const missing = dockerfile.generated;
	const nothing: FilePlan = {changes: [], write: async () => {}};
	if (missing.length === 0) return nothing;
	const chosen =
		isOn(given, 'fix') ||
		(ui.interactive &&
			(await ui.ask({
				kind: 'confirm',
				name: 'fix',
				message: `There is no ${missing.join(' and no ')}. Write the one made for this build into the project?`,
				flag: '--fix',
				help: 'Otherwise it is used for this build only.',
				initial: false,
			})));
	if (!chosen) return nothing;
	return {
		changes: missing.map(name => ({action: 'create', what: 'file', name, detail: 'made for this project'})),
		write: async did => {
			for (const name of missing) {
				const path = join(root, name);
				if (await exists(path)) continue;
				await writeAtomic(path, name === 'Dockerfile' ? dockerfile.text : dockerfile.ignore);
				did(`created ${name}`);
			}
		},
	};
}
