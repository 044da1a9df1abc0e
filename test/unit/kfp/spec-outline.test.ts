// Outlines of specs as text and as the server stores them.
import {expect, it} from 'vitest';
import {parse} from 'yaml';
import {outlineOfStored, outlineOfText} from '../../../src/kfp/spec-outline.ts';
import {specText} from '../../support/spec-text.ts';

it('a spec has the same outline as text and as the server stores it', () => {
	const plain = outlineOfText(specText.plain);
	expect(plain).toEqual({tasks: ['root/clean', 'root/train'], platform: false});
	expect(outlineOfStored(parse(specText.plain))).toEqual(plain);
	expect(outlineOfText(specText.withPlatform)).toEqual({...plain, platform: true});
});

it('the tasks of a v1 Workflow are its templates', () => {
	expect(outlineOfStored({spec: {templates: [{name: 'b'}, {name: 'a'}]}})).toEqual({
		tasks: ['a', 'b'],
		platform: false,
	});
});

it('a stored value of another type has no tasks', () => {
	expect([undefined, null, 'text', []].map(outlineOfStored)).toEqual(Array(4).fill({tasks: [], platform: false}));
});

it.each(['', 'a: [', 'a: 1\n b: 2'])('the text %j is not a spec', text => {
	expect(() => outlineOfText(text)).toThrow('The pipeline spec is not valid YAML');
});
