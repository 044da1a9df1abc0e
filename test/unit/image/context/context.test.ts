// The build context: its hash, its size and warnings, and the suspicious files that it reports.
import fs from 'node:fs';
import {appendFile, chmod, mkdir, mkdtemp, rm, utimes, writeFile} from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {readContextFor} from '../../../../src/image/context/context.ts';
import {contextOf, pathsOf, scratch, writeTree} from '../../../support/tree.ts';
import {useTemporaryFolder} from '../../../support/temporary-folder.ts';

const project = useTemporaryFolder();

const key = `AKIA${'QWERTYUIOP123456'}`;

describe('the hash of a context', () => {
	const tree = {'src/a.py': 'a', 'src/b.py': 'b', 'run.sh': '#!x', link: '-> src/a.py', 'conf/local/': ''};
	const hash = async (): Promise<string> => (await contextOf(project.path)).hash;

	it('the hash has 12 hexadecimal digits and does not depend on times, on the folder or on ignored files', async () => {
		await writeTree(project.path, {...tree, 'notes.txt': 'x'});
		const first = await contextOf(project.path, 'notes.txt');
		expect(first.hash).toMatch(/^[0-9a-f]{12}$/);
		await utimes(join(project.path, 'src/a.py'), new Date(0), new Date(0));
		await writeFile(join(project.path, 'notes.txt'), 'y');
		expect(await contextOf(project.path, 'notes.txt')).toEqual(first);
		const other = await mkdtemp(join(tmpdir(), 'kfp-wizard-context-'));
		await writeTree(other, tree);
		expect((await contextOf(other)).hash).toBe(first.hash);
		await rm(other, {recursive: true});
	});

	it('the hash changes with a byte, a name, a mode, a link and an empty folder', async () => {
		await writeTree(project.path, tree);
		const seen = [await hash()];
		await writeFile(join(project.path, 'src/a.py'), 'A');
		seen.push(await hash());
		await chmod(join(project.path, 'src/a.py'), 0o755);
		seen.push(await hash());
		await rm(join(project.path, 'link'));
		await writeTree(project.path, {link: '-> src/b.py'});
		seen.push(await hash());
		await rm(join(project.path, 'link'));
		await writeFile(join(project.path, 'link'), 'src/b.py');
		seen.push(await hash());
		await rm(join(project.path, 'conf'), {recursive: true});
		seen.push(await hash());
		await mkdir(join(project.path, 'sr'));
		seen.push(await hash());
		expect(new Set(seen).size).toBe(seen.length);
	});

	it('a file that is gone when it is read, as those of editors are, is not sent', async () => {
		await writeTree(project.path, tree);
		const before = await hash();
		await writeFile(join(project.path, 'src/.a.py.swp'), 'x');
		const {open} = fs.promises;
		fs.promises.open = async (...args) => {
			await rm(join(project.path, 'src/.a.py.swp'), {force: true});
			return open(...args);
		};
		syncBuiltinESMExports();
		onTestFinished(() => {
			fs.promises.open = open;
			syncBuiltinESMExports();
		});
		expect(await hash()).toBe(before);
	});

	it('the hash changes with the Dockerfile and the platform', async () => {
		await writeTree(project.path, tree);
		const contexts = await Promise.all([
			contextOf(project.path),
			contextOf(project.path, '', {platform: 'linux/arm64'}),
			contextOf(project.path, '', {dockerfile: {...scratch, text: `${scratch.text}\n`}}),
		]);
		expect(new Set(contexts.map(context => context.hash)).size).toBe(contexts.length);
	});

	it('the files are read once for all platforms', async () => {
		await writeTree(project.path, tree);
		const contextFor = await readContextFor({root: project.path, dockerfile: {...scratch, ignore: ''}, exclude: []});
		for (const platform of ['linux/amd64', 'linux/arm64'])
			expect(contextFor(platform)).toEqual(await contextOf(project.path, '', {platform}));
	});

	it('the hash does not depend on who may read a file', async () => {
		await writeTree(project.path, tree);
		const before = await hash();
		await chmod(join(project.path, 'src/a.py'), 0o600);
		expect(await hash()).toBe(before);
	});
});

describe('reading a context', () => {
	it('B36: a context counts bytes, keeps links, and warns of links that leave the project', async () => {
		await writeTree(project.path, {
			'a/x': '12345',
			in: '-> a/x',
			up: '-> ../../etc/passwd',
			abs: '-> /etc/passwd',
			loop: '-> .',
		});
		const context = await contextOf(project.path);
		expect(context.bytes).toBe(5);
		expect(context.files.find(({path}) => path === 'up')).toMatchObject({link: '../../etc/passwd', size: 0});
		expect(context.warnings.map(({path}) => path)).toEqual(['abs', 'up']);
		expect(pathsOf(context)).toEqual(['a/x', 'abs', 'in', 'loop', 'up']);
	});
});

describe('what should not be in an image', () => {
	it('suspicious files are reported with a reason, a suspicious folder once', async () => {
		await writeTree(project.path, {
			'.git/config': 'x',
			'.git/objects/aa': 'x',
			'conf/local/credentials.yml': 'x',
			'conf/local/.gitkeep': '',
			'conf/base/catalog.yml': 'x',
			'.env': 'x',
			'empty.pem': '',
			'notes.md': `look: ${key}.`,
		});
		const {suspicious} = await contextOf(project.path);
		expect(suspicious.map(({path}) => path).sort()).toEqual([
			'.env',
			'.git/',
			'conf/local/credentials.yml',
			'notes.md',
		]);
	});

	it('an AWS key id in a large file is found across the pieces in which it is read', async () => {
		await writeFile(join(project.path, 'big.bin'), 'z'.repeat(65_536 - 7));
		await appendFile(join(project.path, 'big.bin'), ` ${key} tail`);
		expect((await contextOf(project.path)).suspicious).toMatchObject([{path: 'big.bin'}]);
	});
});
