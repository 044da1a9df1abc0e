// Whose a resource is, by the ids in its mark.
import {describe, expect, it} from 'vitest';
import {claim, isFormerMark, markOf, ownerOf, weakness, withMark} from '../../../src/system/project-identity.ts';
import {formerMark, identityOf} from '../../support/identity.ts';

const project = identityOf('git-1', {ids: ['git-1', 'url-1'], earlier: ['dir-1']});

describe('a resource with a mark', () => {
	it.each([
		['git-1_url-1', 'this'],
		['git-1', 'this'],
		['url-1', 'this'],
		['git-2_url-1', 'this'],
		['dir-1', 'this'],
		[formerMark('demo'), 'former'],
		['git-2_url-2', 'other'],
		['git-11', 'other'],
		[formerMark('other'), 'other'],
		['', 'other'],
	])('%s is of: %s', (mark, owner) => {
		expect(ownerOf(mark, project)).toBe(owner);
	});

	it('has all ids of the project, as the value of a label', () => {
		const three = ['git-0123456789ab', 'url-0123456789ab', 'url-ba9876543210'] as const;
		expect(markOf({...project, ids: three})).toMatch(/^[a-z0-9][-\w.]{0,61}[a-z0-9]$/);
		expect([formerMark('demo'), markOf(project)].map(isFormerMark)).toEqual([true, false]);
	});

	it('of the pipeline it is in belongs to the project of that pipeline, but not every one of 0.1.0', () => {
		expect(ownerOf('git-2', withMark(project, 'git-2_url-2'))).toBe('this');
		expect(ownerOf(formerMark('other'), withMark(project, formerMark('other')))).toBe('other');
	});

	it('of another project can be claimed by its id, as far as that is one', () => {
		expect(claim('git-2_url-2')).toMatchObject([{command: 'kfp-wizard deploy --project-id git-2'}]);
		expect(['', 'Made by hand', '$(reboot)'].map(mark => claim(mark))).toEqual([[], [], []]);
	});
});

it('a project is easily taken for another one where only its folder or its remote is known', () => {
	const by = (how: typeof project.by): string | undefined =>
		weakness({...project, by: how, source: 'detected: this folder alone, since git is not installed'});
	expect([by('setting'), by('history')]).toEqual([undefined, undefined]);
	expect(by('folder')).toContain('by this folder alone, since git is not installed. project_id in the kfp.yml');
	expect(by('remote')).toBeDefined();
});
