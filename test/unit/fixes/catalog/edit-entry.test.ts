// Entries put into catalog files: the bytes around them stay, and what PyYAML would misread has quotes.
import {describe, expect, it} from 'vitest';
import {YAMLMap} from 'yaml';
import {editEntry, type EntryEdit, setText} from '../../../../src/fixes/catalog/edit-entry.ts';
import {readEntry} from '../../../../src/fixes/catalog/read-entry.ts';

const file = 'conf/prod/catalog.yml';

const start = (text: string, key: string): YAMLMap => {
	const entry = readEntry(text, key, 'conf/base/catalog.yml');
	if (entry === undefined) throw new Error(`no ${key}`);
	return entry;
};

function edit(key: string, more: Partial<EntryEdit> = {}): EntryEdit {
	const change = (entry: YAMLMap): YAMLMap => {
		setText(entry, 'filepath', 's3://tide/x.csv');
		return entry;
	};
	return {file, key, start: new YAMLMap(), change, comments: [], ...more};
}

/** What the edit makes of a text; making it twice must not change more. */
function edited(text: string | undefined, change: EntryEdit): string {
	const once = editEntry(text, change);
	expect(editEntry(once, change)).toBe(once);
	return once;
}

const base = `# Frames
_csv: &csv
  type: pandas.CSVDataset
  save_args: {index: false}

trips:   # the big one
  <<: *csv
  filepath: data/trips.csv
  load_args: &dates
    parse_dates: [date]
    dtype: {code: "007", since: 2020-01-01, ratio: 1e3, flag: yes, none: }

weather:
  type: pandas.CSVDataset   # comma separated
  filepath: 'data/weather.csv'
  load_args: *dates
`;

describe('a new entry', () => {
	it('a new entry is all of a new file', () => {
		expect(edited(undefined, edit('trips', {comments: ['Upload it']}))).toBe(
			'# Upload it\ntrips:\n  filepath: s3://tide/x.csv\n',
		);
	});

	it('a new entry is all of a file that has only an empty mapping', () => {
		expect(edited('{}\n', edit('a'))).toBe('a:\n  filepath: s3://tide/x.csv\n');
	});

	it('a new entry is added at the end, with the indentation of the file', () => {
		const old = '# kept\nweather:\n    type: "text.TextDataset" # quoted\n';
		expect(edited(old, edit('trips'))).toBe(`${old}\ntrips:\n    filepath: s3://tide/x.csv\n`);
	});

	it('a new entry repeats the base in full, without its anchors and aliases, each value as it is written', () => {
		expect(edited('', edit('trips', {start: start(base, 'trips')}))).toBe(`trips:
  # the big one
  filepath: s3://tide/x.csv
  load_args:
    parse_dates: [ date ]
    dtype: { code: "007", since: 2020-01-01, ratio: 1e3, flag: yes, none: null }
  type: pandas.CSVDataset
  save_args: { index: false }
`);
	});

	it('a new entry keeps the comments and quotes of the base', () => {
		expect(edited('', edit('weather', {start: start(base, 'weather')}))).toBe(`weather:
  type: pandas.CSVDataset # comma separated
  filepath: 's3://tide/x.csv'
  load_args:
    parse_dates: [ date ]
    dtype: { code: "007", since: 2020-01-01, ratio: 1e3, flag: yes, none: null }
`);
	});

	it('a new entry has the line ends of the file, and a line feed at the end only if the file has one', () => {
		expect(edited('a:\r\n  type: x\r\n', edit('b'))).toBe(
			'a:\r\n  type: x\r\n\r\nb:\r\n  filepath: s3://tide/x.csv\r\n',
		);
		expect(edited('a:\n  type: x', edit('b'))).toBe('a:\n  type: x\n\nb:\n  filepath: s3://tide/x.csv');
	});

	it.each([
		['on', '"on":'],
		['no', '"no":'],
		['12', '"12":'],
		['{group}.model', '"{group}.model":'],
		['north.rank', 'north.rank:'],
		['x@pandas', 'x@pandas:'],
		['@x', '"@x":'],
		['a: b', '"a: b":'],
		['a "b" \\ c', String.raw`"a \"b\" \\ c":`],
		['größe', '"größe":'],
		['# x', '"# x":'],
	])('the name %s has quotes where PyYAML would not read it as text', (name, quoted) => {
		const text = edited('a: {type: x}\n', edit(name));
		expect(text.split('\n')[2]).toBe(quoted);
	});

	it('a new entry has the keys before it to which it refers', () => {
		const value = start('x:\n  type: ${_types.csv}\n  load_args: {a: "${globals:b}", c: "${_d}"}\n', 'x');
		expect(edited('', edit('x', {start: value, before: [{key: '_d', value: '5'}]}))).toBe(
			'_d: 5\n\nx:\n  type: ${_types.csv}\n  load_args: { a: "${globals:b}", c: "${_d}" }\n  filepath: s3://tide/x.csv\n',
		);
	});
});

