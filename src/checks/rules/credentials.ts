// Catalog entries whose credentials entry will not be in the image.
import {finding} from '../finding.ts';
import {usedNames} from '../flow.ts';
import type {Rule} from '../rule.ts';

const id = 'catalog/credentials';

export const credentials: Rule = {
	id,
	severity: 'error',
	title: 'A catalog entry names credentials that will not be in the image',
	why: 'Credential files stay out of images. Kedro looks up the credentials of every entry, used or not, so every node would stop with "Unable to find credentials".',
	fix: 'Leave out `credentials:` in the environment; S3 takes its keys from the secret',
	check: facts => {
		if (facts.credentialsInImage) return [];
		const used = new Set(usedNames(facts));
		return facts.project.datasets
			.filter(dataset => dataset.credentials !== null && (dataset.source === 'entry' || used.has(dataset.name)))
			.map(dataset =>
				finding({
					rule: id,
					severity: 'error',
					message: `${dataset.name} needs the credentials "${dataset.credentials}", whose file will not be in the image: every node${
						used.has(dataset.name) ? '' : ', also those that do not use it,'
					} will stop with "Unable to find credentials"`,
					fix: `Leave "credentials: ${dataset.credentials}" out of the entry in ${facts.project.confSource}/${facts.environment}; S3 takes its keys from the secret`,
					place: dataset.place,
					dataset: dataset.name,
				}),
			);
	},
};
