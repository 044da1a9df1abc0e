// Keys that a v1 Workflow has nothing for: with --format argo they would have no effect.
import type {Project} from '../../schema/project.ts';
import {readSettings, type SettingsProblem} from './read.ts';

/** Of a run with `--format argo`. */
export function keysOfKfpOnly(project: Project): readonly SettingsProblem[] {
	const {values, placeOf} = readSettings(project);
	if (values.lineage !== true) return [];
	return [
		{
			message: 'lineage: needs the format kfp, since a v1 Workflow cannot import artifacts',
			fix: 'Remove lineage, or use --format kfp',
			place: placeOf('lineage'),
		},
	];
}
