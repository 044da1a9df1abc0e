// What goes into an image: the hash over it, what looks like a credential in it, and its copy in a folder of its own.
import {execFile} from 'node:child_process';
import {appendFile, chmod, lstat, mkdir, mkdtemp, readFile, readlink, rm, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {judgeDockerfile, judgePath, keyScanner} from '../../../src/image/context/credential-scan.ts';
import {stageContext} from '../../../src/image/context/stage.ts';
import {contextOf, pathsOf, scratch, writeTree} from '../../support/tree.ts';
import {errorOf} from '../../support/error-of.ts';

const key = `AKIA${'QWERTYUIOP123456'}`;
let root: string;
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'kfp-wizard-context-'));
});
afterEach(() => rm(root, {recursive: true, force: true}));

describe('the hash of a context', () => {
	const tree = {'src/a.py': 'a', 'src/b.py': 'b', 'run.sh': '#!x', link: '-> src/a.py', 'conf/local/': ''};
	const hash = async (): Promise<string> => (await contextOf(root)).hash;

	it('has 12 hexadecimal digits and does not depend on times, on the folder or on what is left out', async () => {
		await writeTree(root, {...tree, 'notes.txt': 'x'});
		const first = await contextOf(root, 'notes.txt');
		expect(first.hash).toMatch(/^[0-9a-f]{12}$/);
		await utimes(join(root, 'src/a.py'), new Date(0), new Date(0));
		await writeFile(join(root, 'notes.txt'), 'y');
		expect(await contextOf(root, 'notes.txt')).toEqual(first);
		const other = await mkdtemp(join(tmpdir(), 'kfp-wizard-context-'));
		await writeTree(other, tree);
		expect((await contextOf(other)).hash).toBe(first.hash);
		await rm(other, {recursive: true});
	});

	it('changes with a byte, a name, a mode, a link and an empty folder', async () => {
		await writeTree(root, tree);
		const seen = [await hash()];
		await writeFile(join(root, 'src/a.py'), 'A');
		seen.push(await hash());
		await chmod(join(root, 'src/a.py'), 0o755);
		seen.push(await hash());
		await rm(join(root, 'link'));
		await writeTree(root, {link: '-> src/b.py'});
		seen.push(await hash());
		await rm(join(root, 'link'));
		await writeFile(join(root, 'link'), 'src/b.py');
		seen.push(await hash());
		await rm(join(root, 'conf'), {recursive: true});
		seen.push(await hash());
		await mkdir(join(root, 'sr'));
		seen.push(await hash());
		expect(new Set(seen).size).toBe(seen.length);
	});

	it('changes with the Dockerfile, the platform and the build arguments, not with their order', async () => {
		await writeTree(root, tree);
		const contexts = await Promise.all([
			contextOf(root),
			contextOf(root, '', {platform: 'linux/arm64'}),
			contextOf(root, '', {dockerfile: {...scratch, text: `${scratch.text}\n`}}),
			contextOf(root, '', {buildArguments: {A: '1', B: '2'}}),
			contextOf(root, '', {buildArguments: {A: '2', B: '1'}}),
		]);
		expect(new Set(contexts.map(context => context.hash)).size).toBe(contexts.length);
		const turned = await contextOf(root, '', {buildArguments: {B: '2', A: '1'}});
		expect(turned.hash).toBe(contexts[3]?.hash);
	});

	it('does not mind a mode that only says who may read', async () => {
		await writeTree(root, tree);
		const before = await hash();
		await chmod(join(root, 'src/a.py'), 0o600);
		expect(await hash()).toBe(before);
	});
});

