// Lines for the ignore file of the image: what is excluded, and what is included.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {proposed} from '../../support/proposed-fixes.ts';
import {type FactOverrides} from '../../support/facts.ts';

const unwanted = (path: string, reason = 'named like credentials'): FactOverrides => ({
	unwanted: [{path, reason, secret: true, inDockerfile: false}],
});

it('an unwanted file gets a line in the ignore file that the build reads', async () => {
	const files = {'.dockerignore': 'data\r\n!conf/prod/*\r\n', '.containerignore': ''};
	const {apply} = await proposed(unwanted('conf/prod/credentials.yml'), files);
	expect(await apply('.dockerignore')).toBe('data\r\n!conf/prod/*\r\nconf/prod/credentials.yml\r\n');
});

it('the line for an unwanted file matches no other file', async () => {
	const {apply} = await proposed(unwanted('#odd [x]*?/'), {'.dockerignore': 'a'});
	expect(await apply('.dockerignore')).toBe(String.raw`a
\#odd \[x\]\*\?`);
});

it('an unwanted file gets a whole ignore file where the project has none', async () => {
	const text = await (await proposed(unwanted('certs.json'))).apply('.dockerignore');
	expect(text).toMatch(/\nconf\/\*\*\/\*credentials\*\n[^]*\ncerts\.json\n$/);
});

it('an AWS key in a file and a secret in the Dockerfile have no fix', async () => {
	const key = {
		path: 'src/demo/nodes.py',
		line: 3,
		reason: 'contains the id of an AWS key',
		secret: true,
		inDockerfile: false,
	};
	const {fixes} = await proposed({unwanted: [key]}, {'.dockerignore': ''});
	expect(fixes.map(({fix}) => fix)).toEqual([undefined]);
	const given = {unwanted: [{path: 'Dockerfile', reason: 'line 2 sets TOKEN', secret: true, inDockerfile: true}]};
	expect((await proposed(given, {'.dockerignore': ''})).fixes.map(({fix}) => fix)).toEqual([undefined]);
});

it('a part that the ignore file excludes gets an exception at the end of it', async () => {
	const given = {imageHasFile: (path: string) => path !== 'src/demo' && path !== 'pyproject.toml'};
	const {apply} = await proposed(given, {'.dockerignore': 'src/\n*.toml\n'});
	expect(await apply('.dockerignore')).toBe('src/\n*.toml\n!pyproject.toml\n!src/demo\n');
});

it('a folder that the image needs is kept by an empty file', async () => {
	const given = {imageHasFile: (path: string) => path !== 'data', project: {sessionFolder: 'data'}};
	const {apply, root} = await proposed(given, {'.dockerignore': 'data\n'});
	expect(await apply('.dockerignore')).toBe('data\n!data/.gitkeep\n');
	expect(await readFile(join(root, 'data/.gitkeep'), 'utf8')).toBe('');
});
