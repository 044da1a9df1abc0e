// Secrets are mounted where a generated Dockerfile installs packages.
import {expect, it} from 'vitest';
import {withSecretMounts} from '../../../../src/image/dockerfile/secret-mounts.ts';

const text = 'FROM x\nRUN apt-get install git\nRUN pip install a && \\\n    pip install b\nCOPY pip .\nRUN mkdir pip\n';
const variable = {id: 'PIP_INDEX_URL', from: {variable: 'PIP_INDEX_URL'}};
const file = {id: 'NETRC', from: {file: '/home/ada/.netrc'}};

it('mounts them for the installations alone', () => {
	const lines = withSecretMounts(text, [variable, file]).split('\n');
	expect(lines.filter(line => line.startsWith('RUN'))).toEqual([
		'RUN apt-get install git',
		'RUN --mount=type=secret,id=PIP_INDEX_URL \\',
		'RUN mkdir pip',
	]);
	expect(lines).toContain('    pip install b');
	expect(lines.join('\n')).not.toContain('/home/ada');
	expect(withSecretMounts(text, [])).toBe(text);
});