describe('reading a context', () => {
	it('leaves out what it is told to, and the ignore files themselves', async () => {
		await writeTree(root, {
			'a.yaml': 'a',
			'b.yaml': 'b',
			'.dockerignore': 'x',
			'.containerignore': 'x',
			'sub/.dockerignore': 'x',
		});
		expect(pathsOf(await contextOf(root, '', {exclude: ['./a.yaml']}))).toEqual(['b.yaml', 'sub/.dockerignore']);
	});

	it('counts bytes, keeps links as links and warns of one that leads out', async () => {
		await writeTree(root, {
			'a/x': '12345',
			in: '-> a/x',
			up: '-> ../../etc/passwd',
			abs: '-> /etc/passwd',
			loop: '-> .',
		});
		const context = await contextOf(root);
		expect(context.bytes).toBe(5);
		expect(context.files.find(({path}) => path === 'up')).toMatchObject({link: '../../etc/passwd', size: 0});
		expect(context.warnings.map(line => line.split(' ')[0])).toEqual(['abs', 'up']);
		expect(pathsOf(context)).toEqual(['a/x', 'abs', 'in', 'loop', 'up']);
	});

	it('skips a FIFO and says so, without waiting for it', async () => {
		await writeTree(root, {'a.txt': 'a'});
		await promisify(execFile)('mkfifo', [join(root, 'pipe')]);
		const context = await contextOf(root);
		expect(pathsOf(context)).toEqual(['a.txt']);
		expect(context.warnings).toEqual([expect.stringContaining('pipe')]);
	});

	it('refuses build arguments that hold credentials', async () => {
		for (const buildArguments of [{NPM_TOKEN: 'x'}, {AWS_ACCESS_KEY_ID: 'x'}, {NOTE: `key ${key}`}]) {
			expect(await errorOf(contextOf(root, '', {buildArguments: {...buildArguments}}))).toMatchObject({
				kind: 'usage',
				code: 'BUILD_ARGUMENT_SECRET',
			});
		}
		await contextOf(root, '', {buildArguments: {AWS_DEFAULT_REGION: 'eu-central-1'}});
	});
});

describe('what should not be in an image', () => {
	it('is reported with a reason; a folder once', async () => {
		await writeTree(root, {
			'.git/config': 'x',
			'.git/objects/aa': 'x',
			'conf/local/credentials.yml': 'x',
			'conf/local/.gitkeep': '',
			'conf/base/catalog.yml': 'x',
			'.env': 'x',
			'empty.pem': '',
			'notes.md': `look: ${key}.`,
		});
		const {suspicious} = await contextOf(root);
		expect(suspicious.map(({path}) => path).sort()).toEqual([
			'.env',
			'.git/',
			'conf/local/credentials.yml',
			'notes.md',
		]);
	});

	it.each([
		'conf/local/catalog.yml',
		'conf/base/credentials.yml',
		'conf/prod/my_credentials_prod.yaml',
		'.env',
		'.env.prod',
		'deploy/.envrc',
		'a/server.pem',
		'id.key',
		'cert.P12',
		'secret.yml',
		'k8s/secrets-prod.yaml',
		'.aws/config',
		'home/.aws/credentials',
		'.kube/config',
		'.docker/config.json',
		'.netrc',
		'vendor/x/.git/HEAD',
	])('%s', path => expect(judgePath(path)).toBeDefined());

	it.each([
		'conf/local/.gitkeep',
		'conf/base/catalog.yml',
		'src/demo/credentials.py',
		'docs/credentials.md',
		'.env.example',
		'src/environment.py',
		'monkey.py',
		'keys.txt',
		'secret_santa.py',
		'.gitignore',
		'.github/workflows/ci.yml',
	])('is not %s', path => expect(judgePath(path)).toBeUndefined());

	it.each([
		[[`a ${key} b`], true],
		[[key], true],
		[[`"${key.slice(0, 3)}`, `${key.slice(3)}"`], true],
		[key.split(''), true],
		[[`x${key}`], true],
		[[`X${key}`], false],
		[[`X${key.slice(0, 10)}`, key.slice(10)], false],
		[['X'.repeat(30), key, '.'], false],
		[[`${key}X`], false],
		[[key, 'X'], false],
		[['AKIAIOSFODNN7EXAMPLE'], false],
		[['MAKIAVELLIANPROTEINSEQUENCES'], false],
	] as const)('an AWS key id in the pieces %j: %s', (pieces, expected) => {
		const scanner = keyScanner();
		for (const piece of pieces) scanner.add(Buffer.from(piece));
		expect(scanner.found()).toBe(expected);
	});

	it('is in a large file found across the pieces that it is read in', async () => {
		await writeFile(join(root, 'big.bin'), 'z'.repeat(65_536 - 7));
		await appendFile(join(root, 'big.bin'), ` ${key} tail`);
		expect((await contextOf(root)).suspicious).toMatchObject([{path: 'big.bin'}]);
	});

	it.each([
		'ENV AWS_SECRET_ACCESS_KEY=abc',
		'env aws_secret_access_key abc',
		'ARG GIT_TOKEN',
		'ENV A=1 DB_PASSWORD=x',
		'COPY conf/local /app/conf/local',
		'ADD --chown=1:1 ./conf/local/ conf/',
		'COPY ["conf/local", "/x"]',
	])('is in the Dockerfile line %j', line => {
		expect(judgeDockerfile(`FROM x\n${line}\n`, 'Dockerfile')).toMatchObject([
			{path: 'Dockerfile', reason: expect.stringMatching(/^line 2 /) as string},
		]);
	});

	it.each([
		'ENV AWS_DEFAULT_REGION=eu-central-1',
		'RUN --mount=type=secret,id=token pip install x',
		'COPY conf conf',
		'COPY conf/local/.gitkeep conf/local/',
		'COPY conf/base conf/local',
		'# ENV AWS_SECRET_ACCESS_KEY=abc',
		'RUN mkdir -p conf/local',
	])('is not in the Dockerfile line %j', line =>
		expect(judgeDockerfile(`FROM x\n${line}\n`, 'Dockerfile')).toEqual([]),
	);
});

