// The demo's Python: an interpreter that is new enough, and a cached virtual environment with pinned packages.
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdirSync, mkdtempSync, readFileSync, renameSync, symlinkSync} from 'node:fs';
import {homedir} from 'node:os';
import {basename, join} from 'node:path';
import {root} from '../prepare.js';
import {keep, owned, run, Stop} from './processes.js';

/** The packages of the demo. `modules` are imported to see whether all are there. */
const ofDemo = {
	name: 'kfp-wizard-demo',
	requirements: 'scripts/demo/requirements.txt',
	modules: 'kedro, moto',
	title: 'Kedro, the example’s packages and an S3 server (once, about 325 MB)',
};
/** Trimmed, of a short command; `undefined` when it fails. */
export const output = (command, ...args) => {
	const {status, stdout} = spawnSync(command, args, {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		timeout: 20_000,
	});
	return status === 0 ? stdout.trim() : undefined;
};
export const works = (command, ...args) => output(command, ...args) !== undefined;

/** An interpreter of 3.11 or newer that can make virtual environments. @throws Stop naming what to install. */
export function findPython() {
	const names = ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11'];
	const found = names.map(name => [name, output(name, '-c', 'import sys; print("%d.%d" % sys.version_info[:2])')]);
	const there = found.filter(([, version]) => version !== undefined);
	const [name, version] = there.find(([, each]) => Number(each.split('.')[1]) >= 11 && each.startsWith('3.')) ?? [];
	if (name === undefined) {
		const why = there.length === 0 ? 'no python3 on the PATH' : `${there[0][0]} is ${there[0][1]}`;
		throw new Stop(5, [
			`What is missing: Python 3.11 or newer (${why}). To install it:`,
			'  apt install python3 python3-venv      on Debian 12, Ubuntu 24.04 or newer',
			'  dnf install python3.12                on Fedora, RHEL',
			'  brew install python                   on macOS',
			'  https://www.python.org/downloads/     elsewhere',
		]);
	}
	const uv = works('uv', '--version');
	if (!uv && !works(name, '-c', 'import venv, ensurepip')) {
		throw new Stop(5, [
			`What is missing: the venv module of ${name} (Python ${version}). To install it:`,
			`  apt install python${version}-venv      on Debian, Ubuntu`,
			'  or uv, which needs no venv module: https://docs.astral.sh/uv/',
		]);
	}
	return {name, version, uv};
}

/**
 * The interpreter of the environment, made on first use. It is made under a name of its own and then linked to, so that a
 * half-made one is never taken for a whole one, and two demos at once do not meet.
 */
export async function environment(python, folder, say, {name, requirements, modules, title} = ofDemo) {
	const hash = createHash('sha256')
		.update(readFileSync(`${root}${requirements}`))
		.digest('hex')
		.slice(0, 8);
	const cache = usable(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), name));
	const link = cache === undefined ? undefined : join(cache, `python-${hash}`);
	const interpreter = place => join(place, 'bin', 'python');
	if (link !== undefined && works(interpreter(link), '-c', `import ${modules}`)) return interpreter(link);
	say('', `▸ Making a virtual environment with ${title}`);
	const place = owned(mkdtempSync(join(cache ?? folder, `python-${hash}-`)));
	await make(python, place, requirements);
	if (link === undefined) return interpreter(place);
	const pointer = join(place, 'link');
	symlinkSync(basename(place), pointer);
	try {
		renameSync(pointer, link);
	} catch {
		return interpreter(place);
	}
	keep(place);
	return interpreter(link);
}

/** `undefined` where nothing can be kept: the environment then goes when the demo ends. */
function usable(cache) {
	try {
		mkdirSync(cache, {recursive: true});
		return cache;
	} catch {
		return undefined;
	}
}

async function make({name, uv}, place, requirements) {
	const interpreter = join(place, 'bin', 'python');
	const pip = [
		interpreter,
		'-m',
		'pip',
		'install',
		'--progress-bar=off',
		'--retries=1',
		'-r',
		`${root}${requirements}`,
	];
	const commands = uv
		? [
				['uv', 'venv', '--quiet', '--allow-existing', '--python', name, place],
				['uv', 'pip', 'install', '--compile-bytecode', '--python', interpreter, '-r', `${root}${requirements}`],
			]
		: [[name, '-m', 'venv', place], pip];
	for (const [command, ...args] of commands) {
		if ((await run(command, args, {stdio: ['ignore', 2, 2]})) === 0) continue;
		throw new Stop(5, [
			`What is missing: the Python packages of ${requirements}; ${command === 'uv' ? 'uv' : 'pip'} says above why they could not be installed.`,
			'  Without a network: connect, then run it again (what was fetched is kept).',
			`  Behind a proxy or with a mirror: set HTTPS_PROXY, or ${uv ? 'UV_DEFAULT_INDEX' : 'PIP_INDEX_URL'}=https://…/simple`,
		]);
	}
}
