// Fixes are taken back byte for byte, all of them or none.
import {chmod, mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {beforeEach, describe, expect, it} from 'vitest';
import {applyFixes} from '../../../src/fixes/apply-fixes.ts';
import {type FileChange, joined, reversed} from '../../../src/fixes/file-change.ts';
import {canUndo, openJournal, undoLast} from '../../../src/fixes/journal.ts';
import {readText} from '../../../src/system/files.ts';
import {scratch} from '../../support/scratch.ts';

let root: string;
let env: Record<string, string>;

beforeEach(async () => {
	root = join(await scratch(), 'project');
	env = {XDG_CACHE_HOME: join(root, '../cache')};
	await mkdir(join(root, 'conf/base'), {recursive: true});
});

const file = (path: string): Promise<string | undefined> => readText(join(root, path));

/** Writes these texts as one fix, and keeps the bytes before. */
async function fix(texts: Readonly<Record<string, string>>, second = 0): Promise<readonly FileChange[]> {
	const edits = Object.entries(texts).map(([path, text]) => ({file: path, change: () => text}));
	const changes = await applyFixes(root, [{title: 'x', edits}]);
	await openJournal(root, env, new Date(second * 1000)).add(changes);
	return changes;
}

describe('the last fixes', () => {
	it('are taken back byte for byte, with files and folders that they created', async () => {
		const before = '\uFEFFa: 1\r\n# kept\r\n\tb: "é"';
		await writeFile(join(root, 'conf/base/catalog.yml'), before, {mode: 0o640});
		await fix({'conf/base/catalog.yml': 'new\n', 'conf/prod/deep/catalog.yml': 'x\n'});
		expect(await canUndo(root, env)).toBe(true);
		const undone = await undoLast(root, env);
		expect(undone.map(change => [change.file, change.after])).toEqual([
			['conf/base/catalog.yml', before],
			['conf/prod/deep/catalog.yml', undefined],
		]);
		expect(await readFile(join(root, 'conf/base/catalog.yml'), 'utf8')).toBe(before);
		expect((await stat(join(root, 'conf/base/catalog.yml'))).mode & 0o777).toBe(0o640);
		expect(await readdir(join(root, 'conf'))).toEqual(['base']);
		expect(await canUndo(root, env)).toBe(false);
		await expect(undoLast(root, env)).rejects.toMatchObject({kind: 'usage', code: 'NOTHING_TO_UNDO'});
	});

	it('F23: the last one is taken back also where the clock was set back before it', async () => {
		await fix({'a.txt': 'a\n'}, 1_800_000_000);
		await fix({'b.txt': 'b\n'}, 1_700_000_000);
		expect((await undoLast(root, env)).map(change => change.file)).toEqual(['b.txt']);
		expect((await undoLast(root, env)).map(change => change.file)).toEqual(['a.txt']);
	});

	it('stay as they are where one of the files has changed since', async () => {
		await fix({'a.txt': 'a\n', 'b.txt': 'b\n'});
		await writeFile(join(root, 'b.txt'), 'b\nmore\n');
		await expect(undoLast(root, env)).rejects.toMatchObject({
			kind: 'project',
			code: 'CHANGED_SINCE',
			message: 'b.txt changed after the fix: nothing is taken back',
		});
		expect(await file('a.txt')).toBe('a\n');
		expect(await canUndo(root, env)).toBe(true);
	});

	it('are all there again where one file cannot be written', async () => {
		await writeFile(join(root, 'a.txt'), 'old\n');
		await writeFile(join(root, 'conf/base/b.txt'), 'old\n');
		await fix({'a.txt': 'a\n', 'conf/base/b.txt': 'b\n'});
		await chmod(join(root, 'conf/base'), 0o500);
		const isRoot = process.getuid?.() === 0;
		const undone = await undoLast(root, env).catch(() => undefined);
		await chmod(join(root, 'conf/base'), 0o700);
		const expected = isRoot ? ['old\n', 'old\n'] : ['a\n', 'b\n'];
		expect([await file('a.txt'), await file('conf/base/b.txt')]).toEqual(expected);
		expect(undone === undefined).toBe(!isRoot);
	});

	it('are those of the last command; then those before', async () => {
		await fix({'a.txt': 'one\n'}, 1);
		await fix({'a.txt': 'two\n'}, 2);
		await undoLast(root, env);
		expect(await file('a.txt')).toBe('one\n');
		await undoLast(root, env);
		expect(await file('a.txt')).toBeUndefined();
	});

	it('that were reverted by hand are skipped', async () => {
		await fix({'a.txt': 'one\n'}, 1);
		await fix({'b.txt': 'two\n'}, 2);
		await undoLast(root, env);
		await fix({'b.txt': 'two\n'}, 2);
		await undoLast(root, {...env});
		expect(await file('a.txt')).toBe('one\n');
	});
});

describe('the journal', () => {
	const journals = () => join(env['XDG_CACHE_HOME'] ?? '', 'kfp-wizard/fixes');

	it('is for the user alone, and keeps the last ten', async () => {
		for (let second = 1; second <= 12; second++) await fix({'a.txt': `${second}\n`}, second);
		const [folder = ''] = await readdir(journals());
		const names = await readdir(join(journals(), folder));
		expect(names).toHaveLength(10);
		expect((await stat(join(journals(), folder, names[0] ?? ''))).mode & 0o777).toBe(0o600);
	});

	it('F33: of another project, or one that is broken, takes nothing back', async () => {
		await fix({'a.txt': 'a\n'});
		const [folder = ''] = await readdir(journals());
		const [name = ''] = await readdir(join(journals(), folder));
		await writeFile(join(journals(), folder, name), '{"root": "/other", "changes": []}');
		await expect(undoLast(root, env)).rejects.toMatchObject({code: 'NOTHING_TO_UNDO'});
		expect(await file('a.txt')).toBe('a\n');
	});

	it('keeps nothing of what was taken back at once', async () => {
		const journal = openJournal(root, env, new Date(0));
		const changes = await applyFixes(root, [{title: 'x', edits: [{file: 'a.txt', change: () => 'a\n'}]}]);
		await journal.add(changes);
		await journal.add(changes.map(reversed));
		expect(await canUndo(root, env)).toBe(false);
	});
});

it('series of changes are joined from the first bytes to the last', () => {
	const [one, two] = [
		{file: 'a', before: undefined, after: '1'},
		{file: 'a', before: '1', after: '2'},
	];
	expect(joined([one], [two])).toEqual([{file: 'a', before: undefined, after: '2'}]);
	expect(joined([one], [reversed(one)])).toEqual([]);
});
