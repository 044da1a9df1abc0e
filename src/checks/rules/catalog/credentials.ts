// Catalog entries whose credentials entry will not be in the image.
import type {Dataset} from '../../../schema/project.ts';
import {catalogFile} from '../../catalog-entry.ts';
import {locationOf} from '../../data-location.ts';
import {finding} from '../../finding.ts';
import {usedNames} from '../../data-flow.ts';
import type {Facts, Rule} from '../../rule.ts';

const id = 'catalog/credentials';

export const credentials: Rule = {
	id,
	severity: 'error',
	title: 'A catalog entry names credentials that will not be in the image',
	why: 'Credential files stay out of images. Kedro looks up the credentials of every entry, used or not, so every node would stop with "Unable to find credentials".',
	fix: 'Leave out `credentials:` in the environment: S3 takes its keys from the secret. For a database, ship a credentials file that holds only `${oc.env:NAME}`',
	check: facts => {
		if (facts.credentialsInImage) return [];
		const used = new Set(usedNames(facts));
		return firstOfEach(facts.project.datasets).map(dataset => judge(dataset, used.has(dataset.name), facts));
	},
};

/** Kedro 0.18 to 1.7 all look up the credentials of unused entries and of unused factory patterns too. */
function judge(dataset: Dataset, isUsed: boolean, facts: Facts) {
	const entry = dataset.pattern ?? dataset.name;
	const others = isUsed ? '' : ', also those that do not use it,';
	return finding({
		rule: id,
		severity: 'error',
		message: `${entry} needs the credentials "${dataset.credentials}", whose file will not be in the image: every node${others} will stop with "Unable to find credentials"`,
		fix: canGoWithout(dataset, facts)
			? `Leave "credentials: ${dataset.credentials}" out of the entry ${entry} for this environment; S3 takes its keys from the secret`
			: shipped(facts),
		place: dataset.place,
		dataset: dataset.name,
	});
}

/** What is on S3 finds the keys in the environment, and a local path needs none; a database or another cloud does not. */
function canGoWithout(dataset: Dataset, facts: Facts): boolean {
	const kind = facts.kindOf(dataset.name);
	return kind === 'local' || (kind === 'remote' && /^s3[an]?:/.test(locationOf(dataset)?.value ?? ''));
}

function shipped({project, environment}: Facts): string {
	const file = catalogFile(project, environment).replace(/catalog\.yml$/, 'credentials.yml');
	return `Write a ${file} that holds nothing but \${oc.env:NAME}, let it into the image (.dockerignore and --allow-file ${file}), and give the tasks NAME: with --env-var, or as a key of the Secret`;
}

/** Datasets with credentials; those of one factory pattern share one entry to mend. */
function firstOfEach(datasets: readonly Dataset[]): readonly Dataset[] {
	const withCredentials = datasets.filter(dataset => dataset.credentials !== null);
	return withCredentials.filter(
		(dataset, index) =>
			dataset.pattern === null || withCredentials.findIndex(other => other.pattern === dataset.pattern) === index,
	);
}
