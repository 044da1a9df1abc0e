// Names that mark what kfp-wizard created: promised to users, so a change here is a change of the contract.
import {expect, it} from 'vitest';
import {deploymentId, kfpName, projectId, specFileName, versionName} from '../../../src/deploy/names.ts';

it('the pipeline on Kubeflow is named <project>[-<pipeline>]-<env>', () => {
	expect(kfpName('Tide Tables', '__default__', 'prod')).toBe('tide-tables-prod');
	expect(kfpName('Tide Tables', 'ports', 'prod')).toBe('tide-tables-ports-prod');
	expect(kfpName('2nd Projekt', 'ports', 'prod')).toMatch(/^[a-z][a-z0-9-]*$/);
	expect(kfpName('x'.repeat(300), 'ports', 'prod').length).toBeLessThanOrEqual(127);
});

it('a version is named <pipeline>-<hash>, at most 127 characters', () => {
	expect(versionName('tide-tables-prod', '4be1c09a77f2')).toBe('tide-tables-prod-4be1c09a77f2');
	const long = versionName(`${'x'.repeat(113)}-${'y'.repeat(13)}`, '4be1c09a77f2');
	expect(long).toBe(`${'x'.repeat(113)}-4be1c09a77f2`);
	expect(versionName('x'.repeat(127), '4be1c09a77f2')).toHaveLength(127);
});

it('ids are stable, and differ between deployments', () => {
	expect(projectId('tide_tables')).toMatch(/^[0-9a-f]{12}$/);
	expect(projectId('tide_tables')).toBe(projectId('tide_tables'));
	expect(deploymentId('abc', {a: '1', b: '2'}, 'prod')).toBe(deploymentId('abc', {b: '2', a: '1'}, 'prod'));
	expect(
		new Set([
			deploymentId('abc', {}, 'prod'),
			deploymentId('abc', {}, 'dev'),
			deploymentId('abd', {}, 'prod'),
			deploymentId('abc', {a: '1'}, 'prod'),
		]).size,
	).toBe(4);
	expect(specFileName('Tide Tables')).toBe('tide-tables.yaml');
});
