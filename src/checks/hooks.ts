// Hooks that may provide what the inspection did not find: then its absence is a warning, and nothing is to be fixed.
import type {Severity} from '../schema/severity.ts';
import type {Hook, Project} from '../schema/project.ts';

/** Hooks that add something that is not in the document, or may add it. */
export const unreadHooks = ({hooks = []}: Pick<Project, 'hooks'>): readonly Hook[] =>
	hooks.filter(({problem}) => problem !== null);

/** How a finding about something absent is rated: an error, unless a hook may provide it. */
export function ratedAbsence(
	project: Pick<Project, 'hooks'>,
	name: string,
	fix: string,
): {readonly severity: Severity; readonly fix: string} {
	const [hook] = unreadHooks(project);
	if (hook === undefined) return {severity: 'error', fix};
	return {
		severity: 'warning',
		fix: `Nothing to do if the hook ${hook.name} provides ${name}: kfp-wizard could not see what it adds, and \`kfp-wizard rehearse\` shows whether it does. Otherwise: ${fix}`,
	};
}
