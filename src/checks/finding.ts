// Puts a finding together, so that no rule has to spell out what is not known.
import type {Finding, Severity} from '../schema/finding.ts';
import type {SourceLocation, Project} from '../schema/project.ts';

type Parts = {
	readonly rule: string;
	readonly severity: Severity;
	readonly message: string;
	/** What to do about it. */
	readonly fix: string;
	readonly place?: SourceLocation | null | undefined;
	readonly node?: string | undefined;
	readonly dataset?: string | undefined;
};

export function finding({rule, severity, message, fix, place, node, dataset}: Parts): Finding {
	return {
		rule,
		severity,
		message,
		...(place ? {file: place.file} : {}),
		...(place?.line ? {line: place.line} : {}),
		...(node === undefined ? {} : {node}),
		...(dataset === undefined ? {} : {dataset}),
		fix: {title: fix},
	};
}

/** Names as a sentence lists them: `a`, `a and b`, `a, b and 3 more`. */
export function list(names: readonly string[], most = 3): string {
	const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
	return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** With a capital letter. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What to do about an import that failed: to install, unless the module is the project's own. `otherwise` for any other error. */
export function importFix(message: string, project: Pick<Project, 'package' | 'sourceDir'>, otherwise: string): string {
	const module = /No module named '([^']+)'/.exec(message)?.[1];
	const [first = '', ...below] = module?.split('.') ?? [];
	if (module === undefined || first === project.package) return otherwise;
	if (first === project.sourceDir) {
		return `Import it without "${first}." in front, since Kedro looks for modules in ${first} itself; or set PYTHONPATH=. here, and for the tasks with --env-var PYTHONPATH=.`;
	}
	// Python names the first part that it does not find: what is above it is there.
	if (below.length > 0) {
		return `The ${first} that is installed has no ${module}: install a version that has it, here and in the project's requirements, or go without it`;
	}
	return `Install what has the module ${module} for the project's Python, and name it in the project's requirements, from which the image is made`;
}
