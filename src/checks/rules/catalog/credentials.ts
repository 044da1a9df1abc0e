// Catalog entries whose credentials will not be in the image.
import type {Finding} from '../../../schema/finding.ts';
import type {Credentials, Dataset} from '../../../schema/project.ts';
import {credentialsFile} from '../../catalog-file.ts';
import {
	byCredentials,
	credentialsRemedy,
	hasInlineSecret,
	isInline,
	keptSettings,
	needsNoCredentials,
} from '../../credentials.ts';
import {usedNames} from '../../data-flow.ts';
import type {Facts} from '../../facts.ts';
import {ratedAbsence} from '../../hooks.ts';
import type {Problem, Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const catalogCredentials: Rule = {
	id: 'catalog/credentials',
	severity: 'varies',
	title: 'A catalog entry names credentials that will not be in the image, or holds a secret itself',
	why: 'Credentials files are never put into images. Kedro looks up the credentials of every entry, used or not, so every node would stop with "Unable to find credentials". The catalog is in the image: a secret in it can be read by everybody who can pull it. It is a warning where a hook may set the credentials.',
	fix: 'Pass the credentials to the tasks as a Secret (`--credentials-secret NAME`). Or remove `credentials:` from an entry on S3 in this environment: it reads its keys from the Secret. Or add a credentials file with only `${oc.env:NAME}` to the image',
	check: facts => {
		const used = new Set(usedNames(facts));
		const entries = firstOfEach(byCredentials(facts.project.datasets));
		const named = entries.filter(
			dataset => !isInline(dataset) && !isOfHook(dataset, facts) && !isGiven(dataset.credentials, facts),
		);
		const absent = [
			...named.map(dataset => judge(dataset, used.has(dataset.name), facts)),
			...unusedEntries(entries, facts),
		];
		return [
			...entries.filter(hasInlineSecret).map(dataset => ({...inline(dataset, facts), severity: 'error' as const})),
			...absent.map(problem => ({...problem, ...ratedAbsence(facts.project, 'the credentials', problem.fix)})),
			...missingVariables(facts).map(problem => ({...problem, severity: 'error' as const})),
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
			? 'Remove the keys from the entry, and keep its other settings such as endpoint_url: S3 reads its keys from the Secret'
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

/** The credentials that a finding of this rule is about. */
export const credentialsOfFinding = ({message}: Finding): string | undefined =>
	/ needs the credentials "(.+)", whose file/.exec(message)?.[1];

/** Files of a Secret volume are links to a hidden folder: OmegaConfigLoader skips them. */
const isMounted = ({credentials, project}: Facts): boolean =>
	credentials?.mounted !== undefined && project.configLoader !== 'omegaconf';

/** Whether the tasks get these credentials: from a Secret, or from a file in the image that has them. */
function isGiven(name: string | null, facts: Facts): boolean {
	if (facts.credentials?.isGiven === true || isMounted(facts)) return true;
	const known = facts.project.credentials?.find(each => each.name === name);
	return facts.credentialsInImage && (known === undefined || isInLayers(known, facts));
}

const isInLayers = ({environment}: Credentials, facts: Facts): boolean =>
	environment === facts.environment || environment === facts.project.baseEnvironment;

function adviceFor(dataset: Dataset, entry: string, facts: Facts): string {
	const {credentials, project, environment} = facts;
	if (credentials?.mounted !== undefined)
		return `Use --credentials-secret ${credentials.mounted}: kfp.yml mounts this Secret in the configuration, but Kedro's OmegaConfigLoader skips the files of a Secret volume`;
	const remedy = credentialsRemedy(dataset, project);
	switch (remedy.do) {
		case 'drop':
			return `Remove "credentials: ${dataset.credentials}" from the entry ${entry} in this environment: S3 reads its keys from the Secret`;
		case 'write':
			return `${secretAdvice(facts)}Or: add ${remedy.name} to ${credentialsFile(project, environment)} without its secrets, ${safeText(remedy.values)}, and include the file in the image`;
		case 'pass':
			return needsNoCredentials(dataset)
				? `${secretAdvice(facts)}Without them the entry would lose ${keptSettings(dataset, project).join(', ')}, and its requests would go to another server or region`
				: `${secretAdvice(facts)}Or: ${credentialsFileAdvice(facts)}`;
	}
}

const safeText = (values: readonly (readonly [string, string | number | boolean])[]): string =>
	values.length === 0
		? 'as {}'
		: `with ${list(
				values.map(([key, value]) => `${key}: ${value}`),
				6,
			)}`;

const secretAdvice = ({credentials}: Facts): string =>
	credentials === undefined ? '' : `Pass them to the tasks as a Secret: --credentials-secret ${credentials.secret}. `;

/** Entries that no pipeline uses, by the credentials that only they name: Kedro looks these up too. */
function unusedEntries(entries: readonly Dataset[], facts: Facts): readonly Problem[] {
	const {project, credentials} = facts;
	const named = new Set([...entries.map(dataset => dataset.credentials), ...(project.credentialsOfHooks ?? [])]);
	return (project.credentials ?? [])
		.filter(({name}) => !named.has(name) && !isGiven(name, facts))
		.map(({name, entries: [entry = '']}) => ({
			message: `${entry}, which no pipeline uses, needs the credentials "${name}", whose file will not be in the image: every node will stop with "Unable to find credentials"`,
			fix: `Remove the entry ${entry}, or its credentials, from the catalog${credentials === undefined ? '' : `; or use --credentials-secret ${credentials.secret}`}`,
		}));
}

/** Variables that credentials in the image read and the tasks do not get. */
function missingVariables(facts: Facts): readonly Problem[] {
	const {project, credentials, credentialsInImage, environment} = facts;
	if (credentials === undefined || !credentialsInImage || credentials.isGiven) return [];
	const {hasVariable} = credentials;
	return (project.credentials ?? [])
		.filter(one => isInLayers(one, facts))
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
			dataset.pattern === null ||
			withCredentials.findIndex(
				other => other.pattern === dataset.pattern && other.credentials === dataset.credentials,
			) === index,
	);
}
