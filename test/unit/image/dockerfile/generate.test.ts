// The generated Dockerfile, by how the requirements are installed.
import {describe, expect, it} from 'vitest';
import {type DockerfileFacts, generateDockerfile} from '../../../../src/image/dockerfile/generate.ts';
import type {Layout} from '../../../../src/schema/project.ts';
import {layoutOf} from '../../../support/layout.ts';

const facts = {pythonVersion: '3.11.7', sourceDir: 'src', confSource: 'conf'};
const root = '/home/ada/repo/services/shop';

const generate = (layout: Layout | undefined, more: Partial<DockerfileFacts> = {}, prefix = ''): string =>
	generateDockerfile({...facts, layout, ...more}, {root, prefix});

const order = (text: string, ...words: string[]): boolean => {
	const places = words.map(word => text.indexOf(word));
	return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
};

const sources = 'COPY --chown=1000:0 . .';
const near = (...paths: string[]): Layout['local'] => paths.map(path => ({path, absolute: false}));

describe('a generated one', () => {
	it('system libraries of known packages are installed, not where conda brings them', () => {
		const packages = ['lightgbm', 'opencv-python', 'pandas', 'psycopg', 'psycopg[binary]'];
		const line = 'apt-get install -y --no-install-recommends libgomp1 libgl1 libglib2.0-0 &&';
		expect(generate(layoutOf('requirements'), {packages})).toContain(line);
		expect(generate(layoutOf('conda'), {packages})).not.toContain('libgomp1');
		expect(generate(layoutOf('requirements'), {packages: ['pandas']})).toBe(generate(layoutOf('requirements')));
	});

	it('requirements.txt is installed before the project is copied, on the Python of the project', () => {
		const text = generate(layoutOf('requirements'), {pythonVersion: '3.9.18'});
		expect(text).toContain('BASE_IMAGE=python:3.9-slim');
		expect(
			order(text, 'COPY requirements.txt', 'pip install', sources, 'mkdir -p conf/local', 'USER 1000', 'CMD ["kedro"'),
		).toBe(true);
		expect(text).not.toContain(' git ');
		expect(text).not.toContain('ENTRYPOINT');
	});

	it('requirements in src/, as in Kedro 0.18, and another configuration folder are used', () => {
		const text = generate(layoutOf('requirements', {files: ['src/requirements.txt']}), {confSource: 'configuration'});
		expect(text).toContain('COPY src/requirements.txt /tmp');
		expect(text).toContain('mkdir -p configuration/local');
	});

	it.each([
		['another file', {local: near('base.txt')}],
		['a wheel of the project', {local: near('wheels/x.whl')}],
		['the project itself', {itself: true}],
	])('requirements with %s are installed after the project is copied', (_, more) => {
		const text = generate(layoutOf('requirements', more));
		expect(order(text, sources, 'pip install --no-cache-dir -r requirements.txt')).toBe(true);
	});

	it('the versions of a lock file are installed before the project is copied', () => {
		const uv = generate(layoutOf('uv', {files: ['pyproject.toml', 'uv.lock'], locked: true}));
		expect(order(uv, 'COPY pyproject.toml uv.lock ./', 'uv export --frozen --no-dev', sources)).toBe(true);
		const poetry = generate(layoutOf('poetry', {files: ['pyproject.toml', 'poetry.lock'], locked: true}));
		expect(order(poetry, 'COPY pyproject.toml poetry.lock ./', 'poetry export --only main --output', sources)).toBe(
			true,
		);
		expect(poetry).not.toContain('poetry lock');
		const pdm = generate(layoutOf('pdm', {files: ['pyproject.toml', 'pdm.lock'], locked: true}));
		expect(order(pdm, 'COPY pyproject.toml pdm.lock ./', 'pdm export --prod --output', sources)).toBe(true);
		const pipenv = generate(layoutOf('pipenv', {files: ['Pipfile', 'Pipfile.lock'], locked: true}));
		expect(order(pipenv, 'COPY Pipfile Pipfile.lock ./', 'pipenv requirements > /tmp/requirements.txt', sources)).toBe(
			true,
		);
	});

	it('a tool without its lock file locks first, with the groups that are installed', () => {
		expect(order(generate(layoutOf('poetry', {groups: ['io']})), 'poetry lock &&', 'export --only main,io ')).toBe(
			true,
		);
		expect(order(generate(layoutOf('pipenv', {files: ['Pipfile']})), 'COPY Pipfile ./', 'pipenv lock &&')).toBe(true);
		expect(order(generate(layoutOf('pdm')), 'pdm lock &&', 'pdm export')).toBe(true);
		expect(generate(layoutOf('uv'))).toContain('uv export --no-dev');
	});

	it('uv itself installs where it takes packages from several indexes', () => {
		const text = generate(layoutOf('uv', {files: ['pyproject.toml', 'uv.lock'], locked: true, index: true}));
		expect(order(text, 'COPY pyproject.toml uv.lock ./', 'uv sync --frozen --no-dev --no-install-project')).toBe(true);
		expect(text).not.toContain('uv export');
	});

	it('packages in folders and from git, which have no hashes, are installed without any', () => {
		const local = near('libs/common');
		expect(generate(layoutOf('uv', {local}))).toContain('--no-hashes');
		expect(generate(layoutOf('poetry', {git: true}))).toContain('--without-hashes');
		expect(order(generate(layoutOf('pdm', {local})), 'COPY libs/common /home/kedro/project/libs', 'pdm export')).toBe(
			true,
		);
	});

	it('pyproject.toml is used where there is nothing else, and git is installed for requirements from git', () => {
		const text = generate(layoutOf('project', {git: true}));
		expect(order(text, 'install -y --no-install-recommends git', sources, 'RUN pip install --no-cache-dir .')).toBe(
			true,
		);
		expect(generate(layoutOf('project', {files: ['src/setup.py']}))).toContain('RUN pip install --no-cache-dir ./src');
	});

	it('conda gets the base image of micromamba, with its environment on the PATH of every command', () => {
		const text = generate(layoutOf('conda', {files: ['environment.yml']}));
		expect(
			order(
				text,
				'BASE_IMAGE=mambaorg/micromamba:',
				'USER root',
				'ENV PATH=/opt/conda/bin:$PATH',
				'COPY environment.yml ./',
				'micromamba install --yes --name base --file environment.yml',
				sources,
				'USER 1000:0',
				'ENTRYPOINT []',
				'CMD',
			),
		).toBe(true);
		const itself = generate(layoutOf('conda', {files: ['conda.yml'], itself: true}));
		expect(order(itself, sources, '--file conda.yml')).toBe(true);
	});

	it('pixi gets its own base image, and installs from its lock file', () => {
		const text = generate(layoutOf('pixi', {files: ['pixi.toml', 'pixi.lock'], locked: true}));
		expect(
			order(
				text,
				'BASE_IMAGE=ghcr.io/prefix-dev/pixi:',
				'ENV PATH=/home/kedro/project/.pixi/envs/default/bin:$PATH',
				'COPY pixi.toml pixi.lock ./',
				'RUN pixi install --locked',
				sources,
			),
		).toBe(true);
		expect(generate(layoutOf('pixi', {files: ['pixi.toml']}))).not.toContain('--locked');
	});

	it.each([undefined, layoutOf(null)])('a project that does not say what to install never gets a guess', layout => {
		const text = generate(layout);
		expect(text).not.toContain('pip install');
		expect(text).toContain('No file says what to install');
		expect(text).toContain('exit 1');
	});
});

