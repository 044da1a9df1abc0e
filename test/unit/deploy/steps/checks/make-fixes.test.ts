// A fix with which Kedro reads less of the project is taken back; the others stay.
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {beforeEach, expect, it} from 'vitest';
import type {Selected} from '../../../../../src/deploy/selection.ts';
import {fixMaker} from '../../../../../src/deploy/steps/checks/make-fixes.ts';
import {canUndo, undoLast} from '../../../../../src/fixes/journal.ts';
import type {Fix} from '../../../../../src/fixes/fix.ts';
import {WizardError} from '../../../../../src/system/errors.ts';
import {selectionOf} from '../../../../support/deploy-parts.ts';
import {testContext} from '../../../../support/context.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {csv} from '../../../../support/facts.ts';
import {scratch} from '../../../../support/scratch.ts';
import {unattendedUi} from '../../../../support/scripted-ui.ts';

let root: string;
let env: Record<string, string>;
let reads: number;

beforeEach(async () => {
	root = join(await scratch());
	env = {XDG_CACHE_HOME: join(root, 'cache')};
	reads = 0;
	await writeFile(join(root, 'a.yml'), 'a\n');
	await writeFile(join(root, 'b.yml'), 'b\n');
});

/** Without its location where a file has the word `gone`; unreadable where one has the word `raise`. */
async function read(): Promise<Selected> {
	reads += 1;
	const text = `${await readFile(join(root, 'a.yml'), 'utf8')}${await readFile(join(root, 'b.yml'), 'utf8')}`;
	if (text.includes('raise')) throw new WizardError('project', 'a.yml raises', {code: 'IMPORT_FAILED'});
	if (text.includes('late')) throw new WizardError('project', 'too slow', {code: 'INSPECT_TIMEOUT'});
	const trips = csv('trips', 's3://tide/trips.csv', text.includes('gone') ? {value: null} : {});
	return {selection: selectionOf({project: {root, datasets: [trips]}}), options: {}, source: undefined};
}

const fix = (file: string, word: string): Fix => ({
	title: `${word} in ${file}`,
	edits: [{file, change: text => (text?.includes(word) === true ? text : `${text ?? ''}${word}\n`)}],
});

async function made(fixes: readonly Fix[]) {
	const {ui, reported} = unattendedUi();
	const {make} = fixMaker(read, testContext(ui, {env}));
	const result = await make(fixes, await read());
	const notes = reported.flatMap(event => (event.event === 'note' ? [event.message] : []));
	const files = reported.flatMap(event => (event.event === 'written' ? event.files.map(({file}) => file) : []));
	return {...result, notes, files, texts: [await text('a.yml'), await text('b.yml')]};
}

const text = (file: string): Promise<string> => readFile(join(root, file), 'utf8');

it('fixes that break nothing stay, with one reading', async () => {
	const {texts, refused, notes, files} = await made([fix('a.yml', 'one'), fix('b.yml', 'two')]);
	expect(texts).toEqual(['a\none\n', 'b\ntwo\n']);
	expect([refused, notes, reads]).toEqual([[], [], 2]);
	expect(files).toEqual(['a.yml', 'b.yml']);
	await undoLast(root, env);
	expect([await text('a.yml'), await text('b.yml')]).toEqual(['a\n', 'b\n']);
});

it.each([
	['gone', 'the dataset trips has no data location any more'],
	['raise', 'a.yml raises'],
])('one that breaks the project (%s) is found among others of its file', async (word, reason) => {
	const {texts, refused, notes, kept, selected} = await made([
		fix('a.yml', 'one'),
		fix('a.yml', word),
		fix('b.yml', 'two'),
		fix('a.yml', 'three'),
	]);
	expect(texts).toEqual(['a\none\nthree\n', 'b\ntwo\n']);
	expect(refused).toEqual([`${word} in a.yml`]);
	expect(kept).toHaveLength(3);
	expect(notes).toEqual([
		`kfp-wizard took a fix back, because Kedro reads less of the project with it: ${word} in a.yml. The reason: ${reason}. Make this change by hand`,
	]);
	expect(selected.selection.project.datasets[0]?.value).toBe('s3://tide/trips.csv');
	await undoLast(root, env);
	expect([await text('a.yml'), await text('b.yml')]).toEqual(['a\n', 'b\n']);
});

it('where only fixes that break it were made, nothing is left of them', async () => {
	const {texts, files} = await made([
		{title: 'x', edits: [...fix('a.yml', 'raise').edits, ...fix('c/d.yml', 'x').edits]},
	]);
	expect(texts).toEqual(['a\n', 'b\n']);
	expect(files).toEqual([]);
	expect((await readdir(root)).sort()).toEqual(['a.yml', 'b.yml', 'cache']);
	expect(await canUndo(root, env)).toBe(false);
});

it('a project that takes too long to read is not judged: the fixes stay, and can be taken back', async () => {
	const {make} = fixMaker(read, testContext(unattendedUi().ui, {env}));
	const before = await read();
	expect(await errorOf(make([fix('a.yml', 'late')], before))).toMatchObject({code: 'INSPECT_TIMEOUT'});
	await undoLast(root, env);
	expect(await text('a.yml')).toBe('a\n');
});
