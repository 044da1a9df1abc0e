// Runs a command while the test bed's own container engine is up, with DOCKER_HOST pointing at it.
import {spawnSync} from 'node:child_process';
import {importTypeScript} from './import-typescript.js';

const {startEngine, ensureBaseImage} = await importTypeScript(
	"export {startEngine} from './test/bed/engine.ts'; export {ensureBaseImage} from './test/bed/base-image.ts';",
);
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
}
