// The Dockerfile and the ignore file of a project, as they are found.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {readDockerfile} from '../../../../src/image/dockerfile/dockerfile.ts';
import {writeTree} from '../../../support/tree.ts';
import {errorOf} from '../../../support/error-of.ts';

const facts = {pythonVersion: '3.11.7', requirements: ['requirements.txt'], sourceDir: 'src', confSource: 'conf'};

let root: string;

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'kfp-wizard-dockerfile-'));
});

afterEach(() => rm(root, {recursive: true, force: true}));

describe("the project's own", () => {
	it('the Dockerfile of the project is used unchanged, with its ignore rules', async () => {
		await writeTree(root, {Dockerfile: 'FROM x\r\n', '.dockerignore': 'a', '.containerignore': 'b'});
		expect(await readDockerfile(root, undefined, facts)).toEqual({
			path: 'Dockerfile',
			text: 'FROM x\r\n',
			ignore: 'a',
			generated: [],
		});
	});

	it('a Dockerfile can have the name Containerfile or any path, with ignore rules beside it', async () => {
		await writeTree(root, {
			Containerfile: 'FROM c',
			'.containerignore': 'b',
			'docker/Dev.file': 'ARG A\nFROM d',
			'docker/Dev.file.dockerignore': 'own',
		});
		expect(await readDockerfile(root, undefined, facts)).toMatchObject({path: 'Containerfile', ignore: 'b'});
		expect(await readDockerfile(root, './docker/Dev.file', facts)).toMatchObject({
			path: 'docker/Dev.file',
			ignore: 'own',
		});
		const outside = join(root, 'docker/Dev.file');
		expect(await readDockerfile(join(root, 'elsewhere'), outside, facts)).toMatchObject({path: outside, ignore: 'own'});
	});

	it('a Dockerfile that is named but missing or empty is an error', async () => {
		await writeTree(root, {'empty.Dockerfile': '# nothing\n', folder: 'x', 'Dockerfile/x': ''});
		expect(await errorOf(readDockerfile(root, 'no.Dockerfile', facts))).toMatchObject({
			kind: 'usage',
			code: 'DOCKERFILE_MISSING',
		});
		expect(await errorOf(readDockerfile(root, 'empty.Dockerfile', facts))).toMatchObject({code: 'DOCKERFILE_EMPTY'});
		expect(await readDockerfile(root, undefined, facts)).toMatchObject({path: null});
	});
});
