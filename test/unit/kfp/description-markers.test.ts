// Markers in descriptions of KFP resources.
import {expect, it} from 'vitest';
import {
	isMarkedFor,
	marker,
	predictedSeconds,
	projectMark,
	runDescription,
	runMarker,
	runMarks,
} from '../../../src/kfp/description-markers.ts';
import {formerMark, identityOf, markerOf} from '../../support/identity.ts';

it('the marker of a project is found in a description, and has all of its ids', () => {
	const project = identityOf('git-0123456789ab', {ids: ['git-0123456789ab', 'url-0123456789ab']});
	const description = `Churn, a Kedro project. ${marker(project)}`;
	expect(projectMark(description)).toBe('git-0123456789ab_url-0123456789ab');
	expect(isMarkedFor(description, project)).toBe(true);
	expect(isMarkedFor(description, identityOf('url-0123456789ab'))).toBe(true);
	expect(isMarkedFor(description, identityOf('git-abcdef012345'))).toBe(false);
	expect(projectMark(`Like ${markerOf('git-copied')}. ${markerOf('git-1')}`)).toBe('git-1');
	expect(projectMark('made by hand')).toBeUndefined();
});

it('the marker of kfp-wizard 0.1.0 is that of every project with the package', () => {
	const description = `Runs. [kfp-wizard project=${formerMark('demo')}]`;
	expect(isMarkedFor(description, identityOf('git-0123456789ab'))).toBe(true);
	expect(isMarkedFor(description, identityOf('git-0123456789ab', {former: formerMark('other')}))).toBe(false);
});

it('the marker of a run has its deployment and its attempt', () => {
	expect(runMarks(`Started. ${runMarker('d1', 'a1')}`)).toEqual({deployment: 'd1', attempt: 'a1'});
	expect(runMarks(markerOf('p-1'))).toBeUndefined();
});

it('the description of a run has the seconds that it was expected to take, beside its marker', () => {
	const description = runDescription('d1', 'a1', 130);
	expect(description).toBe('Started by kfp-wizard, predicted to take 130 s [kfp-wizard deployment=d1 attempt=a1]');
	expect([predictedSeconds(description), runMarks(description)?.deployment]).toEqual([130, 'd1']);
	expect(predictedSeconds(runDescription('d1', 'a1', undefined))).toBeUndefined();
	expect(predictedSeconds('predicted to take 130 s by hand')).toBeUndefined();
});
