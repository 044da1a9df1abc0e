// The identity of a project in a test: by an id that is set.
import {marker} from '../../src/kfp/description-markers.ts';
import {sha256} from '../../src/system/digest.ts';
import type {ProjectIdentity} from '../../src/system/project-identity.ts';

/** What kfp-wizard 0.1.0 marked the resources of a package with. */
export const formerMark = (packageName: string): string => sha256(packageName, 12);

export const identityOf = (id: string, more: Partial<ProjectIdentity> = {}): ProjectIdentity => ({
	name: 'Demo',
	by: 'setting',
	source: 'conf/base/kfp.yml',
	ids: [id],
	earlier: [],
	former: formerMark('demo'),
	...more,
});

export const markerOf = (id: string): string => marker(identityOf(id));
