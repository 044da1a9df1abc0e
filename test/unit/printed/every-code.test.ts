// Every error code has a test that runs what its error prints, or a reason why it has none.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';

/** Codes without such a test. */
const reasons: Readonly<Record<string, string>> = {
	BUG: 'its cause is not known; the same command with --verbose is printed',
	SPEC_NOT_YAML: 'only a bug of kfp-wizard writes such a spec',
	CATALOG_UNREADABLE: 'its text is a part of a finding',
	NOT_SHAREABLE: 'its text is a part of a finding',
	REQUIREMENTS_LEFT_ALONE: 'its text is a part of a finding',
	KFP_VERSIONS_FOREIGN: 'its text is a line of the teardown, which goes on',
	HTTP_TOO_LARGE: 'nothing that can be typed makes the answer of a server smaller',
};

const files = ['test/unit', 'test/integration', 'test/e2e'].flatMap(folder =>
	readdirSync(folder, {recursive: true, encoding: 'utf8'})
		.filter(name => name.endsWith('.test.ts'))
		.map(name => readFileSync(join(folder, name), 'utf8')),
);

/** The codes of `printed(…)` tests, also of those that are made from the rows of a table: `['CODE', …]`. */
const tested = new Set(
	files
		.filter(text => text.includes('printed('))
		.flatMap(text => [...text.matchAll(/(?:\bprinted\(|\[)\s*'([A-Z_]+)'/g)].map(([, code = '']) => code)),
);

const codes = [...readFileSync('docs/troubleshooting.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
	([, code = '']) => code,
);

it('what an error prints is run, for every code', () => {
	expect(codes.length).toBeGreaterThan(200);
	expect(codes.filter(code => !tested.has(code) && !Object.hasOwn(reasons, code))).toEqual([]);
});

it('a code with a reason has no test, and is documented', () => {
	expect(Object.keys(reasons).filter(code => tested.has(code) || !codes.includes(code))).toEqual([]);
});
