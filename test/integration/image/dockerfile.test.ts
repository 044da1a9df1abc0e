// The project's own Dockerfile and ignore file, and the generated ones: read, and built by the real engine with the real pip.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {readContext} from '../../../src/image/context/context.ts';
import {type Dockerfile, readDockerfile} from '../../../src/image/dockerfile/dockerfile.ts';
import {findEngine} from '../../../src/image/engine/find-engine.ts';
import {stageContext} from '../../../src/image/context/stage.ts';
import {writeProject} from '../../bed/kedro-project.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith, together} from '../../bed/part.ts';
import {contextOf, pathsOf, writeTree} from '../../support/tree.ts';
import {errorOf} from '../../support/error-of.ts';

const facts = {pythonVersion: '3.11.7', requirements: ['requirements.txt'], sourceDir: 'src', confSource: 'conf'};
let root: string;
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'kfp-wizard-dockerfile-'));
});
afterEach(() => rm(root, {recursive: true, force: true}));

describe("the project's own", () => {
	it('is taken as it is, with its own ignore rules', async () => {
		await writeTree(root, {Dockerfile: 'FROM x\r\n', '.dockerignore': 'a', '.containerignore': 'b'});
		expect(await readDockerfile(root, undefined, facts)).toEqual({
			path: 'Dockerfile',
			text: 'FROM x\r\n',
			ignore: 'a',
			generated: [],
		});
	});

	it('may be called Containerfile, or lie anywhere, with rules of its own beside it', async () => {
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

	it('is an error when it is named and not there, or empty', async () => {
		await writeTree(root, {'empty.Dockerfile': '# nothing\n', folder: 'x', 'Dockerfile/x': ''});
		expect(await errorOf(readDockerfile(root, 'no.Dockerfile', facts))).toMatchObject({
			kind: 'usage',
			code: 'DOCKERFILE_MISSING',
		});
		expect(await errorOf(readDockerfile(root, 'empty.Dockerfile', facts))).toMatchObject({code: 'DOCKERFILE_EMPTY'});
		expect(await readDockerfile(root, undefined, facts)).toMatchObject({path: null});
	});

	it('keeps the folders it copies when only the ignore rules are generated', async () => {
		await writeTree(root, {Dockerfile: 'FROM x\nCOPY src src\nCOPY data/models /models\n'});
		const {ignore, generated} = await readDockerfile(root, undefined, facts);
		expect(generated).toEqual(['.dockerignore']);
		expect(ignore).not.toMatch(/^data$/m);
		expect(ignore).toMatch(/^notebooks$/m);
	});
});

describe('a generated one', () => {
	const generate = async (tree: Record<string, string>, more: Partial<typeof facts> = {}): Promise<string> => {
		await writeTree(root, tree);
		const requirements = Object.keys(tree);
		return (await readDockerfile(root, undefined, {...facts, requirements, ...more})).text;
	};
	const order = (text: string, ...words: string[]): boolean => {
		const places = words.map(word => text.indexOf(word));
		return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
	};

	it('installs requirements.txt before the project, on the Python of the project', async () => {
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

	it('finds them in src/ as Kedro 0.18 has them, and keeps to another configuration folder', async () => {
		const text = await generate({'src/requirements.txt': 'kedro\n'}, {confSource: 'configuration'});
		expect(text).toContain('COPY src/requirements.txt /tmp');
		expect(text).toContain('mkdir -p configuration/local');
	});

	it.each(['-r base.txt', '-e .', '--constraint c.txt', './wheels/x.whl', '.'])(
		'installs after the copy when the requirements say %s',
		async line => {
			const text = await generate({'requirements.txt': `kedro\n${line}\n`});
			expect(order(text, 'COPY --chown=1000:0 . .', 'pip install --no-cache-dir -r requirements.txt')).toBe(true);
		},
	);

	it('prefers a lock file', async () => {
		const uv = await generate({
			'requirements.txt': 'kedro',
			'pyproject.toml': '',
			'uv.lock': 'source = { editable = "." }',
		});
		expect(order(uv, 'COPY pyproject.toml uv.lock', 'uv export --frozen', 'COPY --chown=1000:0 . .')).toBe(true);
		await rm(join(root, 'uv.lock'));
		const poetry = await generate({'pyproject.toml': '', 'poetry.lock': ''});
		expect(order(poetry, 'COPY pyproject.toml poetry.lock', 'poetry export', 'COPY --chown=1000:0 . .')).toBe(true);
	});

	it('takes pyproject.toml where there is nothing else, and git for what comes from there', async () => {
		const text = await generate({
			'pyproject.toml': '[project]\ndependencies = ["x @ git+https://example.com/x.git"]\n',
		});
		expect(
			order(text, 'install -y --no-install-recommends git', 'COPY --chown=1000:0 . .', 'pip install --no-cache-dir .'),
		).toBe(true);
	});

	it('leaves out of a Kedro project what has no business in an image', async () => {
		const project = await writeProject(join(root, 'p'), {
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
		const {ignore} = await readDockerfile(project, undefined, facts);
		const context = await contextOf(project, ignore);
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

const engineAndBase = together({engine: await bed.engine(), base: await bed.baseImage()});

describeWith(engineAndBase, 'an image from the generated Dockerfile', parts => {
	const tag = 'kfp-wizard-test/generated:one';
	let folder: string;
	let env: NodeJS.ProcessEnv;
	let dockerfile: Dockerfile;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-generated-'));
		env = {...process.env, DOCKER_HOST: parts.engine.host, DOCKER_CONFIG: folder};
		const project = await writeProject(join(folder, 'project'), {files: {'conf/local/credentials.yml': 'key: canary'}});
		dockerfile = await readDockerfile(project, undefined, facts);
		const context = await readContext({root: project, dockerfile, exclude: [], platform: 'linux/amd64'});
		await stageContext(context, join(folder, 'staged'));
		await writeFile(join(folder, 'Dockerfile'), dockerfile.text);
		const engine = await findEngine('docker', {env, platform: process.platform});
		await engine.build({
			folder: join(folder, 'staged'),
			dockerfile: join(folder, 'Dockerfile'),
			tags: [tag],
			platform: 'linux/amd64',
			onLine: () => {},
		});
	}, 600_000);
	// The image stays: its layers make the next run fast.
	afterAll(() => rm(folder, {recursive: true, force: true}));

	const inImage = async (script: string, ...flags: string[]): Promise<string> => {
		const ran = await execa('docker', ['run', '--rm', ...flags, tag, 'sh', '-c', script], {env, all: true});
		return ran.all;
	};

	it('runs Kedro, not as root, with an empty conf/local', async () => {
		expect(await inImage('kedro --version')).toContain('1.7.0');
		expect(await inImage('id -u; ls -A conf/local; ls -A; echo $PYTHONUNBUFFERED')).toMatch(
			/^1000\n(?!.*canary)[^]*conf[^]*1$/,
		);
		expect(await inImage('grep -r canary . || echo clean')).toBe('clean');
		expect(await inImage('KEDRO_DISABLE_TELEMETRY=1 kedro registry list 2>/dev/null')).toContain('__default__');
	});

	it('lets its tasks write, also as the arbitrary user of group 0 that OpenShift picks', async () => {
		const script = 'mkdir -p data && echo 1 > data/x && echo 1 > conf/local/y && touch ~/z && echo written';
		expect(await inImage(script)).toContain('written');
		expect(await inImage(script, '--user', '1000640000:0')).toContain('written');
	});
});
