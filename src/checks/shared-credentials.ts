// The credentials that the project uses for its remote data.
import {datasetKind, locationOf} from '../kedro/datasets.ts';
import type {Project} from '../schema/project.ts';
import {isInline} from './credentials.ts';

/**
 * The credentials of all other datasets on the same storage, for an entry without its own.
 * @param areAbsent whether some credentials will not be in the image
 */
export function sharedCredentials(project: Project, data: string, areAbsent: boolean): string | undefined {
	if (areAbsent) return undefined;
	const protocol = (url: string): string => url.replace(/:.*$/s, '').replace(/^s3[an]$/, 's3');
	const named = project.datasets.filter(
		dataset =>
			datasetKind(dataset, dataset.name) === 'remote' &&
			protocol(locationOf(dataset) ?? '') === protocol(data) &&
			!isInline(dataset),
	);
	const names = new Set(named.map(({credentials}) => credentials));
	const [only] = names;
	return names.size === 1 && only !== null ? only : undefined;
}
