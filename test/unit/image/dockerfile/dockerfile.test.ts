// The Dockerfile and the ignore file of a project, as they are found.
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {readDockerfile} from '../../../../src/image/dockerfile/dockerfile.ts';
import {writeTree} from '../../../support/tree.ts';
import {errorOf} from '../../../support/error-of.ts';
import {useTemporaryFolder} from '../../../support/temporary-folder.ts';
import {layoutOf} from '../../../support/layout.ts';

const project = useTemporaryFolder();

const facts = {pythonVersion: '3.11.7', layout: layoutOf('requirements'), sourceDir: 'src', confSource: 'conf'};

describe("the project's own", () => {
	it('the Dockerfile of the project is used unchanged, with its ignore rules', async () => {
		await writeTree(project.path, {Dockerfile: 'FROM x\r\n', '.dockerignore': 'a', '.containerignore': 'b'});
		expect(await readDockerfile(project.path, undefined, facts)).toEqual({
			path: 'Dockerfile',
			text: 'FROM x\r\n',
			ignore: 'a',
			ignoreFile: '.dockerignore',
			generated: [],
		});
	});

	it('a Dockerfile can have the name Containerfile or any path, with ignore rules beside it', async () => {
		await writeTree(project.path, {
			Containerfile: 'FROM c',
			'.containerignore': 'b',
			'docker/Dev.file': 'ARG A\nFROM d',
			'docker/Dev.file.dockerignore': 'own',
		});
		expect(await readDockerfile(project.path, undefined, facts)).toMatchObject({path: 'Containerfile', ignore: 'b'});
		expect(await readDockerfile(project.path, './docker/Dev.file', facts)).toMatchObject({
			path: 'docker/Dev.file',
			ignore: 'own',
		});
		const outside = join(project.path, 'docker/Dev.file');
		expect(await readDockerfile(join(project.path, 'elsewhere'), outside, facts)).toMatchObject({
			path: outside,
			ignore: 'own',
		});
	});

	it('B33: a Dockerfile that is named but missing, empty or a folder is an error', async () => {
		await writeTree(project.path, {'empty.Dockerfile': '# nothing\n', folder: 'x', 'Dockerfile/x': ''});
		expect(await errorOf(readDockerfile(project.path, 'no.Dockerfile', facts))).toMatchObject({
			kind: 'usage',
			code: 'DOCKERFILE_MISSING',
		});
		expect(await errorOf(readDockerfile(project.path, 'empty.Dockerfile', facts))).toMatchObject({
			code: 'DOCKERFILE_EMPTY',
		});
		expect(await errorOf(readDockerfile(project.path, 'Dockerfile', facts))).toMatchObject({code: 'NOT_A_FILE'});
		// Not named, a folder of that name is none.
		expect(await readDockerfile(project.path, undefined, facts)).toMatchObject({path: null});
	});

	it.each(['Dockerfile', '.dockerignore'])(
		'B33, B35: %s as a link to nothing is an error, and none is generated',
		async name => {
			await writeTree(project.path, {[name]: '-> gone'});
			expect(await errorOf(readDockerfile(project.path, undefined, facts))).toMatchObject({
				kind: 'project',
				code: 'NOT_A_FILE',
				message: expect.stringContaining('is a link to a file that does not exist') as string,
			});
		},
	);
});
