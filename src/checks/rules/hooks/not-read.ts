// Hooks whose additions the checks cannot see.
import {unreadHooks} from '../../hooks.ts';
import type {Rule} from '../../rule.ts';

export const hooksNotRead: Rule = {
	id: 'hooks/not-read',
	severity: 'warning',
	title: 'A hook may add something that the checks do not see',
	why: 'kfp-wizard runs `after_context_created` and `after_catalog_created` of the project without network, programs, credentials and data. What they add is checked like the catalog. Hooks of packages are not run.',
	fix: 'Rehearse the pipeline: a rehearsal runs all hooks',
	check: ({project}) =>
		unreadHooks(project).map(({name, problem, place}) => ({
			message: `The checks do not see what the hook ${name} adds: ${problem}`,
			fix: 'Run `kfp-wizard rehearse`: a rehearsal runs all hooks',
			location: place,
		})),
};
