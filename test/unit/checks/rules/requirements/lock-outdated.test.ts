// The rule requirements/lock-outdated: a lock file that lacks a requirement.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';
import {layoutOf} from '../../../../support/layout.ts';

const rule = 'requirements/lock-outdated';

it('is an error until the tool has locked again', () => {
	const files = ['pyproject.toml', '../../uv.lock'];
	const outdated = layoutOf('uv', {files, locked: true, outdated: ['s3fs']});
	expect(found(rule, {project: {layout: outdated}})).toMatchObject([
		{
			severity: 'error',
			message: '../../uv.lock does not have s3fs as pyproject.toml requires: the image would be installed without',
			fix: {title: 'Run: uv lock'},
		},
	]);
	expect(found(rule, {project: {layout: layoutOf('uv', {files, locked: true})}})).toEqual([]);
	expect(found(rule)).toEqual([]);
});
