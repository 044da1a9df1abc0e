// `npm run check`: types, lint and format of the whole project, imports that go up between rooms, generated tables that are
// not up to date, and files, exports and dependencies that nothing uses. `npm run check -- lint rooms` runs only the parts that are named.
import {spawnSync} from 'node:child_process';
import {install, root} from './prepare.js';

const code = ['src', 'test', 'scripts', 'bin', 'vitest.config.ts'];
const bin = name => `node_modules/.bin/${name}`;
const parts = {
	types: [bin('tsc'), '--project', 'tsconfig.json'],
	lint: [bin('oxlint'), '--type-aware', '--deny-warnings', ...code],
	format: [bin('oxfmt'), '--check', ...code],
	rooms: [process.execPath, 'scripts/rooms.js'],
	docs: [process.execPath, 'scripts/docs.js', '--check'],
	unused: [bin('knip'), '--no-progress', '--treat-config-hints-as-errors'],
};

const names = process.argv.slice(2);
const unknown = names.find(name => !(name in parts));
if (unknown !== undefined) {
	console.error(`${unknown} is not a part of the check; the parts are ${Object.keys(parts).join(', ')}.`);
	process.exit(2);
}
install();
// One part that fails does not hide what the next ones find.
const failed = (names.length === 0 ? Object.keys(parts) : names).filter(name => {
	const [command, ...args] = parts[name];
	console.error(`\n▸ ${name}`);
	return spawnSync(command, args, {cwd: root, stdio: 'inherit'}).status !== 0;
});
if (failed.length > 0) {
	console.error(`\nFailed: ${failed.join(', ')}`);
	process.exit(1);
}
