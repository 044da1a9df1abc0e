// Catalog entries whose credentials will not be in the image.
import type {Dataset} from '../../../schema/project.ts';
import {credentialsFile} from '../../catalog-file.ts';
import {hasInlineSecret, isInline, keptSettings, needsNoCredentials} from '../../credentials.ts';
import {usedNames} from '../../data-flow.ts';
import type {Facts} from '../../facts.ts';
import {ratedAbsence} from '../../hooks.ts';
import type {Problem, Rule} from '../../rule.ts';

export const catalogCredentials: Rule = {
	id: 'catalog/credentials',
	severity: 'varies',
	title: 'A catalog entry names credentials that will not be in the image, or holds a secret itself',
	why: 'Credentials files are never put into images. Kedro looks up the credentials of every entry, used or not, so every node would stop with "Unable to find credentials". The catalog is in the image: a secret in it can be read by everybody who can pull it. It is a warning where a hook may set the credentials.',
	fix: 'Pass the credentials to the tasks as a Secret (`--credentials-secret NAME`). Or remove `credentials:` from an entry on S3 in this environment: it reads its keys from the Secret. Or add a credentials file with only `${oc.env:NAME}` to the image',
	check: facts => {
		const used = new Set(usedNames(facts));
		const entries = firstOfEach(facts.project.datasets);
		const named = isGiven(facts) ? [] : entries.filter(dataset => !isInline(dataset) && !isOfHook(dataset, facts));
		const absent = [
			...named.map(dataset => judge(dataset, used.has(dataset.name), facts)),
			...(isGiven(facts) ? [] : unusedEntries(entries, facts)),
		];
		return [
			...entries.filter(hasInlineSecret).map(dataset => ({...inline(dataset, facts), severity: 'error' as const})),
			...absent.map(problem => ({...problem, ...ratedAbsence(facts.project, 'the credentials', problem.fix)})),
			...(isGiven(facts) ? missingVariables(facts).map(problem => ({...problem, severity: 'error' as const})) : []),
		];
	},
};

const isOfHook = ({credentials}: Dataset, {project}: Facts): boolean =>
	project.credentialsOfHooks?.some(name => name === credentials) === true;

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
		fix: adviceFor(dataset, entry, facts),
		location: dataset.place,
		dataset: dataset.name,
	};
}

/** Files of a Secret volume are links to a hidden folder: OmegaConfigLoader skips them. */
const isMounted = ({credentials, project}: Facts): boolean =>
	credentials?.mounted !== undefined && project.configLoader !== 'omegaconf';

const isGiven = (facts: Facts): boolean =>
	facts.credentialsInImage || facts.credentials?.isGiven === true || isMounted(facts);

function adviceFor(dataset: Dataset, entry: string, facts: Facts): string {
	const {credentials, project} = facts;
	const kept = keptSettings(dataset, project);
	if (credentials?.mounted !== undefined)
		return `Use --credentials-secret ${credentials.mounted}: kfp.yml mounts this Secret in the configuration, but Kedro's OmegaConfigLoader skips the files of a Secret volume`;
	if (!needsNoCredentials(dataset)) return `${secretAdvice(facts)}Or: ${credentialsFileAdvice(facts)}`;
	if (kept.length > 0)
		return `${secretAdvice(facts)}Without them the entry would lose ${kept.join(', ')}, and its requests would go to another server or region`;
	return `Remove "credentials: ${dataset.credentials}" from the entry ${entry} in this environment: S3 reads its keys from the Secret`;
}

const secretAdvice = ({credentials}: Facts): string =>
	credentials === undefined ? '' : `Pass them to the tasks as a Secret: --credentials-secret ${credentials.secret}. `;

/** Entries that no pipeline uses, by the credentials that only they name: Kedro looks these up too. */
function unusedEntries(entries: readonly Dataset[], {project, credentials}: Facts): readonly Problem[] {
	const named = new Set([...entries.map(dataset => dataset.credentials), ...(project.credentialsOfHooks ?? [])]);
	return (project.credentials ?? [])
		.filter(({name}) => !named.has(name))
		.map(({name, entries: [entry = '']}) => ({
			message: `${entry}, which no pipeline uses, needs the credentials "${name}", whose file will not be in the image: every node will stop with "Unable to find credentials"`,
			fix: `Remove the entry ${entry}, or its credentials, from the catalog${credentials === undefined ? '' : `; or use --credentials-secret ${credentials.secret}`}`,
		}));
}

/** Variables that credentials in the image read and the tasks do not get. */
function missingVariables({project, credentials, credentialsInImage, environment}: Facts): readonly Problem[] {
	if (credentials === undefined || !credentialsInImage || credentials.isGiven) return [];
	const {hasVariable} = credentials;
	const layers = [environment, project.baseEnvironment];
	return (project.credentials ?? [])
		.filter(one => one.environment !== null && layers.includes(one.environment))
		.flatMap(({name, variables, place}) =>
			variables
				.filter(variable => !hasVariable(variable))
				.map(variable => ({
					message: `The credentials "${name}" read \${oc.env:${variable}}, which the tasks do not get: every node will stop with "Environment variable '${variable}' not found"`,
					fix: /(?:ENDPOINT|REGION|HOST|PORT|URL|USER|NAME)(?:_[A-Z\d]+)?$/.test(variable)
						? `Set it for the tasks: --env-var ${variable}=VALUE, or in env_vars of kfp.yml`
						: `Give it to the tasks from a Secret, in ${project.confSource}/${environment}/kfp.yml: nodes: {__default__: {secrets: [{name: SECRET, env_vars: {${variable}: KEY}}]}}`,
					location: place,
				})),
		);
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
