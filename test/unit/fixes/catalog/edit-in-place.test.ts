// An entry that is changed where it stands: only the bytes of the value change.
import {expect, it} from 'vitest';
import {YAMLMap} from 'yaml';
import {editEntry, setText} from '../../../../src/fixes/catalog/edit-entry.ts';

const entry = `_top: &top {sep: ","}
trips :   # the big one
    # first
    type:   pandas.CSVDataset   # aligned\t
    filepath:  "data/trips.csv"\t# with a tab

    # options
    load_args:
        <<: *top
        dtype: {code: "007",  none: ,  'a b': [1,2]}   # wide
    credentials: keys   # why
    # last
other: {type: x, credentials: keys , filepath: data/o.csv} # short
`;

const moved = (map: YAMLMap): YAMLMap => {
	setText(map, 'filepath', 's3://tide/x.csv');
	return map;
};
const without = (map: YAMLMap): YAMLMap => {
	map.delete('credentials');
	return map;
};

const change = (text: string, key: string, by: (map: YAMLMap) => YAMLMap): string =>
	editEntry(text, {file: 'conf/s3/catalog.yml', key, start: new YAMLMap(), change: by, comments: []});

it.each([
	['trips', moved, '"data/trips.csv"', '"s3://tide/x.csv"'],
	['other', moved, 'data/o.csv', 's3://tide/x.csv'],
	['trips', without, '    credentials: keys   # why\n', ''],
	['other', without, 'credentials: keys , ', ''],
])('changes only the value: %s', (key, by, before, after) => {
	for (const text of [entry, entry.trimEnd(), `\uFEFF${entry.replaceAll('\n', '\r\n')}`, `${entry}# end\n\n`]) {
		const native = text.includes('\r') ? before.replaceAll('\n', '\r\n') : before;
		expect(change(text, key, by)).toBe(text.replace(native, after));
	}
});

it('removes the last key of an entry with its line', () => {
	expect(change('a:\n  type: x\n  credentials: k', 'a', without)).toBe('a:\n  type: x');
	expect(change('a: {type: x, credentials: k}\n', 'a', without)).toBe('a: {type: x}\n');
	expect(change('a:\n  credentials: k\n', 'a', without)).toBe('a: {}\n');
});

it('changes a text of several lines where it stands, also as the last value of an entry', () => {
	for (const [before, after] of [
		['>-\n    data/a.csv', '"s3://tide/x.csv"'],
		['|\n    data/a.csv', '"s3://tide/x.csv"'],
		['\n    data/a.csv # why', '\n    s3://tide/x.csv # why'],
	] as const) {
		for (const end of ['', '\n', '\n# end\nb: {type: x}\n']) {
			const text = `a:  # the first\n  type: x\n  filepath: ${before}${end}`;
			const expected = text.replace(before, after);
			expect(change(text, 'a', moved)).toBe(expected);
			expect(change(text.replaceAll('\n', '\r\n'), 'a', moved)).toBe(expected.replaceAll('\n', '\r\n'));
		}
	}
});
