// Markers in descriptions of KFP resources.
import {expect, it} from 'vitest';
import {isMarkedFor, markedProject, marker, runMarker, runMarks} from '../../../src/kfp/description-markers.ts';

it('the marker of a project is found in a description', () => {
	const description = `Churn, a Kedro project. ${marker('p-1.x_y')}`;
	expect(markedProject(description)).toBe('p-1.x_y');
	expect(isMarkedFor(description, 'p-1.x_y')).toBe(true);
	expect(isMarkedFor(description, 'p-2')).toBe(false);
	expect(markedProject('made by hand')).toBeUndefined();
});

it('the marker of a run has its deployment and its attempt', () => {
	expect(runMarks(`Started. ${runMarker('d1', 'a1')}`)).toEqual({deployment: 'd1', attempt: 'a1'});
	expect(runMarks(marker('p-1'))).toBeUndefined();
});
