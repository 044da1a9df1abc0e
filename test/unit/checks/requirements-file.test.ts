// The files that say what to install: which one pins Kedro, and which one gets a new line.
import {expect, it} from 'vitest';
import {
	editableRequirementsFile,
	firstRequirementsFile,
	inGroup,
	lockCommand,
} from '../../../src/checks/requirements-file.ts';
import {facts} from '../../support/facts.ts';
import {layoutOf} from '../../support/layout.ts';

it.each([
	[[], 'requirements.txt'],
	[['pyproject.toml', 'requirements.txt'], 'requirements.txt'],
	[['src/requirements.txt', 'pyproject.toml'], 'src/requirements.txt'],
	[['setup.py'], 'setup.py'],
])('of the files %j the file %s gets a new line', (files, file) => {
	expect(editableRequirementsFile({requirements: files})).toBe(file);
});

it('the file from which the image is installed gets a new line, and is locked again', () => {
	const requirements = ['pyproject.toml', 'requirements.txt', 'uv.lock'];
	const layout = layoutOf('uv', {files: ['pyproject.toml', '../uv.lock'], locked: true});
	expect(editableRequirementsFile({requirements, layout})).toBe('pyproject.toml');
	expect(lockCommand({layout})).toBe('uv lock');
	expect(lockCommand({layout: layoutOf('conda', {files: ['environment.yml']})})).toBeUndefined();
});

it('a package of a group that the image does not get is named with its group', () => {
	const requires = [{name: 's3fs', pinned: false, group: 'dev', place: null}];
	expect(inGroup({requires}, 's3fs')).toBe(' (it is in the group dev, which the image does not get)');
	expect(inGroup({requires}, 'kedro')).toBe('');
});

it('the first file pins Kedro, where there is one', () => {
	const {project} = facts();
	expect(firstRequirementsFile(project)).toEqual({file: 'requirements.txt', line: null});
	expect(firstRequirementsFile({...project, requirements: []})).toBeNull();
});
