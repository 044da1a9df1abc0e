// Copied entries resolve in the environment that gets them: variables, merge keys, comments.
import {describe, expect, it} from 'vitest';
import {csv, type FactOverrides, node} from '../../../support/facts.ts';
import {proposed} from '../../../support/proposed-fixes.ts';

const imageHasFile = (): boolean => false;

/** Moves `raw` of the base, with these files besides. */
async function moved(
	base: string,
	files: Readonly<Record<string, string>> = {},
	more: FactOverrides['project'] = {},
): Promise<string> {
	const raw = csv('raw', 'data/raw.csv', {place: {file: 'conf/base/catalog.yml', line: 1}});
	const given = {nodes: [node('one: raw -> out')], project: {datasets: [raw], ...more}, imageHasFile};
	const {apply, reported} = await proposed(given, {'conf/base/catalog.yml': base, ...files}, {data: 'gs://tide/demo'});
	expect(reported).toEqual([]);
	return (await apply()).replace(/^# Upload it once.*\n/m, '');
}

const raw = (lines: string): string => `raw:\n${lines.replace(/^/gm, '  ')}\n`;
const location = 'filepath: gs://tide/demo/raw.csv';
const types = '_csv:\n  type: pandas.CSVDataset\n';

describe('variables that an entry refers to', () => {
	it.each([
		['in its own file', `${types}${raw('type: ${_csv.type}\nfilepath: data/raw.csv')}`, {}],
		[
			'in another file',
			raw('type: ${_csv.type}\nfilepath: data/raw.csv'),
			{'conf/base/catalog_types.yml': types, 'conf/base/parameters.yml': '_csv: {type: other}\n'},
		],
		[
			'in a folder',
			raw('type: ${_csv.type}\nfilepath: data/raw.csv'),
			{'conf/base/catalog/types.yaml': types, 'conf/base/more/catalog_x.yml': 'x: {type: y}\n'},
		],
	])('%s are written beside it', async (_, base, files) => {
		expect(await moved(base, files)).toBe(`${types}\n${raw(`type: \${_csv.type}\n${location}`)}`);
	});

	it('are written once, those of variables before them', async () => {
		const base = `_format: CSV\n_type: pandas.\${_format}Dataset\n${raw('type: ${_type}\nfilepath: ${_root}/raw.csv')}_root: data\n`;
		expect(await moved(base)).toBe(
			`_format: CSV\n\n_type: pandas.\${_format}Dataset\n\n${raw(`type: \${_type}\n${location}`)}`,
		);
	});

	it('are taken from the environment where it has the same ones in any of its files', async () => {
		const files = {'conf/s3/catalog_types.yml': types};
		expect(await moved(`${types}${raw('type: ${_csv.type}\nfilepath: data/raw.csv')}`, files)).toBe(
			raw(`type: \${_csv.type}\n${location}`),
		);
	});

	it('are replaced by their values where the environment has others', async () => {
		const base = `_csv: {type: pandas.CSVDataset, args: {sep: ";"}, ext: csv}\n${raw('type: ${_csv.type}\nfilepath: data/raw.csv\nload_args: ${_csv.args}\nmetadata: {note: "a ${_csv.ext} file of ${globals:owner}"}')}`;
		const files = {'conf/s3/catalog.yml': '_csv: {type: polars.CSVDataset}\n'};
		expect(await moved(base, files)).toBe(
			`${files['conf/s3/catalog.yml']}\n${raw(`type: pandas.CSVDataset\n${location}\nload_args: { sep: ";" }\nmetadata: { note: "a csv file of \${globals:owner}" }`)}`,
		);
	});

	it('that are entries of their own are replaced by their values', async () => {
		const base = `other:\n  type: pandas.CSVDataset\n  load_args: {sep: ";"}\n${raw('type: ${other.type}\nfilepath: data/raw.csv\nload_args:\n  sep: ${other.load_args.sep}\n  same: ${.sep}')}`;
		expect(await moved(base)).toBe(
			raw(`type: pandas.CSVDataset\n${location}\nload_args:\n  sep: ";"\n  same: \${.sep}`),
		);
	});

	it('that lead back to themselves, or nowhere, stay as they are', async () => {
		const base = `_a: \${_b}\n_b: \${_a}\n${raw('type: ${_c.type}\nfilepath: data/raw.csv\nlayer: ${_a}')}`;
		expect(await moved(base)).toContain('type: ${_c.type}');
	});

	it('of the globals stay, as another loader reads them', async () => {
		const base = `bucket: {type: x}\n${raw('type: ${bucket.type}\nfilepath: data/raw.csv')}`;
		expect(await moved(base, {}, {configLoader: 'other'})).toBe(raw(`type: \${bucket.type}\n${location}`));
	});
});

describe('merge keys', () => {
	it('of one entry can be several: the last one wins, and own keys before all', async () => {
		const base =
			'_a: &a {type: a.A, sep: 1, only: a}\n_b: &b {type: b.B, sep: 2}\n' +
			raw('<<: *a\n<<: *b\nfilepath: data/raw.csv\ntype: own.Type');
		expect(await moved(base)).toBe(raw(`${location}\ntype: own.Type\nsep: 2\nonly: a`));
	});

	it('with a list: the first one wins', async () => {
		const base = `_a: &a {sep: 1}\n_b: &b {sep: 2, only: b}\n${raw('<<: [*a, *b]\ntype: x.Y\nfilepath: data/raw.csv')}`;
		expect(await moved(base)).toBe(raw(`type: x.Y\n${location}\nsep: 1\nonly: b`));
	});

	it('stay where an entry of the environment has several', async () => {
		const own = `_a: &a {sep: 1}\n_b: &b {only: b}\n${raw('<<: *a\n<<: *b\ntype: x.Y\nfilepath: data/raw.csv')}`;
		const dataset = csv('raw', 'data/raw.csv', {place: {file: 'conf/s3/catalog.yml', line: 3}});
		const text = await moved('', {'conf/s3/catalog.yml': own}, {datasets: [dataset]});
		expect(text).toBe(own.replace('data/raw.csv', 'gs://tide/demo/raw.csv'));
	});

	it('any other key that is there twice is reported, and the file stays', async () => {
		const given = {nodes: [node('one: raw -> out')], project: {datasets: [csv('raw', 'data/raw.csv')]}, imageHasFile};
		const {reported} = await proposed(given, {
			'conf/base/catalog.yml': raw('type: a\ntype: b\nfilepath: data/raw.csv'),
		});
		expect(reported).toEqual([expect.stringContaining('conf/base/catalog.yml stays unchanged')]);
	});
});

it.each([
	'\n  # ---- reports ----\nnext:\n  type: x\n',
	'\n# ---- reports ----\n\n# about next\nnext:\n  type: x\n',
	'  # ---- reports ----\n  # more\n\nnext: {type: x}\n',
])('a comment of the next section is not copied: %j', async after => {
	const base = `${raw('type: x.Y # own\nfilepath: data/raw.csv\n# about the arguments\nload_args:\n  sep: 1 # why')}${after}`;
	expect(await moved(base)).toBe(
		raw(`type: x.Y # own\n${location}\n# about the arguments\nload_args:\n  sep: 1 # why`),
	);
});
