// What every other script needs first: the packages of the lock file, and the built program.
import {spawnSync} from 'node:child_process';
import {readdirSync, statSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Says what it does on stderr, and ends the process with the command's own code when it fails. */
export function must(title, command, args, options = {}) {
	console.error(`\n▸ ${title}`);
	const {status, error} = spawnSync(command, args, {cwd: root, stdio: 'inherit', ...options});
	if (error !== undefined) {
		console.error(`${command} could not be started: ${error.message}`);
		process.exit(1);
	}
	if (status !== 0) process.exit(status ?? 1);
}

/** Installs the packages when they are missing or older than the lock file, then builds when something has changed since. */
export function prepare() {
	for (const {title, command, args} of preparations()) must(title, command, args);
}

/** Installs the packages when they are missing or older than the lock file. */
export function install() {
	for (const {title, command, args} of installation()) must(title, command, args);
}

/** The commands of `prepare`, in order. */
export function preparations() {
	return [...installation(), ...building()];
}

function installation() {
	const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
	return changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')
		? []
		: [{title: 'Installing packages (npm ci)', command: 'npm', args: ['ci', ...flags]}];
}

/** What the build reads, and the file that it writes last. */
function building() {
	const sources = ['package.json', 'package-lock.json', ...everythingIn('src'), ...everythingIn('scripts')];
	const builtAt = changedAt('dist/sbom.cdx.json');
	return sources.every(path => changedAt(path) < builtAt)
		? []
		: [{title: 'Building', command: process.execPath, args: ['scripts/build.js']}];
}

/** Folders too: they change when a file in them is removed. Tests compile Python files where they are. */
function everythingIn(folder) {
	const paths = readdirSync(root + folder, {recursive: true}).filter(path => !path.includes('__pycache__'));
	return [folder, ...paths.map(path => `${folder}/${path}`)];
}

/** 0 for a file that does not exist. */
function changedAt(path) {
	return statSync(root + path, {throwIfNoEntry: false})?.mtimeMs ?? 0;
}
