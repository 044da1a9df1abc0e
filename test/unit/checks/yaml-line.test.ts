// Entries as one line of YAML: keys have quotes where PyYAML would not read them as text.
import {expect, it} from 'vitest';
import {flowMapping, yamlKey} from '../../../src/checks/yaml-line.ts';

it.each([
	['north.rank', 'north.rank'],
	['x@pandas', 'x@pandas'],
	['on', '"on"'],
	['12', '"12"'],
	['x:y', '"x:y"'],
	['größe', '"größe"'],
])('the key %s is written as %s', (name, key) => {
	expect(yamlKey(name)).toBe(key);
});

it('a mapping is written in braces, with the mappings inside it', () => {
	expect(flowMapping({type: 'a.B', save_args: {mode: 'overwrite'}})).toBe('{type: a.B, save_args: {mode: overwrite}}');
});
