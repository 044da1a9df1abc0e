// The build context: its hash, its size and warnings, and the suspicious files that it reports.
import {appendFile, chmod, mkdir, mkdtemp, rm, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {contextOf, pathsOf, scratch, writeTree} from '../../../support/tree.ts';
import {errorOf} from '../../../support/error-of.ts';

const key = `AKIA${'QWERTYUIOP123456'}`;

let root: string;

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'kfp-wizard-context-'));
});

afterEach(() => rm(root, {recursive: true, force: true}));

describe('the hash of a context', () => {
	const tree = {'src/a.py': 'a', 'src/b.py': 'b', 'run.sh': '#!x', link: '-> src/a.py', 'conf/local/': ''};
	const hash = async (): Promise<string> => (await contextOf(root)).hash;

	it('the hash has 12 hexadecimal digits and does not depend on times, on the folder or on ignored files', async () => {
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

	it('the hash changes with a byte, a name, a mode, a link and an empty folder', async () => {
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

	it('the hash changes with the Dockerfile, the platform and the build arguments, not with their order', async () => {
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

	it('the hash does not depend on who may read a file', async () => {
		await writeTree(root, tree);
		const before = await hash();
		await chmod(join(root, 'src/a.py'), 0o600);
		expect(await hash()).toBe(before);
	});
});

describe('reading a context', () => {
	it('a context counts bytes, keeps links, and warns of links that leave the project', async () => {
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

	it('build arguments with credentials are refused', async () => {
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
	it('suspicious files are reported with a reason, a suspicious folder once', async () => {
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

	it('an AWS key id in a large file is found across the pieces in which it is read', async () => {
		await writeFile(join(root, 'big.bin'), 'z'.repeat(65_536 - 7));
		await appendFile(join(root, 'big.bin'), ` ${key} tail`);
		expect((await contextOf(root)).suspicious).toMatchObject([{path: 'big.bin'}]);
	});
});
