// The folder of an environment, kept by an empty file (git and images have no empty folders), and its catalog file.
import type {Edit} from './fix.ts';
import type {Fixer} from './fixer.ts';

export const createFolder: Fixer = async ({file}) =>
	file === undefined
		? undefined
		: {title: `Create the folder ${file}`, edits: [{...emptyFile(`${file}/.gitkeep`), keepsFolder: true}]};

/** A catalog file, without which Kedro does not start. */
export const createCatalog: Fixer = async ({file, fix}) =>
	file !== undefined && fix?.title === `Create ${file}; it may be empty`
		? {title: `Create ${file}`, edits: [{file, change: text => text ?? '# Entries of the catalog.\n'}]}
		: undefined;

/** Creates a file where there is none. */
export const emptyFile = (file: string): Edit => ({file, change: text => text ?? ''});
