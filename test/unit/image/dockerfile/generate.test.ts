// The generated Dockerfile, by the files of the project that list what to install.
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {readDockerfile} from '../../../../src/image/dockerfile/dockerfile.ts';
import {writeTree} from '../../../support/tree.ts';
import {useTemporaryFolder} from '../../../support/temporary-folder.ts';

const project = useTemporaryFolder();

const facts = {pythonVersion: '3.11.7', requirements: ['requirements.txt'], sourceDir: 'src', confSource: 'conf'};

describe('a generated one', () => {
	const generate = async (tree: Record<string, string>, more: Partial<typeof facts> = {}): Promise<string> => {
		await writeTree(project.path, tree);
		const requirements = Object.keys(tree);
		return (await readDockerfile(project.path, undefined, {...facts, requirements, ...more})).text;
	};

	const order = (text: string, ...words: string[]): boolean => {
		const places = words.map(word => text.indexOf(word));
		return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
	};

	it('requirements.txt is installed before the project is copied, on the Python of the project', async () => {
		const text = await generate({'requirements.txt': 'kedro\n', 'pyproject.toml': ''}, {pythonVersion: '3.9.18'});
		expect(text).toContain('BASE_IMAGE=python:3.9-slim');
		expect(
			order(
				text,
				'COPY requirements.txt',
				'pip install',
				'COPY --chown=1000:0 . .',
				'mkdir -p conf/local',
				'USER 1000',
			),
		).toBe(true);
		expect(text).not.toContain(' git ');
	});

	it('requirements in src/, as in Kedro 0.18, and another configuration folder are used', async () => {
		const text = await generate({'src/requirements.txt': 'kedro\n'}, {confSource: 'configuration'});
		expect(text).toContain('COPY src/requirements.txt /tmp');
		expect(text).toContain('mkdir -p configuration/local');
	});

	it.each(['-r base.txt', '-e .', '--constraint c.txt', './wheels/x.whl', '.'])(
		'requirements with %s are installed after the project is copied',
		async line => {
			const text = await generate({'requirements.txt': `kedro\n${line}\n`});
			expect(order(text, 'COPY --chown=1000:0 . .', 'pip install --no-cache-dir -r requirements.txt')).toBe(true);
		},
	);

	it('a lock file is preferred to other requirements', async () => {
		const uv = await generate({
			'requirements.txt': 'kedro',
			'pyproject.toml': '',
			'uv.lock': 'source = { editable = "." }',
		});
		expect(order(uv, 'COPY pyproject.toml uv.lock', 'uv export --frozen', 'COPY --chown=1000:0 . .')).toBe(true);
		await rm(join(project.path, 'uv.lock'));
		const poetry = await generate({'pyproject.toml': '', 'poetry.lock': ''});
		expect(order(poetry, 'COPY pyproject.toml poetry.lock', 'poetry export', 'COPY --chown=1000:0 . .')).toBe(true);
	});

	it('pyproject.toml is used where there is nothing else, and git is installed for requirements from git', async () => {
		const text = await generate({
			'pyproject.toml': '[project]\ndependencies = ["x @ git+https://example.com/x.git"]\n',
		});
		expect(
			order(text, 'install -y --no-install-recommends git', 'COPY --chown=1000:0 . .', 'pip install --no-cache-dir .'),
		).toBe(true);
	});
});
