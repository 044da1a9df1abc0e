// The packages in the bundle: their list, their licences, and what stops a release: a vulnerability in one of them.
import {beforeEach, expect, it} from 'vitest';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';
import {writeTree} from '../../support/tree.ts';
import {billOfMaterials, bundledPackages, licensesText, vulnerablePackages} from '../../../scripts/bundled.ts';

const folder = useTemporaryFolder();
const manifest = (fields: object): string => JSON.stringify(fields);
const outputs = (...files: readonly string[]) => ({
	outputs: {'dist/a.js': {inputs: Object.fromEntries(files.map(file => [file, {bytesInOutput: 10}]))}},
});

beforeEach(async () => {
	await writeTree(folder.path, {
		'node_modules/ink/package.json': manifest({name: 'ink', version: '8.0.0', license: 'MIT'}),
		'node_modules/ink/license': 'MIT License\r\n\r\nCopyright Vadim\r\n',
		'node_modules/ink/node_modules/signal-exit/package.json': manifest({
			name: 'signal-exit',
			version: '3.0.7',
			license: 'ISC',
		}),
		'node_modules/ink/node_modules/signal-exit/LICENSE.txt': 'The ISC License',
		'node_modules/@scope/one/package.json': manifest({name: '@scope/one', version: '1.0.0', license: 'Apache-2.0'}),
		'node_modules/@scope/one/LICENSE': 'Apache License',
		'node_modules/@scope/one/NOTICE': 'Of one',
		'node_modules/yoga/package.json': manifest({name: 'yoga', version: '3.0.0', license: 'MIT', author: 'Meta'}),
		'node_modules/odd/package.json': manifest({name: 'odd', version: '0.1.0', license: 'BSD-3-Clause'}),
	});
});

it('finds the innermost package of each file that the bundle has a part of, each once', () => {
	const metafile = outputs(
		'node_modules/ink/build/index.js',
		'node_modules/ink/build/box.js',
		'node_modules/ink/node_modules/signal-exit/index.js',
		'src/cli/main.ts',
	);
	const unused = {outputs: {'dist/b.js': {inputs: {'node_modules/odd/index.js': {bytesInOutput: 0}}}}};
	const all = {outputs: {...metafile.outputs, ...unused.outputs}};
	expect(bundledPackages(folder.path, all)).toEqual([
		expect.objectContaining({name: 'ink', version: '8.0.0'}),
		expect.objectContaining({name: 'signal-exit', version: '3.0.7'}),
	]);
});

it('has the licence of each with its notice; where a package has no file, the terms with who holds the rights', () => {
	const packages = bundledPackages(folder.path, outputs('node_modules/@scope/one/a.js', 'node_modules/yoga/a.js'));
	const text = licensesText(packages);
	expect(text).toContain('@scope/one 1.0.0 (Apache-2.0)\n\nApache License\n\nOf one');
	expect(text).toMatch(/yoga 3\.0\.0 \(MIT\)\n\nCopyright \(c\) Meta\n\nPermission is hereby granted/);
});

it('refuses a package whose terms are not known', () => {
	expect(() => bundledPackages(folder.path, outputs('node_modules/odd/index.js'))).toThrow(
		'node_modules/odd has no file with its licence, which is BSD-3-Clause',
	);
});

it('names each package in the bill of materials as registries do', () => {
	const packages = bundledPackages(folder.path, outputs('node_modules/@scope/one/a.js'));
	expect(billOfMaterials('1.2.3', packages)).toMatchObject({
		metadata: {component: {name: 'kfp-wizard', version: '1.2.3'}},
		components: [{name: '@scope/one', version: '1.0.0', purl: 'pkg:npm/%40scope/one@1.0.0'}],
	});
});

const vulnerable = (name: string, ...nodes: readonly string[]) => ({
	[name]: {name, severity: 'high', nodes, via: [{url: 'https://example.org/advisory'}, 'another-package']},
});
const lock = {
	packages: {
		'node_modules/undici': {version: '7.30.2'},
		'node_modules/vitest': {version: '4.1.12'},
		'node_modules/signal-exit': {version: '4.1.0'},
		'node_modules/ink/node_modules/signal-exit': {version: '3.0.7'},
	},
};
const bill = {
	components: [
		{name: 'undici', version: '7.30.2'},
		{name: 'signal-exit', version: '3.0.7'},
	],
};
const lines = (vulnerabilities: object): readonly string[] => vulnerablePackages({vulnerabilities}, lock, bill);

it('audit: names a package of the bundle with its version and where to read about it', () => {
	expect(lines(vulnerable('undici', 'node_modules/undici'))).toEqual([
		'undici@7.30.2: high https://example.org/advisory',
	]);
});

it('audit: says nothing of a package, or another version of one, that is not in the bundle', () => {
	expect(lines(vulnerable('vitest', 'node_modules/vitest'))).toEqual([]);
	const both = vulnerable('signal-exit', 'node_modules/signal-exit', 'node_modules/ink/node_modules/signal-exit');
	expect(lines(both)).toEqual(['signal-exit@3.0.7: high https://example.org/advisory']);
});
