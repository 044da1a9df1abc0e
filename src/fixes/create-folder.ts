// The folder of an environment, kept by an empty file: git and images have no empty folders.
import type {Edit} from './fix.ts';
import type {Fixer} from './fixer.ts';

export const createFolder: Fixer = async ({file}) =>
	file === undefined ? undefined : {title: `Create the folder ${file}`, edits: [emptyFile(`${file}/.gitkeep`)]};

/** Creates a file where there is none. */
export const emptyFile = (file: string): Edit => ({file, change: text => text ?? ''});
