// Runs a command while the test bed's own container engine is up, with DOCKER_HOST pointing at it.
import {spawnSync} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {root} from './prepare.js';

const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-bed-'));
const outfile = join(folder, 'bed.mjs');
await build({
	absWorkingDir: root,
	stdin: {
		contents:
			"export {startEngine} from './test/bed/engine.ts'; export {ensureBaseImage} from './test/bed/base-image.ts';",
		resolveDir: root,
		loader: 'ts',
	},
	outfile,
	bundle: true,
	platform: 'node',
	format: 'esm',
	external: ['vitest'],
	banner: {
		js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
	},
});
const {startEngine, ensureBaseImage} = await import(pathToFileURL(outfile).href);
const say = line => console.error(`test bed: ${line}`);
const {part, stop} = await startEngine(say);
if ('missing' in part) {
	console.error(`No engine: ${part.missing}`);
	process.exit(1);
}
try {
	await ensureBaseImage(part, say);
	const [command = 'true', ...args] = process.argv.slice(2);
	const {status} = spawnSync(command, args, {stdio: 'inherit', env: {...process.env, DOCKER_HOST: part.value.host}});
	process.exitCode = status ?? 1;
} finally {
	await stop();
	await rm(folder, {recursive: true, force: true});
}
