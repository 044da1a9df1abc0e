// What Kubeflow's pages show of a version: a sentence for people first, the marker last; tags that the server accepts.
import {describe, expect, it} from 'vitest';
import {describedSelection, type Published, publishedTexts} from '../../../../../src/deploy/steps/upload/texts.ts';
import {identityOf} from '../../../../support/identity.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const published: Published = {
	name: 'tide-tables-prod',
	project: 'Tide Tables',
	pipeline: '__default__',
	part: '',
	environment: 'prod',
	identity: identityOf('git-abcdef012345'),
	hash: '4be1c09a77f2',
	tasks: 11,
	image: `ghcr.io/nordsjo/tide:3f9a1c7e22d0@${digest}`,
	isOwnImage: true,
	commit: '1f2e3d4c5b-dirty',
};

describe('texts of a version', () => {
	it('the name says which pipeline it is, and ends with the hash of the spec', () => {
		expect(publishedTexts(published)).toMatchObject({
			name: 'tide-tables-prod',
			versionName: 'tide-tables-prod-4be1c09a77f2',
			formerNames: ['4be1c09a77f2'],
		});
	});

	it('the descriptions begin with a sentence and end with the marker', () => {
		const {description, versionDescription} = publishedTexts(published);
		const {pipeline, environment} = published;
		expect(describedSelection(versionDescription)).toEqual({pipeline, environment});
		expect(describedSelection('made by hand')).toBeUndefined();
		expect(description).toBe(
			'Kedro project Tide Tables, pipeline __default__, environment prod. [kfp-wizard project=git-abcdef012345]',
		);
		expect(versionDescription).toBe(
			`Pipeline __default__, environment prod, image ${digest}, git commit 1f2e3d4c5b-dirty, 11 tasks. [kfp-wizard image=built] [kfp-wizard project=git-abcdef012345]`,
		);
	});

	it('the words of the user come before the sentence of a pipeline, and after that of a version', () => {
		const {description, versionDescription} = publishedTexts({...published, description: 'Owner: team tides.\n'});
		const {pipeline, environment} = published;
		expect(description).toMatch(
			/^Owner: team tides\. Kedro project Tide Tables, .*\[kfp-wizard project=git-abcdef012345\]$/,
		);
		expect(versionDescription).toContain(', 11 tasks. Owner: team tides. [kfp-wizard image=built]');
		expect(describedSelection(versionDescription)).toEqual({pipeline, environment});
	});

	it('a version names the images of tasks with requirements of their own', () => {
		const own = `sha256:${'ef'.repeat(32)}`;
		const {versionDescription} = publishedTexts({...published, taskImages: {'gpu.txt': `ghcr.io/nordsjo/tide@${own}`}});
		expect(versionDescription).toContain(`, image ${digest}, image ${own} with gpu.txt, git commit`);
	});

	it('a version without a commit, of one task, with an image by tag that kfp-wizard did not build', () => {
		const {versionDescription, versionTags} = publishedTexts({
			...published,
			tasks: 1,
			image: 'acme/tide:1.4',
			isOwnImage: false,
			commit: undefined,
		});
		expect(versionDescription).toBe(
			'Pipeline __default__, environment prod, image acme/tide:1.4, 1 task. [kfp-wizard project=git-abcdef012345]',
		);
		expect(versionTags).toEqual({
			'managed-by': 'kfp-wizard',
			project: 'Tide Tables',
			pipeline: '__default__',
			environment: 'prod',
		});
	});

	it('tags have at most 63 characters and no dot in a key', () => {
		const {tags = {}, versionTags = {}} = publishedTexts({
			...published,
			project: 'x'.repeat(100),
			commit: `${'a'.repeat(64)}-dirty`,
		});
		for (const [key, value] of [...Object.entries(tags), ...Object.entries(versionTags)]) {
			expect(key).toMatch(/^[a-z-]{1,63}$/);
			expect(value.length).toBeLessThanOrEqual(63);
		}
		expect(versionTags['image']).toBe('sha256:0123456789ab');
	});
});
