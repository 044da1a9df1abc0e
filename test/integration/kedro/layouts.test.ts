// How the image gets the requirements of a project, for each way to write them: read by the inspector in one process.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {readLayouts, type RequirementsAnswer} from '../../support/read-layouts.ts';
import {type Tree, writeTree} from '../../support/tree.ts';

const library = {
	'libs/common/pyproject.toml':
		'[project]\nname = "common"\nversion = "1"\ndependencies = ["six", "colorama; os_name == \'nt\'"]\n',
};
const workspace = {...library, 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["services/*", "libs/*"]\n'};
const shop = (text: string, file = 'pyproject.toml'): Tree => ({[`services/shop/${file}`]: text});
const table = (more = '', dependencies = '["kedro==1.7.0", "common"]'): string =>
	`[project]\nname = "shop"\nversion = "1"\ndependencies = ${dependencies}\n${more}`;

const trees = {
	requirements: {
		...library,
		...shop(
			'kedro==1.7.0\n-r ../../base.txt\n-c limits.txt\n-e ../../libs/common\npywin32; sys_platform == "win32"\nidna; python_version > "3.6"\n',
			'requirements.txt',
		),
		...shop('six==1.16.0\nidna==3.4\n', 'limits.txt'),
		'base.txt': 'pandas\n',
	},
	refused: shop(
		'-e ../../gone\n-e ../../../elsewhere\nx @ file:///nowhere/feedstock_root/x\ny @ git+ssh://git@github.com/a/y\n',
		'requirements.txt',
	),
	itself: {
		...shop('-e .[io]\n', 'requirements.txt'),
		...shop(table('[project.optional-dependencies]\nio = ["s3fs"]\ndev = ["pytest"]\n', '["kedro"]')),
	},
	wheel: {
		...shop('kedro\n./wheels/acme-1.0-py3-none-any.whl\n', 'requirements.txt'),
		...shop('', 'wheels/acme-1.0-py3-none-any.whl'),
	},
	'uv workspace': {
		...workspace,
		...shop(
			table(
				'[tool.uv.sources]\ncommon = {workspace = true}\n[dependency-groups]\ndev = ["pytest"]\n',
				'["kedro", "common", "s3fs"]',
			),
		),
		'uv.lock': `version = 1
[[package]]
name = "kedro"
version = "1.7.0"
[[package]]
name = "common"
version = "1"
source = { editable = "libs/common" }
dependencies = [{ name = "six" }, { name = "pywin32", marker = "sys_platform == 'win32'" }]
[[package]]
name = "six"
version = "1.16.0"
[[package]]
name = "pywin32"
version = "300"
[[package]]
name = "gcsfs"
version = "1"
[[package]]
name = "shop"
source = { virtual = "services/shop" }
dependencies = [{ name = "common" }, { name = "kedro" }]
[package.dev-dependencies]
dev = [{ name = "gcsfs" }]
`,
	},
	'uv without a lock': {...workspace, ...shop(table('[tool.uv.sources]\ncommon = {workspace = true}\n'))},
	'uv path': {...library, ...shop(table('[tool.uv.sources]\ncommon = {path = "../../libs/common"}\n'))},
	poetry: {
		...library,
		...shop(
			'[tool.poetry.dependencies]\npython = "^3.11"\nkedro = "1.7.0"\ncommon = {path = "../../libs/common"}\nwinonly = {version = "*", markers = "sys_platform == \'win32\'"}\n[tool.poetry.group.io.dependencies]\ns3fs = "*"\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n[tool.poetry.group.extra]\noptional = true\n',
		),
	},
	'poetry.lock': {
		...shop('[tool.poetry.dependencies]\nkedro = "1.7.0"\ns3fs = "*"\n'),
		...shop(
			'[[package]]\nname = "kedro"\nversion = "1.6.0"\ngroups = ["main"]\n[[package]]\nname = "s3fs"\nversion = "1"\ngroups = ["dev"]\n',
			'poetry.lock',
		),
	},
	pdm: {
		...shop(
			table('[tool.pdm]\ndistribution = false\n', '["kedro", "common @ file:///${PROJECT_ROOT}/../../libs/common"]'),
		),
		...library,
	},
	Pipfile: {
		...library,
		...shop(
			'[packages]\nkedro = "==1.7.0"\ncommon = {path = "../../libs/common", editable = true}\nwin = {version = "*", sys_platform = "== \'win32\'"}\n[dev-packages]\npytest = "*"\n',
			'Pipfile',
		),
		...shop(
			'{"default": {"kedro": {"version": "==1.7.0"}, "six": {"version": "==1.16.0"}}, "develop": {"pytest": {}}}',
			'Pipfile.lock',
		),
	},
	conda: {
		...library,
		...shop(
			'dependencies:\n  - python=3.10\n  - conda-forge::gcsfs=2024.1\n  - matplotlib-base >=3\n  - pip:\n      - kedro==1.7.0\n      - -e ../../libs/common\n',
			'environment.yml',
		),
		...shop(table('', '[]')),
	},
	'conda with requirements.txt': {
		...shop('dependencies:\n  - gdal\n  - pip:\n      - -r requirements.txt\n', 'environment.yml'),
		...shop('kedro\n', 'requirements.txt'),
	},
	pixi: {
		...library,
		...shop(
			'[workspace]\nplatforms = ["osx-arm64"]\n[dependencies]\npython = "3.11.*"\nkedro = "==1.7.0"\n[target.win-64.dependencies]\npywin32 = "*"\n[target.linux-64.dependencies]\ns3fs = "*"\n[pypi-dependencies]\ncommon = {path = "../../libs/common"}\n[feature.test.dependencies]\npytest = "*"\n',
			'pixi.toml',
		),
		...shop(
			'packages:\n- conda: https://conda.example.org/conda-forge/noarch/kedro-1.7.0-pyhd8ed1ab_0.conda\n- pypi: ../../libs/common\n  name: common\n',
			'pixi.lock',
		),
	},
	'pixi in pyproject.toml': shop(
		'[tool.pixi.workspace]\nplatforms = ["linux-64"]\n[tool.pixi.dependencies]\nkedro = "*"\n',
	),
	hatch: {
		...library,
		...shop(
			table(
				'[tool.hatch.envs.default]\ndependencies = ["pytest"]\n',
				'["kedro", "common @ {root:uri}/../../libs/common"]',
			),
		),
	},
	'setup.py': shop(
		'from setuptools import setup\nneeds = ["kedro==1.7.0"]\nsetup(name="shop", install_requires=needs)\n',
		'setup.py',
	),
	'setup.cfg': shop(
		'[metadata]\nname = shop\n[options]\ninstall_requires =\n    kedro\n[options.extras_require]\nio = s3fs\n',
		'setup.cfg',
	),
	'requirements folder': {...shop('kedro\n', 'requirements/base.txt'), ...shop('pytest\n', 'requirements/dev.txt')},
	undecided: {...shop('pytest\n', 'requirements/dev.txt'), ...shop('sphinx\n', 'requirements/docs.txt')},
	nothing: shop('[tool.kedro]\n'),
	'commented out': {...shop(table('', '["kedro"]')), ...shop('# s3fs\n\n', 'requirements.txt')},
} satisfies Record<string, Tree>;

describeWith(await bed.python('kedro-1'), 'how the image gets the requirements of', python => {
	let top: string;
	afterAll(() => rm(top, {recursive: true, force: true}));

	const answers = (async (): Promise<ReadonlyMap<string, RequirementsAnswer>> => {
		top = await mkdtemp(join(tmpdir(), 'kfp-wizard-layouts-'));
		const roots = new Map<string, string>();
		for (const [name, tree] of Object.entries(trees)) {
			const repository = join(top, name.replaceAll(' ', '-'));
			const tables = 'services/shop/pyproject.toml' in tree ? {} : shop('[tool.kedro]\n');
			await writeTree(repository, {'.git/': '', ...tables, ...tree});
			roots.set(name, join(repository, 'services/shop'));
		}
		const read = await readLayouts(python, [...roots.values()]);
		return new Map(
			[...roots].flatMap(([name, root]) => {
				const answer = read.get(root);
				return answer === undefined ? [] : [[name, answer] as const];
			}),
		);
	})();

	const answerOf = async (name: keyof typeof trees) => {
		const {requires, installs, layout} = (await answers).get(name) ?? {};
		if (layout === undefined) throw new Error(`No layout of ${name}`);
		return {
			...layout,
			installs,
			local: layout.local.map(({path}) => path),
			always: requires
				?.filter(({group}) => group === null)
				.map(({name: each, version}) => `${each} ${version ?? ''}`.trim()),
			optional: requires?.filter(({group}) => group !== null).map(({name: each, group}) => `${each} in ${group}`),
		};
	};

	it('requirements.txt: nested files, constraints, a library beside the project, markers', async () => {
		const answer = await answerOf('requirements');
		expect(answer).toMatchObject({tool: 'requirements', files: ['requirements.txt'], problems: [], itself: false});
		expect(answer.local).toEqual(['../../base.txt', '../../libs/common', 'limits.txt']);
		expect(answer.always).toEqual(['common', 'idna 3.4', 'kedro 1.7.0', 'pandas']);
		// What the library requires is installed with it.
		expect(answer.installs).toContain('six');
		expect(answer.installs).not.toContain('colorama');
	});

	it('requirements that no image can get', async () => {
		const {problems} = await answerOf('refused');
		expect(problems.map(({message, place}) => `${place?.line} ${message}`)).toEqual([
			expect.stringMatching(/^1 \.\.\/\.\.\/gone does not exist/),
			expect.stringMatching(/^2 \.\.\/\.\.\/\.\.\/elsewhere (?:does not exist|is outside of)/),
			expect.stringMatching(/^3 x @ file:\/\/\/nowhere/),
			expect.stringMatching(/^4 .* needs an SSH key/),
		]);
		expect(problems[2]?.fix).toContain('x==VERSION');
	});

	it('a package that is a folder here and only named in the requirements', async () => {
		await answers;
		const repository = join(top, 'stranger');
		const folder = join(repository, 'libs/common');
		await writeTree(repository, {
			'.git/': '',
			...library,
			...shop('[tool.kedro]\n'),
			...shop('kedro\ncommon==1\nacme\n', 'requirements.txt'),
			'site/common-1.dist-info/METADATA': 'Metadata-Version: 2.1\nName: common\nVersion: 1\n',
			'site/common-1.dist-info/direct_url.json': JSON.stringify({url: `file://${folder}`, dir_info: {editable: true}}),
			// conda says where it built a package, which is no folder of this machine.
			'site/acme-1.dist-info/METADATA': 'Metadata-Version: 2.1\nName: acme\nVersion: 1\n',
			'site/acme-1.dist-info/direct_url.json': '{"url": "file:///home/conda/feedstock_root/acme", "dir_info": {}}',
		});
		const root = join(repository, 'services/shop');
		const read = await readLayouts(python, [root], {PYTHONPATH: join(repository, 'site')});
		expect(read.get(root)?.layout?.problems).toMatchObject([
			{
				message: expect.stringContaining(
					'common is installed here from ../../libs/common, but requirements.txt only names it',
				),
				place: {file: 'requirements.txt', line: 2},
			},
		]);
	});

	it('the project itself with an extra, and a wheel', async () => {
		expect(await answerOf('itself')).toMatchObject({
			itself: true,
			always: ['kedro', 's3fs'],
			optional: ['pytest in dev'],
		});
		expect(await answerOf('wheel')).toMatchObject({
			local: ['wheels/acme-1.0-py3-none-any.whl'],
			installs: null,
			problems: [],
		});
	});

	it('a workspace of uv, with its lock file above the project', async () => {
		const answer = await answerOf('uv workspace');
		expect(answer).toMatchObject({
			tool: 'uv',
			files: ['pyproject.toml', '../../uv.lock'],
			locked: true,
			folder: '../..',
		});
		expect(answer.local).toEqual(['../../libs/common', '../../pyproject.toml']);
		expect(answer.always).toEqual(['common 1', 'kedro 1.7.0', 's3fs']);
		expect(answer.outdated).toEqual(['s3fs']);
		expect(answer.installs).toContain('six');
		expect(answer.installs).not.toContain('gcsfs');
		expect(answer.installs).not.toContain('pywin32');
	});

	it('uv without a lock file, where a name alone would be looked up in the index', async () => {
		expect(await answerOf('uv without a lock')).toMatchObject({tool: 'uv', locked: false, folder: '../..'});
		const answer = await answerOf('uv path');
		expect(answer).toMatchObject({tool: 'uv', folder: '.', local: ['../../libs/common']});
	});

	it('Poetry, with its groups, and a lock file that lacks a requirement', async () => {
		const answer = await answerOf('poetry');
		expect(answer).toMatchObject({tool: 'poetry', locked: false, groups: ['io'], local: ['../../libs/common']});
		expect(answer.always).toEqual(['common', 'kedro 1.7.0', 's3fs']);
		expect(answer.optional).toEqual(['pytest in dev']);
		expect(await answerOf('poetry.lock')).toMatchObject({tool: 'poetry', locked: true, outdated: ['kedro', 's3fs']});
	});

	it('PDM, Pipenv, hatch', async () => {
		expect(await answerOf('pdm')).toMatchObject({
			tool: 'pdm',
			local: ['../../libs/common'],
			always: ['common', 'kedro'],
		});
		const pipenv = await answerOf('Pipfile');
		expect(pipenv).toMatchObject({tool: 'pipenv', files: ['Pipfile', 'Pipfile.lock'], outdated: ['common']});
		expect(pipenv.always).toEqual(['common', 'kedro 1.7.0']);
		expect(await answerOf('hatch')).toMatchObject({
			tool: 'project',
			local: ['../../libs/common'],
			always: ['common', 'kedro'],
			optional: ['pytest in hatch environment default'],
		});
	});

	it('conda, alone and with requirements.txt', async () => {
		const answer = await answerOf('conda');
		expect(answer).toMatchObject({
			tool: 'conda',
			files: ['environment.yml'],
			python: '3.10',
			local: ['../../libs/common'],
		});
		expect(answer.always).toEqual(['common', 'gcsfs 2024.1', 'kedro 1.7.0', 'matplotlib']);
		const both = await answerOf('conda with requirements.txt');
		expect(both).toMatchObject({tool: 'conda', local: ['requirements.txt'], always: ['gdal', 'kedro']});
	});

	it('pixi, in its own file and in pyproject.toml', async () => {
		const answer = await answerOf('pixi');
		expect(answer).toMatchObject({tool: 'pixi', files: ['pixi.toml', 'pixi.lock'], outdated: ['s3fs'], python: '3.11'});
		expect(answer.always).toEqual(['common', 'kedro 1.7.0', 's3fs']);
		expect(answer.problems).toMatchObject([{fix: 'Run: pixi workspace platform add linux-64'}]);
		const inside = await answerOf('pixi in pyproject.toml');
		expect(inside).toMatchObject({tool: 'pixi', files: ['pyproject.toml'], always: ['kedro'], problems: []});
	});

	it('setup.py, setup.cfg and a folder of requirements', async () => {
		expect(await answerOf('setup.py')).toMatchObject({tool: 'project', files: ['setup.py'], always: ['kedro 1.7.0']});
		expect(await answerOf('setup.cfg')).toMatchObject({always: ['kedro'], optional: ['s3fs in io']});
		expect(await answerOf('requirements folder')).toMatchObject({files: ['requirements/base.txt'], always: ['kedro']});
	});

	it('files that do not say it', async () => {
		expect(await answerOf('undecided')).toMatchObject({tool: null, files: []});
		expect(await answerOf('nothing')).toMatchObject({tool: null, files: [], installs: []});
		expect(await answerOf('commented out')).toMatchObject({
			tool: 'project',
			files: ['pyproject.toml'],
			always: ['kedro'],
		});
	});
});
