// The generated ignore file: what it leaves out of an image, and what it keeps.
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {readDockerfile} from '../../../../src/image/dockerfile/dockerfile.ts';
import {writeProject} from '../../../bed/kedro-project.ts';
import {contextOf, pathsOf, writeTree} from '../../../support/tree.ts';
import {useTemporaryFolder} from '../../../support/temporary-folder.ts';
import {layoutOf} from '../../../support/layout.ts';

const project = useTemporaryFolder();

const facts = {pythonVersion: '3.11.7', layout: layoutOf('requirements'), sourceDir: 'src', confSource: 'conf'};

describe('a generated ignore file', () => {
	it("generated ignore rules keep the folders that the project's Dockerfile copies", async () => {
		await writeTree(project.path, {Dockerfile: 'FROM x\nCOPY src src\nCOPY data/models /models\n'});
		const {ignore, generated} = await readDockerfile(project.path, undefined, facts);
		expect(generated).toEqual(['.dockerignore']);
		expect(ignore).not.toMatch(/^data$/m);
		expect(ignore).toMatch(/^notebooks$/m);
	});

	it('generated ignore rules leave out credentials, tools and local files of a Kedro project', async () => {
		const kedro = await writeProject(join(project.path, 'p'), {
			files: {
				'.env': 'A=1',
				'.git/config': 'x',
				'secret.yml': 'x',
				'conf/base/credentials.yml': 'x',
				'conf/local/.gitkeep': '',
				'conf/prod/catalog.yml': '',
				'src/small/__pycache__/nodes.cpython-311.pyc': 'x',
				'src/small/credentials.py': '',
				'notebooks/a.ipynb': '{}',
				'.venv/lib/x.py': '',
				'certs/server.key': 'x',
			},
		});
		const {ignore} = await readDockerfile(kedro, undefined, facts);
		const context = await contextOf(kedro, ignore);
		expect(pathsOf(context)).toEqual([
			'conf/base/catalog.yml',
			'conf/base/parameters.yml',
			'conf/local/.gitkeep',
			'conf/prod/catalog.yml',
			'pyproject.toml',
			'requirements.txt',
			'src/small/__init__.py',
			'src/small/credentials.py',
			'src/small/nodes.py',
			'src/small/pipeline_registry.py',
			'src/small/settings.py',
		]);
		expect(context.suspicious).toEqual([]);
	});
});
