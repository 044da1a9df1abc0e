// The rule requirements/unpinned: requirements without an exact version.
import {expect, it} from 'vitest';
import type {Project} from '../../../../../src/schema/project.ts';
import {found} from '../../../../support/facts.ts';

const rule = 'requirements/unpinned';
const asked = (name: string, pinned = true, group: string | null = null): Project['requires'][number] => ({
	name,
	pinned,
	group,
	place: {file: 'requirements.txt', line: 3},
});

it('Kedro without an exact version is a warning, and other packages are one info without optional groups', () => {
	const requires = [asked('kedro', false), asked('pandas', false), asked('s3fs', false), asked('pytest', false, 'dev')];
	expect(found(rule, {project: {requires}})).toMatchObject([
		{severity: 'warning', file: 'requirements.txt', line: 3, fix: {title: 'Pin kedro==1.7.0 in requirements.txt'}},
		{severity: 'info', message: expect.stringMatching(/^pandas and s3fs have no exact version/)},
	]);
});

it('pinned requirements pass', () => {
	expect(found(rule, {project: {requires: [asked('kedro'), asked('pandas')]}})).toEqual([]);
});
