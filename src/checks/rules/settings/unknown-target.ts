// Settings in kfp.yml for nodes, tags and pipelines that the project does not have.
import {meant} from '../../../system/nearest.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const settingsUnknownTarget: Rule = {
	id: 'settings/unknown-target',
	severity: 'warning',
	title: '`kfp.yml` has settings for a node, a tag or a pipeline that the project does not have',
	why: 'Such settings have no effect: after a node is renamed, its task runs with the default settings.',
	fix: 'Use a name of a node, tag or pipeline that `kfp-wizard describe` lists, or remove the settings',
	check: ({settings}) =>
		settings.unknownTargets.map(({kind, name, known, place}) => {
			const near = meant(name, known);
			return {
				message: `kfp.yml has settings for the ${kind} ${name}, which ${kind === 'pipeline' ? 'the project does not register' : 'is in no pipeline'}`,
				fix:
					near === undefined
						? `Remove the settings, or use an existing ${kind}: ${list(known, 10) || 'none'}`
						: `Rename ${name} to ${near} in kfp.yml, or remove the settings`,
				location: place,
				node: kind === 'node' ? name : undefined,
			};
		}),
};
