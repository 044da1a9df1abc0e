// Where the pipeline spec is written, and what an image build leaves out because of it.
import {join, relative, resolve} from 'node:path';
import type {Options, Sourced} from '../../../options/options.ts';
import type {Project} from '../../../schema/project.ts';
import {specFileName} from '../../names.ts';

/** An absolute path, or `-` for stdout. */
export function specPath(
	{spec}: Options,
	project: {readonly root: string; readonly name: string},
	cwd: string,
): Sourced {
	if (spec === undefined) return {value: join(project.root, specFileName(project.name)), source: 'default'};
	return spec.value === '-' ? spec : {value: resolve(cwd, spec.value), source: spec.source};
}

/** The spec to be written and the default one, relative to the project. */
export const specFiles = (
	options: Options,
	project: {readonly root: string; readonly name: string},
	cwd: string,
): readonly string[] => [
	...new Set(
		[specPath(options, project, cwd), specPath({}, project, cwd)].map(({value}) => relative(project.root, value)),
	),
];

/**
 * What a build context leaves out, relative to the project: the spec to be written and the default one, and the kfp.yml
 * files, which no task reads and which saving the options changes.
 */
export function leftOutOfImage(
	options: Options,
	project: Pick<Project, 'root' | 'name' | 'confSource' | 'environments'>,
	cwd: string,
): readonly string[] {
	const settings = project.environments.flatMap(environment =>
		['kfp.yml', 'kfp.yaml'].map(file => `${project.confSource}/${environment}/${file}`),
	);
	return [...new Set([...specFiles(options, project, cwd), ...settings])];
}
