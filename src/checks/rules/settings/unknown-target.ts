// Settings in kfp.yml for nodes and tags that the project does not have.
import {nearest} from '../../../system/nearest.ts';
import {finding, list} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'settings/unknown-target';

export const settingsUnknownTarget: Rule = {
	id,
	severity: 'warning',
	title: '`kfp.yml` has settings for a node or a tag that is in no pipeline',
	why: 'They hold for nothing: after a node is renamed its task runs with the settings of any other.',
	fix: 'Write the name of the node or tag as `kfp-wizard describe` has it, or remove the settings',
	check: ({settings}) =>
		settings.unknownTargets.map(({kind, name, known, place}) => {
			const near = nearest(name, known);
			return finding({
				rule: id,
				severity: 'warning',
				message: `kfp.yml has settings for the ${kind} ${name}, which is in no pipeline`,
				fix:
					near === undefined
						? `Remove them; there is: ${list(known, 10) || `no ${kind}`}`
						: `Write ${near}, if that is meant`,
				place,
				...(kind === 'node' ? {node: name} : {}),
			});
		}),
};
