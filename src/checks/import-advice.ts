// What to do about a Python import that failed while Kedro loaded the project.
import {distributionOf} from '../kedro/install-commands.ts';
import type {Project} from '../schema/project.ts';

/** To install a package, unless the module is the project's own. `otherwise` for any other error. */
export function importAdvice(
	message: string,
	project: Pick<Project, 'package' | 'sourceDir'>,
	otherwise: string,
): string {
	const [, name = '', lacks] = /(\S+) \S+ is installed and has no (\S+); another version is needed/.exec(message) ?? [];
	if (lacks !== undefined) {
		return name === 'Python'
			? `Use a version of Python that has ${lacks}, here and in the Dockerfile, or change the import`
			: `Install a version of ${name} that has ${lacks}, here and in the project's requirements, or change the import`;
	}
	const module = /No module named '([^']+)'/.exec(message)?.[1];
	const [first = '', ...below] = module?.split('.') ?? [];
	if (module === undefined || first === project.package) return otherwise;
	if (first === project.sourceDir) {
		return `Import it without "${first}." in front, because Kedro looks for modules in ${first} itself. Or set PYTHONPATH=. here, and for the tasks with --env-var PYTHONPATH=.`;
	}
	// Python names the first part that it does not find: the parts before it exist.
	if (below.length > 0) {
		return `Install a version of ${first} that has ${module}, here and in the project's requirements, or remove the import`;
	}
	const distribution = distributionOf(module);
	const package_ =
		distribution === module.replaceAll('_', '-')
			? `the package with the module ${module}`
			: `${distribution}, which has the module ${module},`;
	return `Install ${package_} for the project's Python, and add it to the project's requirements, from which the image is built`;
}