describe('a build context above the project', () => {
	const above = (layout: Layout): string => generate(layout, {}, 'services/shop');

	it('a library beside the project is installed from its folder, which keeps its place', () => {
		const text = above(layoutOf('requirements', {local: near('../../libs/common', '../../base.txt')}));
		expect(
			order(
				text,
				'WORKDIR /home/kedro/workspace/services/shop',
				'COPY services/shop/requirements.txt ./',
				'COPY libs/common /home/kedro/workspace/libs/common',
				'COPY base.txt /home/kedro/workspace/base.txt',
				'RUN pip install --no-cache-dir -r requirements.txt',
				'COPY --chown=1000:0 services/shop .',
			),
		).toBe(true);
	});

	it('a workspace of uv is installed from its lock file, in its folder', () => {
		const text = above(
			layoutOf('uv', {
				files: ['pyproject.toml', '../../uv.lock'],
				locked: true,
				folder: '../..',
				local: near('../../libs/common', '../../pyproject.toml'),
			}),
		);
		expect(
			order(
				text,
				'COPY services/shop/pyproject.toml ./',
				'COPY uv.lock /home/kedro/workspace/uv.lock',
				'COPY pyproject.toml /home/kedro/workspace/pyproject.toml',
				'uv export --frozen --no-dev --no-emit-project --no-hashes',
				'cd ../.. && ',
			),
		).toBe(true);
	});

	it('a project that is installed itself gets the folders beside it first', () => {
		const text = above(layoutOf('project', {local: near('../../libs/my lib')}));
		expect(
			order(
				text,
				'COPY --chown=1000:0 services/shop .',
				'COPY ["libs/my lib","/home/kedro/workspace/libs/my lib"]',
				'RUN pip install --no-cache-dir .',
			),
		).toBe(true);
	});

	it('a configuration beside the project keeps its place, and is found under the absolute path that the settings have', () => {
		const configuration = [{path: '../shop-conf'}, {path: '../shared/base', link: '/home/ada/shared base'}];
		const text = generate(layoutOf('requirements'), {confSource: '../shop-conf', configuration}, 'shop');
		expect(text).toContain('\nCOPY shop/requirements.txt /tmp/requirements.txt\n');
		expect(text).toContain('\nCOPY --chown=1000:0 shop-conf /home/kedro/workspace/shop-conf\n');
		expect(text).toContain(
			"\nRUN mkdir -p /home/ada && ln -s /home/kedro/workspace/shared/base '/home/ada/shared base'\n",
		);
	});

	it('a requirement with an absolute path finds its folder there', () => {
		const text = above(layoutOf('requirements', {local: [{path: '../../libs/common', absolute: true}]}));
		expect(text).toContain(
			'RUN mkdir -p /home/ada/repo/libs && ln -s /home/kedro/workspace/libs/common /home/ada/repo/libs/common',
		);
	});
});

describe('Spark', () => {
	it('gets Java before, and hadoop-aws for s3a after the requirements', () => {
		const text = generate(layoutOf('requirements'), {spark: {java: true, s3: true}});
		expect(
			order(
				text,
				'BASE_IMAGE=python:3.11-slim-bookworm',
				'openjdk-17-jre-headless procps',
				'kedro:x:1000:0:',
				'pip install --no-cache-dir -r',
				'org.apache.hadoop:hadoop-aws:$hadoop',
				sources,
			),
		).toBe(true);
		expect(generate(layoutOf('requirements'), {spark: {java: true, s3: false}})).not.toContain('hadoop-aws');
		expect(generate(layoutOf('requirements'))).not.toContain('jre');
	});

	it('gets the Java of the base image of conda, unless the environment has its own', () => {
		const layout = layoutOf('conda', {files: ['environment.yml']});
		expect(generate(layout, {spark: {java: true, s3: false}})).toContain('default-jre-headless');
		expect(generate(layout, {spark: {java: false, s3: false}})).not.toContain('jre');
	});
});
