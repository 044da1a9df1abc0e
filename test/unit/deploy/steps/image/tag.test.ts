// The additional tag of an image on the plan.
import {expect, it} from 'vitest';
import {tagChanges} from '../../../../../src/deploy/steps/image/tag.ts';
import {parseReference} from '../../../../../src/image/reference.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const tag = (now: string | undefined) => ({tag: 'v1', reference: parseReference('ghcr.io/acme/demo:v1'), digest: now});

it('a tag is created, moved to the image, or kept; without one there is no change', () => {
	expect(tagChanges(undefined, digest)).toEqual([]);
	expect(tagChanges(tag(undefined), digest)).toEqual([
		{action: 'create', what: 'tag', name: 'ghcr.io/acme/demo:v1', detail: 'the same image'},
	]);
	expect(tagChanges(tag('sha256:other'), digest)).toMatchObject([{action: 'update'}]);
	expect(tagChanges(tag(digest), digest)).toMatchObject([{action: 'keep'}]);
	expect(tagChanges(tag(digest), undefined), 'the digest is not known before the build').toMatchObject([
		{action: 'update'},
	]);
});
