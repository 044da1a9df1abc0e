// YAML as it is written is YAML as it is read, in the form that a person reads well.
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parse as parseYaml} from 'yaml';
import {stringify} from '../../../src/pipeline-spec/write-yaml.ts';

const {tree} = fc.letrec(tie => ({
	tree: fc.oneof(
		{maxDepth: 4},
		fc.string({unit: 'grapheme', maxLength: 8}),
		fc.constantFrom<unknown>('', '# a\nb:\n  c', "it's", 'yes', '1e3', 'a: b', '---', 'abc-', 1e21, 1.5e-7, true, null),
		fc.double({noNaN: true}),
		fc.array(tie('tree'), {maxLength: 3}),
		fc.dictionary(fc.string({maxLength: 6}), tie('tree'), {maxKeys: 3, noNullPrototype: true}),
	),
}));

describe('a document', () => {
	it.each(['1.1', '1.2'] as const)('is read back by the rules of YAML %s', version => {
		const documents = fc.dictionary(fc.constantFrom('a', 'b', 'flat'), tree, {noNullPrototype: true});
		fc.assert(
			fc.property(documents, document => {
				const read = parseYaml(stringify(document, new Set(['flat'])), {version, merge: false}) as unknown;
				expect(read).toEqual(document);
			}),
			{seed: 20_261_128, numRuns: 300},
		);
	});

	it('has a line for each value, maps on one line where they are asked for, and programs as they are', () => {
		const document = {
			empty: {list: [], map: {}, left: undefined, none: null},
			list: [{name: 'a', values: [1, 2.5]}, ['b', '2'], '# program\n\nrun()'],
			flat: [{name: 'HOST', value: "it's"}, [{more: {of: 'it'}}]],
			'a key': 1e21,
		};
		expect(stringify(document, new Set(['flat']))).toBe(
			`empty:
  list: []
  map: {}
  none: null
list:
- name: a
  values:
  - 1
  - 2.5
- - b
  - '2'
- |-
  # program

  run()
flat:
- {name: HOST, value: "it's"}
- - {more: {of: it}}
'a key': 1.0e+21
`,
		);
	});

	it('marks a key that is too long for readers to look for its end', () => {
		const key = 'k'.repeat(2000);
		expect(parseYaml(stringify({a: {[key]: {b: 1}}}, new Set()))).toEqual({a: {[key]: {b: 1}}});
	});
});
