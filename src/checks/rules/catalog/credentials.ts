// Catalog entries whose credentials will not be in the image.
import type {Dataset} from '../../../schema/project.ts';
import {credentialsFile} from '../../catalog-file.ts';
import {hasInlineSecret, isInline, needsNoCredentials} from '../../credentials.ts';
import {usedNames} from '../../data-flow.ts';
import type {Facts} from '../../facts.ts';
import type {Rule} from '../../rule.ts';

export const catalogCredentials: Rule = {
	id: 'catalog/credentials',
	severity: 'error',
	title: 'A catalog entry names credentials that will not be in the image, or holds a secret itself',
	why: 'Credentials files are never put into images. Kedro looks up the credentials of every entry, used or not, so every node would stop with "Unable to find credentials". The catalog is in the image: a secret in it can be read by everybody who can pull it.',
	fix: 'Remove `credentials:` from the entry in this environment: S3 reads its keys from the Secret. For a database, add a credentials file with only `${oc.env:NAME}` to the image',
	check: facts => {
		const used = new Set(usedNames(facts));
		const entries = firstOfEach(facts.project.datasets);
		const named = entries.filter(dataset => !facts.credentialsInImage && !isInline(dataset));
		return [
			...entries.filter(hasInlineSecret).map(dataset => inline(dataset, facts)),
			...named.map(dataset => judge(dataset, used.has(dataset.name), facts)),
		];
	},
};

/** Kedro loads them; but the catalog is in the image. */
const inline = (dataset: Dataset, facts: Facts) => ({
	message: `${dataset.pattern ?? dataset.name} holds its credentials in the catalog: whoever can pull the image can read them`,
	fix: `Revoke them. ${
		needsNoCredentials(dataset)
			? 'Remove them from the entry: S3 reads its keys from the Secret'
			: `Write the name of an entry of credentials.yml in their place. ${credentialsFileAdvice(facts)}`
	}`,
	location: dataset.place,
	dataset: dataset.name,
});

/** Kedro 0.18 to 1.7 all look up the credentials of unused entries and of unused factory patterns too. */
function judge(dataset: Dataset, isUsed: boolean, facts: Facts) {
	const entry = dataset.pattern ?? dataset.name;
	const others = isUsed ? '' : ', also those that do not use it,';
	return {
		message: `${entry} needs the credentials "${dataset.credentials}", whose file will not be in the image: every node${others} will stop with "Unable to find credentials"`,
		fix: needsNoCredentials(dataset)
			? `Remove "credentials: ${dataset.credentials}" from the entry ${entry} in this environment: S3 reads its keys from the Secret`
			: credentialsFileAdvice(facts),
		location: dataset.place,
		dataset: dataset.name,
	};
}

function credentialsFileAdvice({project, environment}: Facts): string {
	const file = credentialsFile(project, environment);
	return `Write a ${file} with only \${oc.env:NAME} values, include it in the image (line !${file} in .dockerignore), and set NAME for the tasks with --env-var or as a key of the Secret`;
}

/** Datasets with credentials; those of one factory pattern share one entry to fix. */
function firstOfEach(datasets: readonly Dataset[]): readonly Dataset[] {
	const withCredentials = datasets.filter(dataset => dataset.credentials !== null);
	return withCredentials.filter(
		(dataset, index) =>
			dataset.pattern === null || withCredentials.findIndex(other => other.pattern === dataset.pattern) === index,
	);
}
