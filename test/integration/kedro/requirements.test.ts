// Requirement files in every spelling, and the packages that they install.
import {expect, it} from 'vitest';
import {bed} from '../../bed/bed.ts';
import type {KedroLine} from '../../bed/kedro-project.ts';
import {kedroLines} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {inspected} from './projects.ts';

const kedroTable = (kedro: string, package_ = 'small'): string => {
	const key = kedro.startsWith('0.18') ? 'project_version' : 'kedro_init_version';
	return `\n[tool.kedro]\npackage_name = "${package_}"\nproject_name = "Small"\n${key} = "${kedro}"\n`;
};

const read = async (python: string, line: KedroLine, files: Readonly<Record<string, string | null>>) => {
	const kedro = kedroLines[line];
	const bare = {'requirements.txt': null, 'pyproject.toml': kedroTable(kedro)};
	const {requires, installs, requirements} = await inspected(python, {kedro, files: {...bare, ...files}});
	const said = requires.map(({name, pinned, group, place}) =>
		[name, pinned ? 'pinned' : 'open', group, place === null ? null : `${place.file}:${place.line}`].join(' '),
	);
	return {said, installs, requirements};
};

const line = 'kedro-1';
describeWith(await bed.python(line), line, python => {
	const table = kedroTable(kedroLines[line]);

	it('requirements.txt is read in all its spellings, with the files that it includes', async () => {
		const {said, installs} = await read(python, line, {
			'requirements.txt': `# all of it
--extra-index-url https://packages.example.com/simple
Kedro_Datasets[pandas-CSVDataset] ~= 4.0   # open
pandas == 2.2.1 ; python_version > "3.8"
numpy==1.*
scikit-learn>=1,<2
s3fs==2024.1 \\
    --hash=sha256:00
acme @ https://example.com/acme-1.0.tar.gz
git+https://example.com/tools.git#egg=tools
-e .
-r requirements/more.txt
-c constraints.txt
`,
			'requirements/more.txt': 'lxml===5.0\n-r ../requirements.txt\n',
			'constraints.txt': 'scikit-learn==1.4.0\nnot-asked-for==1.0\n',
		});
		expect(said).toEqual([
			'acme pinned  requirements.txt:9',
			'kedro-datasets open  requirements.txt:3',
			'lxml pinned  requirements/more.txt:1',
			'numpy open  requirements.txt:5',
			'pandas pinned  requirements.txt:4',
			's3fs pinned  requirements.txt:7',
			'scikit-learn pinned  requirements.txt:6',
			'tools pinned  ',
		]);
		expect(installs).toEqual(expect.arrayContaining(['kedro-datasets[pandas-csvdataset]', 's3fs', 'tools']));
		expect(installs).not.toContain('not-asked-for');
	});

	it('pyproject.toml is read with its dependencies, its groups and the files that it names', async () => {
		const {said} = await read(python, line, {
			'pyproject.toml': `[project]
name = "small"
dynamic = ["optional-dependencies"]
dependencies = [
    "kedro==1.0",
    "pandas[aws]",
]

[project.optional-dependencies]
docs = ["sphinx"]

[dependency-groups]
dev = ["pytest==8.0.0", {include-group = "docs"}]

[tool.setuptools.dynamic]
optional-dependencies.extra = {file = ["extra.txt"]}
${table}`,
			'extra.txt': 'dask\n',
		});
		expect(said).toEqual([
			'dask open extra extra.txt:1',
			'kedro pinned  pyproject.toml:5',
			'pandas open  pyproject.toml:6',
			'pytest pinned dev pyproject.toml:13',
			'sphinx open docs pyproject.toml:10',
		]);
	});

	it('the versions of a lock file pin requirements', async () => {
		const {said, installs} = await read(python, line, {
			'pyproject.toml': `[project]\nname = "small"\ndependencies = ["kedro", "pandas"]\n${table}`,
			'uv.lock':
				'version = 1\n\n[[package]]\nname = "kedro"\nversion = "1.0"\n\n[[package]]\nname = "fsspec"\nversion = "1"\n',
		});
		expect(said).toEqual(['kedro pinned  pyproject.toml:3', 'pandas open  pyproject.toml:3']);
		expect(installs).toEqual(expect.arrayContaining(['fsspec', 'kedro', 'pandas']));
	});

	it.each([
		[
			"Poetry's tables",
			{
				'pyproject.toml': `[tool.poetry.dependencies]
python = "^3.9"
kedro = "1.0.0"
pandas = {version = "^2", extras = ["aws"]}

[tool.poetry.group.dev.dependencies]
ruff = "*"
${table}`,
			},
			['kedro pinned  pyproject.toml:3', 'pandas open  pyproject.toml:4', 'ruff open dev pyproject.toml:7'],
		],
		[
			'Pipfile',
			{Pipfile: '[packages]\nplotly = "==5.0"\n\n[dev-packages]\nblack = "*"\n'},
			['black open dev-packages Pipfile:5', 'plotly pinned  Pipfile:2'],
		],
		[
			'environment.yml',
			{'environment.yml': 'dependencies:\n  - python=3.11\n  - conda-forge::gcsfs=2024.1\n  - pip:\n      - adlfs\n'},
			['adlfs open  environment.yml:5', 'gcsfs pinned  environment.yml:3'],
		],
		['setup.cfg', {'setup.cfg': '[options]\ninstall_requires =\n    polars>=1\n'}, ['polars open  setup.cfg:null']],
	])('%s is read', async (_, files, requires) => {
		expect((await read(python, line, files)).said).toEqual(requires);
	});

	it.each([
		['requirements.txt alone', {}, 'kedro open  requirements.txt:1'],
		[
			'what the Dockerfile of the project installs',
			{Dockerfile: 'FROM python:3.11-slim\nCOPY . .\nRUN pip install .\n'},
			'kedro pinned  pyproject.toml:5',
		],
		[
			'what an editable install of the Dockerfile gets',
			{
				Dockerfile: 'FROM python:3.11-slim\nCOPY . .\nRUN mkdir logs \\\n    && pip install -e .[ui]\n',
				'src/setup.py': 'setup()\n',
			},
			'kedro pinned  pyproject.toml:5',
		],
	])('%s is read where both exist', async (_, files, kedro) => {
		const {said} = await read(python, line, {
			'requirements.txt': 'kedro~=1.0\n',
			'pyproject.toml': `[project]\nname = "small"\nversion = "1"\ndependencies = [\n  "kedro==1.0.0",\n]\n${table}`,
			...files,
		});
		expect(said).toEqual([kedro]);
	});

	it('requirements of installed packages are followed', async () => {
		const {installs} = await read(python, line, {'requirements.txt': 'kedro\n'});
		expect(installs).toEqual(expect.arrayContaining(['kedro', 'fsspec', 'pluggy', 'omegaconf', 'pyyaml']));
	});

	it.each([
		['setup.py', {'setup.py': 'from setuptools import setup\nsetup()\n', 'requirements.txt': 'kedro\n.\n'}],
		['a folder', {'requirements.txt': 'kedro\n./libs/ours\n'}],
		['a file that is not there', {'requirements.txt': 'kedro\n-r gone.txt\n'}],
		['no requirement', {'requirements.txt': 'kedro\n<<<<<<< HEAD\n'}],
	])('the packages of %s are unknown', async (_, files) => {
		const {said, installs} = await read(python, line, files);
		expect(said).toEqual(['kedro open  requirements.txt:1']);
		expect(installs).toBeNull();
	});

	it('a project without requirement files has no requirements', async () => {
		const files = {'setup.cfg': '[flake8]\nmax-line-length = 88\n'};
		expect(await read(python, line, files)).toEqual({said: [], installs: [], requirements: []});
	});

	it('files that kfp.yml names for some tasks are read too, where they are there', async () => {
		const {taskRequirements} = await inspected(python, {
			kedro: kedroLines[line],
			files: {
				'conf/base/kfp.yml':
					'tags: {heavy: {requirements: requirements-gpu.txt}}\nnodes: {train: {requirements: missing.txt}}\non_start: {command: ["true"], settings: {requirements: start.txt}}\n',
				'requirements-gpu.txt': '-r more.txt\ntorch==2.4\n',
				'more.txt': 'Some_Package\n',
				'start.txt': 'git+https://example.com/tools.git\n',
			},
		});
		expect(taskRequirements).toEqual([
			{file: 'requirements-gpu.txt', packages: ['some-package', 'torch']},
			{file: 'start.txt', packages: null},
		]);
	});
});
