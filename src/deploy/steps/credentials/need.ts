// Which credentials the tasks of a pipeline need from a Secret, by the catalog.
import {byCredentials} from '../../../checks/credentials.ts';
import {datasetsOf} from '../../../kedro/storage.ts';
import type {Credentials, Pipeline, Project} from '../../../schema/project.ts';
import {isBelow} from '../../../system/version.ts';

export type CredentialsNeed = {
	/** Those whose values the tasks get. */
	readonly wanted: readonly Credentials[];
	/** Names of those that only other entries use: Kedro looks up their names and needs no values. */
	readonly empty: readonly string[];
};

export function credentialsNeed(project: Project, pipeline: Pipeline): CredentialsNeed {
	const {credentials = [], kedro} = project;
	const named = new Set(byCredentials(datasetsOf(pipeline, project)).map(dataset => dataset.credentials));
	// Before 1.0 Kedro makes every dataset of the catalog, which some do not survive without their credentials.
	const makesAll = isBelow(kedro, [1, 0, 0]);
	const isWanted = ({name, environment}: Credentials): boolean => named.has(name) || (makesAll && environment !== null);
	return {
		wanted: named.size === 0 ? [] : credentials.filter(isWanted),
		empty: credentials.filter(one => !isWanted(one)).map(({name}) => name),
	};
}

/** `dev_s3 (key, secret, client_kwargs.endpoint_url), db (con)`. */
export const namesAndKeys = (credentials: readonly Credentials[]): string =>
	credentials.map(({name, keys}) => (keys.length === 0 ? name : `${name} (${keys.join(', ')})`)).join(', ');
