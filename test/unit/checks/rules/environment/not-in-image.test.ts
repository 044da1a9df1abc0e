// The rule environment/not-in-image: configuration of the environment that will not be in the image.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'environment/not-in-image';
const file = (kind: 'catalog' | 'parameters' | 'globals' | 'credentials' | 'logging', empty = false) => ({
	file: `conf/local/${kind}.yml`,
	kind,
	empty,
});

it.each(['catalog', 'parameters', 'globals'] as const)(
	'B10: %s in the environment local is an error, because local is never in an image',
	kind => {
		const project = {environment: 'local', environmentFiles: [file(kind)]};
		expect(found(rule, {project})).toMatchObject([{severity: 'error', file: `conf/local/${kind}.yml`}]);
	},
);

it('B10: an environment local with only credentials, logging and comments passes', () => {
	const environmentFiles = [file('credentials'), file('logging'), file('catalog', true)];
	expect(found(rule, {project: {environment: 'local', environmentFiles}})).toEqual([]);
});

it('a file of another environment is an error only where the image does not have it', () => {
	const project = {environmentFiles: [{file: 'conf/s3/catalog.yml', kind: 'catalog' as const, empty: false}]};
	expect(found(rule, {project})).toEqual([]);
	expect(found(rule, {project, imageHasFile: () => false})).toMatchObject([{file: 'conf/s3/catalog.yml'}]);
});
