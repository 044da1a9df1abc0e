// Images of projects that write their requirements in every way, built by the real engine with the real tools. The
// channels of conda and pixi cannot be had here: their commands are stand-ins that read the file and call pip.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {stageContext} from '../../../src/image/context/stage.ts';
import {findEngine} from '../../../src/image/engine/find-engine.ts';
import {readSource} from '../../../src/image/source.ts';
import type {Layout} from '../../../src/schema/project.ts';
import {bed} from '../../bed/bed.ts';
import {kedroLines, writeProject} from '../../bed/kedro-project.ts';
import {cacheFolder, withLock} from '../../bed/lock.ts';
import {describeWith, together} from '../../bed/part.ts';
import {readLayouts} from '../../support/read-layouts.ts';
import {type Tree, writeTree} from '../../support/tree.ts';

const kedro = `kedro==${kedroLines['kedro-1']}`;
const kedroTable = `\n[tool.kedro]\npackage_name = "small"\nproject_name = "Small"\nkedro_init_version = "${kedroLines['kedro-1']}"\n`;
const setuptools = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n';

/** A library beside the project. A package of this name is in the public index too, and is another one. */
const library: Tree = {
	'.git/': '',
	'libs/common/pyproject.toml': `[project]\nname = "common"\nversion = "0.1"\n${setuptools}[tool.setuptools.packages.find]\nwhere = ["src"]\n`,
	'libs/common/src/common/__init__.py': 'OURS = "the library of this repository"\n',
	'libs/common/.env': 'TOKEN=canary',
};

const pyproject = (dependencies: readonly string[], more = ''): Readonly<Record<string, string>> => ({
	'pyproject.toml': `[project]\nname = "small"\nversion = "0.1"\nrequires-python = ">=3.11"\ndependencies = ${JSON.stringify(dependencies)}\n${more}${kedroTable}`,
});

const toolTable = (text: string): Readonly<Record<string, string>> => ({'pyproject.toml': `${text}${kedroTable}`});

/** Reads `pip:` lines of an environment.yml, or the lists of a pixi.toml, and gives them to pip. */
const micromamba = `#!/bin/sh
echo "micromamba $*" >> /tools.log
test "$1" = install || exit 0
sed -n 's/^ *- \\(kedro==.*\\|-e .*\\)$/\\1/p' environment.yml > /tmp/pip.txt && pip install --no-cache-dir -r /tmp/pip.txt
`;
const pixi = `#!/bin/sh
echo "pixi $*" >> /tools.log
python -m venv --system-site-packages .pixi/envs/default
sed -n 's/^kedro = "\\(.*\\)"$/kedro\\1/p; s/^common = .*path = "\\([^"]*\\)".*$/-e \\1/p' pixi.toml > /tmp/pip.txt
.pixi/envs/default/bin/pip install --no-cache-dir -r /tmp/pip.txt
`;

const parts = together({
	engine: await bed.engine(),
	base: await bed.baseImage(),
	python: await bed.python('kedro-1'),
});

