// The consent file of Kedro's telemetry plugin, for which older releases ask in the middle of a run.
import {finding} from '../../finding.ts';
import type {Rule} from '../../rule.ts';
import {isBelow} from '../../../system/version.ts';

const id = 'project/telemetry';

export const telemetry: Rule = {
	id,
	severity: 'info',
	title: 'The telemetry plugin would ask for consent in a task',
	why: 'Before kedro-telemetry 0.6 it asks where no .telemetry stands in the project, and nobody answers in a container. Every task has KEDRO_DISABLE_TELEMETRY=1, which the oldest releases do not know.',
	fix: 'Put a .telemetry with `consent: false` into the project, and let .dockerignore keep it',
	// From 0.19.7 on Kedro brings the plugin itself, in a release that does not ask.
	check: ({project, imageHasFile}) => {
		if (!project.plugins.includes('kedro-telemetry') || !isBelow(project.kedro, [0, 19, 7])) return [];
		if (imageHasFile('.telemetry')) return [];
		return [
			finding({
				rule: id,
				severity: 'info',
				message:
					'kedro-telemetry is installed and no .telemetry would be in the image: an old release asks for consent there',
				fix: 'Put a .telemetry with "consent: false" into the project, and let .dockerignore keep it',
			}),
		];
	},
};