describe('staging', () => {
	it('copies just the files, with plain modes, links as links and one time', async () => {
		await writeTree(root, {
			'p/src/a.py': 'a',
			'p/run.sh': '#!x',
			'p/l': '-> nowhere',
			'p/x.log': 'x',
			'p/conf/local/': '',
		});
		await chmod(join(root, 'p/src/a.py'), 0o600);
		const context = await contextOf(join(root, 'p'), '*.log');
		const staged = join(root, 'staged');
		await stageContext(context, staged);
		const again = await contextOf(staged);
		expect(again.hash).toBe(context.hash);
		expect(pathsOf(again)).toEqual(['l', 'run.sh', 'src/a.py']);
		expect(again.folders).toEqual(['conf/local']);
		expect(await readlink(join(staged, 'l'))).toBe('nowhere');
		expect(await readFile(join(staged, 'src/a.py'), 'utf8')).toBe('a');
		const infos = await Promise.all(
			['', 'l', 'run.sh', 'src', 'src/a.py', 'conf/local'].map(path => lstat(join(staged, path))),
		);
		expect(new Set(infos.map(({mtimeMs}) => mtimeMs)).size).toBe(1);
		expect(infos.map(({mode}) => (mode & 0o777).toString(8))).toEqual(['755', '777', '755', '755', '644', '755']);
	});

	it('refuses a file that is not what it was, and one that is gone', async () => {
		await writeTree(root, {'p/a': 'a', 'p/b': 'b'});
		const context = await contextOf(join(root, 'p'));
		await writeFile(join(root, 'p/b'), 'B');
		expect(await errorOf(stageContext(context, join(root, 's1')))).toMatchObject({
			kind: 'project',
			code: 'CONTEXT_CHANGED',
		});
		await rm(join(root, 'p/b'));
		expect(await errorOf(stageContext(context, join(root, 's2')))).toMatchObject({
			kind: 'project',
			code: 'CONTEXT_CHANGED',
		});
	});
});
