// Lines for the ignore file of the image: what is excluded, and what is included.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {proposed} from '../../support/proposed-fixes.ts';
import {type FactOverrides, node} from '../../support/facts.ts';

const unwanted = (path: string, reason = 'named like credentials'): FactOverrides => ({
	unwanted: [{path, reason, secret: true, inDockerfile: false}],
});

it('an unwanted file gets a line in the ignore file that the build reads', async () => {
	const files = {'.dockerignore': 'data\r\n!conf/prod/*\r\n', '.containerignore': ''};
	const {apply} = await proposed(unwanted('conf/prod/credentials.yml'), files);
	expect(await apply('.dockerignore')).toBe('data\r\n!conf/prod/*\r\nconf/prod/credentials.yml\r\n');
});

it.each([
	['Dockerfile', 'Dockerfile.dockerignore'],
	['docker/prod', 'docker/prod.dockerignore'],
	['other', '.dockerignore'],
])('the ignore file of a Dockerfile at %s is %s: findings name it, and fixes change it', async (path, ignoreFile) => {
	const files = {
		Dockerfile: 'FROM a\n',
		'Dockerfile.dockerignore': 'a\n',
		'docker/prod': 'FROM b\n',
		'docker/prod.dockerignore': 'a\n',
		other: 'FROM c\n',
		'.dockerignore': 'a\n',
	};
	const given: FactOverrides = {
		...unwanted('certs.json'),
		dockerfile: {text: 'FROM a\n', generated: false, ignoreFile},
	};
	const {apply, fixes} = await proposed(given, files, {dockerfilePath: path});
	expect(fixes[0]?.finding.fix?.title).toContain(`Add to ${ignoreFile}: certs.json;`);
	expect(await apply(ignoreFile)).toBe('a\ncerts.json\n');
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

it('a part that the ignore file excludes gets an exception after the line that excludes it', async () => {
	const given = {imageHasFile: (path: string) => path !== 'src/demo' && path !== 'pyproject.toml'};
	const {apply} = await proposed(given, {'.dockerignore': 'src/\n*.toml\n'});
	expect(await apply('.dockerignore')).toBe('src/\n!src/demo\n*.toml\n!pyproject.toml\n');
});

it('a folder that the image needs is kept by an empty file', async () => {
	const given = {imageHasFile: (path: string) => path !== 'data', project: {sessionFolder: 'data'}};
	const {apply, root} = await proposed(given, {'.dockerignore': 'data\n'});
	expect(await apply('.dockerignore')).toBe('data\n!data/.gitkeep\n');
	expect(await readFile(join(root, 'data/.gitkeep'), 'utf8')).toBe('');
});

const keptOnPurpose = async (ignore: string, path = 'conf/prod/credentials.yml') => {
	const {fixes, reported} = await proposed(unwanted(path), {'.dockerignore': ignore});
	return fixes[0]?.fix === undefined && reported[0]?.includes('keeps it in the image on purpose') === true;
};

it('a line that keeps a path in the image on purpose is never undone', async () => {
	expect(await keptOnPurpose('conf/**/*credentials*\n!conf/prod/credentials.yml\n')).toBe(true);
	expect(await keptOnPurpose('**/credentials*\n!conf/prod/*\n')).toBe(true);
	expect(await keptOnPurpose('# conf/prod/credentials.yml\n')).toBe(true);
	const {apply} = await proposed(unwanted('conf/keys/'), {'.dockerignore': 'data\n!conf/keys/README.md\n'});
	expect(await apply('.dockerignore')).toBe('data\nconf/keys\n!conf/keys/README.md\n');
});

const names = (path: string, files: string[]): FactOverrides => ({
	nodes: [node('a: params:folder -> x')],
	imageHasFile: file => !file.startsWith('data/'),
	project: {
		pathParameters: [{key: 'folder', path, absolute: false, inside: true, folder: true, files, place: null}],
	},
});

it('the data that a parameter names stays in the image, where later lines still count', async () => {
	const files = {'.dockerignore': 'data/**\r\n**/.env\r\n', 'data/raw/a.csv': '1\n'};
	const {apply} = await proposed(names('data/raw', ['data/raw/a.csv']), files);
	expect(await apply('.dockerignore')).toBe('data/**\r\n!data/raw\r\n**/.env\r\n');
	const byFile = {...files, '.dockerignore': '**/*.csv\n*.md'};
	const other = await proposed(names('data/raw', ['data/raw/a.csv']), byFile);
	expect(await other.apply('.dockerignore')).toBe('**/*.csv\n!data/raw\n*.md');
	const whole = await (
		await proposed(names('data/raw', ['data/raw/a.csv']), {'data/raw/a.csv': ''})
	).apply('.dockerignore');
	expect(whole).toMatch(/\ndata\n!data\/raw\nlogs\n[^]*\n\*\*\/\*\.pem\n/);
});
