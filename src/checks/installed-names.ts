// The Python packages that an image gets.
import type {Project} from '../schema/project.ts';

/** All that are installed, also as `name[extra]`; only what is required where the others are not known. */
export const installedNames = ({requires, installs}: Pick<Project, 'requires' | 'installs'>): readonly string[] => [
	...requires.filter(({group}) => group === null).map(({name}) => name),
	...(installs ?? []),
];
