// The labels of an image.
import {expect, it} from 'vitest';
import {imageLabels} from '../../../src/image/labels.ts';

const origin = {
	project: 'Bike Share',
	pipeline: 'train',
	environment: 's3',
	commit: 'abc',
	repository: 'https://github.com/acme/bikes',
};

it('says what the image was built from and for', () => {
	expect(imageLabels(origin, '')).toEqual({
		'org.opencontainers.image.title': 'Bike Share',
		'org.opencontainers.image.revision': 'abc',
		'org.opencontainers.image.source': 'https://github.com/acme/bikes',
		'kfp-wizard.dev/dirty': 'false',
		'kfp-wizard.dev/pipeline': 'train',
		'kfp-wizard.dev/environment': 's3',
	});
	expect(imageLabels({...origin, commit: 'abc-dirty'}, '')).toMatchObject({
		'org.opencontainers.image.revision': 'abc',
		'kfp-wizard.dev/dirty': 'true',
	});
	expect(Object.keys(imageLabels({...origin, commit: undefined, repository: undefined}, ''))).toEqual([
		'org.opencontainers.image.title',
		'kfp-wizard.dev/pipeline',
		'kfp-wizard.dev/environment',
	]);
});

it('leaves the labels of the Dockerfile as they are, and no control characters in a value', () => {
	const own = imageLabels(
		origin,
		'FROM x\nLABEL a=b \\\n  "org.opencontainers.image.title"="Own title"\nLABEL kfp-wizard.dev/pipeline mine',
	);
	expect(own).not.toHaveProperty(['org.opencontainers.image.title']);
	expect(own).not.toHaveProperty(['kfp-wizard.dev/pipeline']);
	expect(imageLabels({...origin, project: 'a\u001B[31mb'}, '')['org.opencontainers.image.title']).not.toContain(
		'\u001B',
	);
});
