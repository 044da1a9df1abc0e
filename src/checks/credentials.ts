// Credentials that an entry does without on the cluster.
import {datasetKind, locationOf} from '../kedro/datasets.ts';
import type {Dataset, Project} from '../schema/project.ts';
import {isS3} from './data-location.ts';

/** Whether credentials are written into the entry itself, and whether a secret is among them. */
export const isInline = ({credentials}: Dataset): boolean => credentials?.startsWith('(inline') === true;
export const hasInlineSecret = ({credentials}: Dataset): boolean => credentials === '(inline)';

/** What an entry gets from its credentials besides keys, by name: it would be lost without them. */
export const keptSettings = ({credentials}: Dataset, project: Pick<Project, 'credentials'>): readonly string[] =>
	(project.credentials?.find(({name}) => name === credentials)?.keys ?? []).filter(key =>
		/(?:^|\.)(?:endpoint_url|endpoint_override|region_name|region|anon|profile|use_ssl|verify|proxies)$/.test(key),
	);

/** S3 finds its keys in the environment, and a local path needs none; a database or another cloud does. */
export function needsNoCredentials(dataset: Dataset): boolean {
	const kind = datasetKind(dataset, dataset.name);
	return kind === 'local' || (kind === 'remote' && isS3(locationOf(dataset) ?? ''));
}
