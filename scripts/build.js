// `npm run build`: one bundle in dist/, with the inspector and the schema of kfp.yml beside it, the licences and the list of
// the packages inside.
import {copyFile, mkdir, readFile, readdir, rm, writeFile} from 'node:fs/promises';
import {relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {fewerChunks} from './chunks.js';
import {asFunction} from './functions.js';
import {importTypeScript} from './import-typescript.js';
import {patched} from './patches.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const {version} = JSON.parse(await readFile(`${root}package.json`, 'utf8'));

await rm(`${root}dist`, {recursive: true, force: true});
await mkdir(`${root}dist`, {recursive: true});
const common = {
	absWorkingDir: root,
	outdir: 'dist',
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20.19',
	minify: true,
	legalComments: 'none',
};
const {metafile, outputFiles} = await build({
	...common,
	entryPoints: {'kfp-wizard': 'src/cli/main.ts'},
	splitting: true,
	write: false,
	chunkNames: '[name]-[hash]',
	plugins: [fewerChunks(root), patched],
	jsx: 'automatic',
	metafile: true,
	define: {
		'process.env.NODE_ENV': '"production"',
		'process.env.DEV': '"false"',
		'globalThis.KFP_WIZARD_VERSION': JSON.stringify(version),
	},
	alias: {undici: './scripts/undici.js'},
});
let size = 0;
for (const {path, text} of outputFiles) {
	const chunk = await asFunction(text, metafile.outputs[relative(root, path)]);
	await writeFile(path, chunk);
	size += chunk.length;
}
await build({...common, entryPoints: {load: 'src/cli/load.ts'}});
for (const name of ['bootstrap.py', 'warm.py']) await copyFile(`${root}src/kedro/${name}`, `${root}dist/${name}`);
for (const folder of ['artifacts', 'inspector']) {
	await mkdir(`${root}dist/${folder}`);
	for (const name of await readdir(`${root}src/kedro/${folder}`))
		if (name.endsWith('.py')) await copyFile(`${root}src/kedro/${folder}/${name}`, `${root}dist/${folder}/${name}`);
}
const {settingsJsonSchema, billOfMaterials, bundledPackages, licensesText} = await importTypeScript(
	"export {settingsJsonSchema} from './src/options/settings/json-schema.ts'; export * from './scripts/bundled.ts';",
);
await writeFile(`${root}dist/kfp.schema.json`, `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`);
const packages = bundledPackages(root, metafile);
await writeFile(`${root}dist/licenses.txt`, licensesText(packages));
await writeFile(`${root}dist/sbom.cdx.json`, `${JSON.stringify(billOfMaterials(version, packages), null, '\t')}\n`);
console.error(`Built dist/ (${Math.round(size / 1000)} kB)`);
