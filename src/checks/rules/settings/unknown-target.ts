// Settings in kfp.yml for nodes, tags, pipelines and datasets that the project does not have.
import {meant} from '../../../system/nearest.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

const missing = {
	node: 'which is in no pipeline',
	tag: 'which is in no pipeline',
	pipeline: 'which the project does not register',
	dataset: 'which no node stores',
} as const;

export const settingsUnknownTarget: Rule = {
	id: 'settings/unknown-target',
	severity: 'warning',
	title: '`kfp.yml` names a node, a tag, a pipeline or a dataset that the project does not have',
	why: 'Such settings have no effect: after a node is renamed, its task runs with the default settings. Of `metrics` and `reports` only datasets are shown that a node stores.',
	fix: 'Use a name that `kfp-wizard describe` lists, or remove the settings',
	check: ({settings}) =>
		settings.unknownTargets.map(({kind, name, known, place}) => {
			const near = meant(name, known);
			return {
				message: `kfp.yml ${kind === 'dataset' ? 'shows' : 'has settings for'} the ${kind} ${name}, ${missing[kind]}`,
				fix:
					near === undefined
						? `Remove the settings, or use an existing ${kind}: ${list(known, 10) || 'none'}`
						: `Rename ${name} to ${near} in kfp.yml, or remove the settings`,
				location: place,
				node: kind === 'node' ? name : undefined,
				dataset: kind === 'dataset' ? name : undefined,
			};
		}),
};
