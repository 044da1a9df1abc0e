// The credentials that the project uses for its remote data.
import {isInline} from '../../checks/credentials.ts';
import {datasetKind, locationOf} from '../../kedro/datasets.ts';
import type {Finding} from '../../schema/finding.ts';
import type {FixContext} from '../fixer.ts';

/** The credentials of all other datasets on the same storage, where these will be in the image. */
export function sharedCredentials({project, data}: FixContext, findings: readonly Finding[]): string | undefined {
	if (findings.some(({rule}) => rule === 'catalog/credentials')) return undefined;
	const protocol = (url: string): string => url.replace(/:.*$/s, '').replace(/^s3[an]$/, 's3');
	const named = project.datasets.filter(
		dataset =>
			datasetKind(dataset, dataset.name) === 'remote' &&
			protocol(locationOf(dataset) ?? '') === protocol(data ?? '') &&
			!isInline(dataset),
	);
	const names = new Set(named.map(({credentials}) => credentials));
	const [only] = names;
	return names.size === 1 && only !== null ? only : undefined;
}
