// The catalog file that gets an entry, and environments that must not have it.
import {expect, it} from 'vitest';
import {
	catalogFile,
	catalogFileOrPlaceholder,
	credentialsFile,
	holdsClusterConfig,
} from '../../../src/checks/catalog-file.ts';
import {csv, facts} from '../../support/facts.ts';

const {project} = facts();

it.each([
	['s3', true],
	['local', false],
	['base', false],
])('the environment %s can hold configuration of the cluster: %s', (environment, expected) => {
	expect(holdsClusterConfig(project, environment)).toBe(expected);
	expect(catalogFile(project, environment, undefined)).toBe(expected ? 'conf/s3/catalog.yml' : undefined);
});

it('an existing catalog.yaml and the file that has the entry win over catalog.yml', () => {
	const environmentFiles = [{file: 'conf/s3/catalog.yaml', kind: 'catalog' as const, empty: false}];
	expect(catalogFile({...project, environmentFiles}, 's3', undefined)).toBe('conf/s3/catalog.yaml');
	const dataset = csv('x', 'data/x.csv', {place: {file: 'conf/s3/catalog_raw.yml', line: 2}});
	expect(catalogFile({...project, environmentFiles}, 's3', dataset)).toBe('conf/s3/catalog_raw.yml');
});

it('advice for local and base names another environment', () => {
	expect(catalogFileOrPlaceholder(project, 'local')).toBe('conf/<environment>/catalog.yml');
	expect(credentialsFile(project, 'base')).toBe('conf/<environment>/credentials.yml');
	expect(credentialsFile(project, 's3')).toBe('conf/s3/credentials.yml');
});
