// The folder of an environment, kept by an empty file: git and images have no empty folders.
import type {Maker} from './fixer.ts';

export const keepFolder: Maker = async ({file}) => {
	if (file === undefined) return undefined;
	return {title: `Make the folder ${file}`, edits: [{file: `${file}/.gitkeep`, change: text => text ?? ''}]};
};
