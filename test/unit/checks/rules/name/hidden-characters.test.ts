// The rule name/hidden-characters: names of datasets and parameters that look like others.
import {expect, it} from 'vitest';
import {found, node} from '../../../../support/facts.ts';

const rule = 'name/hidden-characters';

it('B17: the name is shown with escapes, and its characters by their code points', () => {
	const findings = found(rule, {nodes: [node('clean: raw\u200B_sales,params:a\u202Eb -> clean')]});
	expect(findings).toEqual([
		expect.objectContaining({dataset: 'params:a\u202Eb', message: expect.stringContaining('U+202E')}),
		expect.objectContaining({
			severity: 'warning',
			node: 'clean',
			message: String.raw`The name "raw\u200B_sales" has characters that cannot be seen: U+200B`,
		}),
	]);
});

it.each(['raw_sales', 'Verkäufe', '売上', 'a b', 'train 🚲'])('%j passes', name => {
	expect(found(rule, {nodes: [node('x: a -> b', {outputs: [name]})]})).toEqual([]);
});
