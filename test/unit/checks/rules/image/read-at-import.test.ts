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

it('a file with credentials is not to be kept in the image', () => {
	const files = [{file: 'conf/local/credentials.yml', place: {file: 'src/demo/nodes.py', line: 27}}];
	const [finding] = found('image/read-at-import', {project: {files}, imageHasFile: () => false});
	expect(finding?.fix?.title).toMatch(/^Read the value in src\/demo\/nodes\.py from an environment variable/);
});
