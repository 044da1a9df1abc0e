// The equivalent command line: only what is not a default, quoted so that a shell takes it literally.
import {execFileSync} from 'node:child_process';
import {expect, it} from 'vitest';
import {againCommand} from '../../src/deploy/again.ts';
import {quote} from '../../src/system/text.ts';

it('has a flag for each answer that was given or asked', () => {
	expect(
		againCommand([
			{name: 'pipeline', value: '__default__', source: 'default'},
			{name: 'python', value: '/x/python', source: 'detected: .venv'},
			{name: 'env', value: 's3', source: 'asked'},
			{name: 'run-name', value: "it's 5 o'clock", source: '--run-name'},
			{name: 'no-upload', value: 'true', source: '--no-upload'},
		]),
	).toBe(`npx kfp-wizard deploy --yes --env s3 --run-name 'it'\\''s 5 o'\\''clock' --no-upload`);
});

it('quotes anything for a shell', () => {
	for (const text of ['plain', 'two words', '$(id)', "a'b", 'a\nb', '*', '', '-x', 'ü']) {
		const out = execFileSync('sh', ['-c', `printf %s ${quote(text)}`], {encoding: 'utf8'});
		expect(out).toBe(text);
	}
});
