// The files that say what to install: which one pins Kedro, and which one gets a new line.
import {expect, it} from 'vitest';
import {editableRequirementsFile, firstRequirementsFile} from '../../../src/checks/requirements-file.ts';
import {facts} from '../../support/facts.ts';

it.each([
	[[], 'requirements.txt'],
	[['pyproject.toml', 'requirements.txt'], 'requirements.txt'],
	[['pyproject.toml', 'requirements.txt', 'uv.lock'], 'pyproject.toml'],
	[['src/requirements.txt', 'pyproject.toml'], 'src/requirements.txt'],
	[['setup.py'], 'setup.py'],
])('of the files %j the file %s gets a new line', (files, file) => {
	expect(editableRequirementsFile(files)).toBe(file);
});

it('the first file pins Kedro, where there is one', () => {
	const {project} = facts();
	expect(firstRequirementsFile(project)).toEqual({file: 'requirements.txt', line: null});
	expect(firstRequirementsFile({...project, requirements: []})).toBeNull();
});
