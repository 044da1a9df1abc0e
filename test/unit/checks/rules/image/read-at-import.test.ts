// Files that the code reads while it is imported.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

it('image/read-at-import', () => {
	const files = [
		{file: 'schema.json', place: {file: 'src/demo/settings.py', line: 2}},
		{file: 'VERSION', place: null},
		{file: '.env', place: null},
	];
	const findings = found('image/read-at-import', {project: {files}, imageHasFile: path => path === 'VERSION'});
	expect(findings).toMatchObject([{severity: 'error', file: 'src/demo/settings.py', line: 2}]);
	expect(findings[0]?.message).toContain('schema.json');
});
