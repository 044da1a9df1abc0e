// Suggestions for mistyped words.
import {expect, it} from 'vitest';
import {meant, nearest} from '../../../src/system/nearest.ts';

it('the nearest candidate is suggested, and none where all are far', () => {
	expect(nearest('namespce', ['namespace', 'name'])).toBe('namespace');
	expect(nearest('zzz', ['namespace'])).toBeUndefined();
});

it('a word that only one candidate begins with stands for it', () => {
	expect(meant('dele', ['list', 'delete'])).toBe('delete');
	expect(meant('s', ['status', 'schedules'])).toBeUndefined();
	expect(meant('', ['status'])).toBeUndefined();
	expect(meant('prd', ['prod', 'prd-eu'])).toBe('prod');
	expect(nearest('prod', ['prod-eu'])).toBeUndefined();
});

it('a word that is near to the last part of one candidate stands for it', () => {
	expect(meant('fit_modl', ['clean', 'north.fit_model'])).toBe('north.fit_model');
	expect(meant('fit', ['north.clean', 'nor.fitting'])).toBeUndefined();
});

it('two swapped letters are one mistake, also in a short word', () => {
	expect(nearest('prdo', ['base', 'local', 'prod'])).toBe('prod');
	expect(nearest('rnu', ['runs', 'run', 'retry'])).toBe('run');
	expect(nearest('ab', ['yz'])).toBeUndefined();
});
