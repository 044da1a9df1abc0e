// Imports TypeScript sources into a script: bundled to a temporary file first, since Node 20 reads JavaScript only.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {root} from './prepare.js';

/** The exports of a module given as TypeScript text; its imports are relative to the repository. */
export async function importTypeScript(contents) {
	const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-script-'));
	try {
		const outfile = join(folder, 'module.mjs');
		await build({
			absWorkingDir: root,
			stdin: {contents, resolveDir: root, loader: 'ts'},
			outfile,
			bundle: true,
			platform: 'node',
			format: 'esm',
			external: ['vitest'],
			banner: {
				js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
			},
		});
		return await import(pathToFileURL(outfile).href);
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}