describeWith(parts, 'an image gets the requirements of', ({engine, base, python}) => {
	const baseTag = 'kfp-wizard-test/layouts:base';
	let folder: string;
	let env: NodeJS.ProcessEnv;
	let index: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-layouts-'));
		env = {...process.env, DOCKER_HOST: engine.host, DOCKER_CONFIG: folder};
		// Tools other than pip find the certificates of this network through these variables.
		const certificates = '/etc/ssl/certs/ca-certificates.crt';
		await writeTree(join(folder, 'base'), {
			Dockerfile: `FROM ${base}
ENV SSL_CERT_FILE=${certificates} REQUESTS_CA_BUNDLE=${certificates} PIP_NO_COMPILE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY micromamba pixi /usr/local/bin/
`,
			micromamba,
			pixi,
		});
		await execa('docker', ['build', '-q', '-t', baseTag, join(folder, 'base')], {env});
		const script = 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)';
		const said = await execa(
			'docker',
			['run', '--rm', baseTag, 'sh', '-c', `pip config get global.index-url 2>/dev/null || python -c "${script}"`],
			{env},
		);
		index = said.stdout.trim();
	}, 300_000);
	// The images stay: their layers make the next run fast.
	afterAll(() => rm(folder, {recursive: true, force: true}));

	/** Writes a project and its neighbours. The name is a part of the paths, which stay the same in each run. */
	async function write(
		name: string,
		files: Readonly<Record<string, string | null>>,
		beside: Tree = {},
	): Promise<string> {
		const repository = join(folder, name);
		await writeTree(repository, {...library, ...beside});
		return writeProject(join(repository, 'services/shop'), {
			files: {
				'requirements.txt': null,
				...toolTable(''),
				'src/small/nodes.py':
					'from common import OURS\n\n\ndef clean(raw):\n    return OURS\n\n\ndef train(rows, alpha):\n    return alpha\n\n\ndef report(model):\n    return model\n',
				...files,
			},
		});
	}

	/** Builds the image as a deploy does. */
	async function build(
		name: string,
		root: string,
	): Promise<{readonly layout: Layout; readonly tag: string; readonly text: string}> {
		const layout = (await readLayouts(python, [root])).get(root)?.layout;
		if (layout === undefined) throw new Error(`No layout of ${root}`);
		expect(layout.problems).toEqual([]);
		const facts = {pythonVersion: '3.11.7', layout, sourceDir: 'src', confSource: 'conf'};
		const sourceFor = await readSource(root, {dockerfile: undefined, facts, exclude: []});
		const {dockerfile, context} = sourceFor('linux/amd64');
		expect(context.suspicious).toEqual([]);
		const built = await mkdtemp(join(folder, 'built-'));
		await stageContext(context, join(built, 'context'));
		const ofBase = dockerfile.text.replace(/^ARG BASE_IMAGE=.*$/m, `ARG BASE_IMAGE=${baseTag}`);
		expect(ofBase).toContain(baseTag);
		await writeFile(join(built, 'Dockerfile'), ofBase);
		const lines: string[] = [];
		const docker = await findEngine('docker', {env, platform: process.platform});
		const tag = `kfp-wizard-test/layouts:${name}`;
		await docker
			.build({
				folder: join(built, 'context'),
				dockerfile: join(built, 'Dockerfile'),
				tags: [tag],
				platform: 'linux/amd64',
				onLine: line => lines.push(line),
			})
			.catch((error: unknown) => {
				throw new Error(lines.slice(-30).join('\n'), {cause: error});
			});
		return {layout, tag, text: dockerfile.text};
	}

	const inImage = async (tag: string, script: string): Promise<string> => {
		const flags = ['--rm', '--env', 'KEDRO_DISABLE_TELEMETRY=1', '--user', '1000640000:0'];
		const ran = await execa('docker', ['run', ...flags, tag, 'sh', '-c', script], {env, reject: false, all: true});
		return ran.all;
	};

	/** Kedro finds the nodes, which import the library; it is the one of the repository. */
	async function expectToRun(tag: string): Promise<void> {
		const said = await inImage(
			tag,
			'kedro registry list 2>&1 && python -c "import kedro, common; print(kedro.__version__, common.OURS)"',
		);
		expect(said).toContain('__default__');
		expect(said).toContain(`${kedroLines['kedro-1']} the library of this repository`);
	}

	const editable = '-e ../../libs/common';

	it('requirements.txt with files and a library outside of the project', async () => {
		const root = await write(
			'requirements',
			{
				'requirements.txt': `-r ../../base.txt\n-c limits.txt\n${editable}\npywin32; sys_platform == "win32"\n`,
				'limits.txt': `${kedro}\n`,
			},
			{'base.txt': 'kedro\n'},
		);
		const {tag} = await build('requirements', root);
		await expectToRun(tag);
		expect(await inImage(tag, 'pwd; ls -A ../../libs/common; grep -r canary /home/kedro || echo clean')).toMatch(
			/^\/home\/kedro\/workspace\/services\/shop\n(?!.*\.env)[^]*clean$/,
		);
	}, 300_000);

	it('an absolute path', async () => {
		// The path is in the Dockerfile: another one in each run, as that of a temporary folder, would build everything again.
		const fixed = join(cacheFolder, 'layouts-absolute');
		await withLock(`${fixed}.lock`, async () => {
			await rm(fixed, {recursive: true, force: true});
			await writeTree(fixed, library);
			const root = await write('absolute', {'requirements.txt': 'x'});
			const moved = join(fixed, 'services/shop');
			await execa('cp', ['-r', join(root, '..'), fixed]);
			await writeFile(join(moved, 'requirements.txt'), `${kedro}\ncommon @ file://${fixed}/libs/common\n`);
			await expectToRun((await build('absolute', moved)).tag);
			await rm(fixed, {recursive: true});
		});
	}, 300_000);

	it.each([
		[
			'uv-path',
			'uv',
			pyproject([kedro, 'common'], '[tool.uv.sources]\ncommon = {path = "../../libs/common", editable = true}\n'),
			{},
		],
		[
			'uv-workspace',
			'uv',
			pyproject([kedro, 'common'], '[tool.uv.sources]\ncommon = {workspace = true}\n'),
			{'pyproject.toml': '[tool.uv.workspace]\nmembers = ["services/*", "libs/*"]\n'},
		],
		[
			'uv-index',
			'uv',
			pyproject(
				[kedro, 'common'],
				'[tool.uv.sources]\ncommon = {path = "../../libs/common"}\n[[tool.uv.index]]\nname = "index"\nurl = "INDEX"\ndefault = true\n',
			),
			{},
		],
		[
			'pipenv',
			'pipenv',
			{
				Pipfile: `[[source]]\nname = "index"\nurl = "INDEX"\nverify_ssl = true\n[packages]\nkedro = "==${kedroLines['kedro-1']}"\ncommon = {path = "../../libs/common", editable = true}\n`,
			},
			{},
		],
		[
			'pdm',
			'pdm',
			pyproject([kedro, 'common @ file:///${PROJECT_ROOT}/../../libs/common'], '[tool.pdm]\ndistribution = false\n'),
			{},
		],
		[
			'poetry',
			'poetry',
			toolTable(
				`[tool.poetry]\npackage-mode = false\n[tool.poetry.dependencies]\npython = ">=3.11,<3.12"\nkedro = "${kedroLines['kedro-1']}"\n[tool.poetry.group.io.dependencies]\ncommon = {path = "../../libs/common", develop = true}\n[[tool.poetry.source]]\nname = "index"\nurl = "INDEX/"\n`,
			),
			{},
		],
	])(
		'%s, first without a lock file, then with it',
		async (name, tool, files, beside: Tree) => {
			const withIndex = Object.fromEntries(
				Object.entries(files).map(([path, text]) => [path, text.replace('INDEX', index.replace(/\/$/, ''))]),
			);
			const root = await write(name, withIndex, beside);
			const open = await build(name, root);
			expect(open.layout).toMatchObject({tool, locked: false});
			await expectToRun(open.tag);
			const [lock, place] =
				name === 'uv-workspace' ? ['uv.lock', '../..'] : [tool === 'pipenv' ? 'Pipfile.lock' : `${tool}.lock`, '.'];
			await writeFile(join(root, place, lock), `${await inImage(open.tag, `cat ${place}/${lock}`)}\n`);
			const locked = await build(`${name}-locked`, root);
			expect(locked.layout).toMatchObject({tool, locked: true, outdated: []});
			await expectToRun(locked.tag);
		},
		600_000,
	);

	it('hatch, with a path relative to the root of the project', async () => {
		const hatch =
			'[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[tool.hatch.metadata]\nallow-direct-references = true\n[tool.hatch.build.targets.wheel]\npackages = ["src/small"]\n';
		const root = await write('hatch', pyproject([kedro, 'common @ {root:uri}/../../libs/common'], hatch));
		await expectToRun((await build('hatch', root)).tag);
	}, 300_000);

	it('setup.py, with what it adds when it runs', async () => {
		const root = await write('setup', {
			'setup.py': `from setuptools import find_packages, setup\n\nsetup(name="small", version="1", packages=find_packages("src"), package_dir={"": "src"}, install_requires=["${kedro}"] + [])\n`,
			'src/small/nodes.py':
				'def clean(raw):\n    return raw\n\n\ndef train(rows, alpha):\n    return alpha\n\n\ndef report(model):\n    return model\n',
		});
		const {tag} = await build('setup', root);
		expect(await inImage(tag, 'kedro registry list 2>&1')).toContain('__default__');
	}, 300_000);

	it('conda, by a stand-in', async () => {
		const root = await write('conda', {
			'environment.yml': `channels:\n  - conda-forge\ndependencies:\n  - python=3.11\n  - pip\n  - pip:\n      - ${kedro}\n      - ${editable}\n`,
		});
		const {tag, text} = await build('conda', root);
		expect(text).toContain('ARG BASE_IMAGE=mambaorg/micromamba:');
		await expectToRun(tag);
		expect(await inImage(tag, 'cat /tools.log')).toBe(
			'micromamba install --yes --name base --file environment.yml\nmicromamba clean --all --yes',
		);
	}, 300_000);

	it('pixi, by a stand-in', async () => {
		const root = await write('pixi', {
			'pixi.toml': `[workspace]\nname = "small"\nchannels = ["conda-forge"]\nplatforms = ["linux-64"]\n[dependencies]\npython = "3.11.*"\n[pypi-dependencies]\nkedro = "==${kedroLines['kedro-1']}"\ncommon = {path = "../../libs/common", editable = true}\n`,
		});
		const {tag, text} = await build('pixi', root);
		expect(text).toContain('ARG BASE_IMAGE=ghcr.io/prefix-dev/pixi:');
		await expectToRun(tag);
		expect(await inImage(tag, 'cat /tools.log; command -v kedro')).toBe(
			'pixi install\n/home/kedro/workspace/services/shop/.pixi/envs/default/bin/kedro',
		);
	}, 300_000);
});
