// The consent file of Kedro's telemetry plugin, for which older releases ask in the middle of a run.
import {isBelow} from '../../../system/version.ts';
import type {Rule} from '../../rule.ts';

export const projectTelemetry: Rule = {
	id: 'project/telemetry',
	severity: 'info',
	title: 'The telemetry plugin would ask for consent in a task',
	why: 'Before kedro-telemetry 0.6 it asks where the project has no `.telemetry` file, and no user can answer in a container. Every task has KEDRO_DISABLE_TELEMETRY=1, which the oldest releases do not know.',
	fix: 'Add a `.telemetry` file with `consent: false` to the project and include it in the image',
	// From 0.19.7 on Kedro brings the plugin itself, in a release that does not ask.
	check: ({project, imageHasFile}) => {
		if (!project.plugins.includes('kedro-telemetry') || !isBelow(project.kedro, [0, 19, 7])) return [];
		if (imageHasFile('.telemetry')) return [];
		return [
			{
				message:
					'kedro-telemetry is installed and the image has no .telemetry file: an old release would ask for consent in each task',
				fix: 'Write "consent: false" into a .telemetry file of the project, and include it in the image with the line !.telemetry in .dockerignore',
			},
		];
	},
};