describe('an entry that is there', () => {
	it('an entry is changed at its position, and nothing else is', () => {
		const text = edited(base, edit('weather'));
		expect(text).toBe(base.replace('data/weather.csv', 's3://tide/x.csv'));
	});

	it('a changed entry keeps its anchors, its comment and its merge keys', () => {
		expect(edited(base, edit('trips'))).toBe(base.replace('data/trips.csv', 's3://tide/x.csv'));
	});

	it('stays where the rest of the file refers to a part that would be gone', () => {
		const old = 'b:\n  type: y\n  load_args: &args {sep: 1}\n  filepath: data/b.csv\nc: {type: z, load_args: *args}\n';
		const change = (): YAMLMap => new YAMLMap();
		expect(() => edited(old, edit('b', {change}))).toThrow('another entry refers to its part args');
		expect(edited(old.replace(/c:.*\n/, ''), edit('b', {change}))).toBe('b: {}\n');
	});

	it('keeps comments after its last line, once', () => {
		const old = 'b:\n  type: y\n  save_args:\n    index: 1\n    # inside\n\n# about c\nc: {type: z}\n';
		expect(edited(old, edit('b'))).toBe(old.replace('    # inside', '  filepath: s3://tide/x.csv\n    # inside'));
	});

	it('an entry in braces is changed', () => {
		const old = 'a: {type: x}\nb: {type: y, filepath: data/b.csv}  # short\nc: {type: z}\n';
		expect(edited(old, edit('b'))).toBe(
			'a: {type: x}\nb: {type: y, filepath: s3://tide/x.csv}  # short\nc: {type: z}\n',
		);
	});

	it('the last entry is changed, without a line feed or with comments after it', () => {
		expect(edited('b:\n  filepath: x', edit('b'))).toBe('b:\n  filepath: s3://tide/x.csv');
		expect(edited('b:\n  filepath: x # y\n  # z\n\n# w\nc: 1\n', edit('b'))).toBe(
			'b:\n  filepath: s3://tide/x.csv # y\n  # z\n\n# w\nc: 1\n',
		);
	});

	it('a changed entry keeps the quotes of its name and the line ends of its file', () => {
		const old = "'{g}.m' :\r\n  # why\r\n  filepath: x\r\nd:\r\n  type: |\r\n    a\r\n";
		expect(edited(old, edit('{g}.m'))).toBe(old.replace('filepath: x', 'filepath: s3://tide/x.csv'));
	});
});

describe('a catalog that cannot be edited', () => {
	it.each([
		['templates', '{% for x in y %}\na:\n  type: x\n{% endfor %}\n'],
		['a list', '- a\n'],
		['several documents', 'a: {}\n---\nb: {}\n'],
		['broken YAML', 'a: [1\nb: {\n'],
		['everything in braces', '{a: {type: x}}\n'],
		['an indented mapping', '  a:\n    type: x\n'],
		['an entry that is an alias', '_a: &a {type: x}\nx: *a\n'],
		['a name that is there twice', 'x:\n  type: a\nx:\n  type: b\n'],
	])('%s: the catalog file stays unchanged', (_, text) => {
		expect(() => editEntry(text, edit('x'))).toThrowError(/^conf\/prod\/catalog.yml stays unchanged, because /);
	});
});

it('many edits after each other give the same text as reading the file again before each', () => {
	const entries = Array.from({length: 40}, (_, index) =>
		[
			`e${index}:\n  type: x\n  filepath: data/${'y'.repeat(index)}.csv # ${index}\n`,
			`"e${index}": {type: x, filepath: data/z.csv}\n`,
			`e${index}:\n  filepath: &a${index} data/q.csv\n  more:\n    - 1\n    - "2"\n\n# between\n`,
		].at(index % 3),
	);
	let seed = 11;
	const order = Array.from({length: 60}, (_, index) => index).sort(
		() => ((seed = (seed * 48271) % 2147483647) % 3) - 1,
	);
	let text = entries.join('\n');
	for (const index of order) {
		const wanted = edit(`e${index}`, {comments: index % 2 === 0 ? [`no ${index}`] : []});
		const kept = editEntry(text, wanted);
		for (let other = 0; other < 6; other++) editEntry(`other${other}:\n  type: x\n`, edit('y'));
		expect(editEntry(`${text}`, wanted)).toBe(kept);
		text = kept;
	}
	expect(text.match(/filepath: (?:&a\d+ )?s3:\/\/tide\/x.csv/g)).toHaveLength(60);
	expect(text).not.toContain('data/');
});

it('a thousand entries are added in a short time', {timeout: 20_000}, () => {
	let text = '';
	for (let index = 0; index < 1000; index++) text = editEntry(text, edit(`e${index}`));
	expect(text.split('\n\n')).toHaveLength(1000);
});
