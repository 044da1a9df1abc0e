// What every other script needs first: the packages of the lock file, and the built program.
import {spawnSync} from 'node:child_process';
import {existsSync, statSync} from 'node:fs';
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

/** Installs the packages when they are missing or older than the lock file, then builds. */
export function prepare() {
	for (const {title, command, args} of preparations()) must(title, command, args);
}

/** Installs the packages when they are missing or older than the lock file. */
export function install() {
	for (const {title, command, args} of installation()) must(title, command, args);
}

/** The commands of `prepare`, in order. */
export function preparations() {
	return [...installation(), {title: 'Building', command: process.execPath, args: ['scripts/build.js']}];
}

function installation() {
	const installed = `${root}node_modules/.package-lock.json`;
	const fresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs;
	const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
	return fresh ? [] : [{title: 'Installing packages (npm ci)', command: 'npm', args: ['ci', ...flags]}];
}
