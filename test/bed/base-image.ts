// A stand-in for python:3.11-slim, made from Debian packages, so that no registry is needed to pull from.
import {existsSync} from 'node:fs';
import {copyFile, mkdir, mkdtemp, rename, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {findProgram} from '../../src/system/exec.ts';
import type {EnginePart} from './engine.ts';
import {cacheFolder, withLock} from './lock.ts';
import type {Part} from './part.ts';

const name = 'python:3.11-slim';
const certificates = '/etc/ssl/certs/ca-certificates.crt';
const packages = ['python3', 'python3-venv', 'python3-pip', 'ca-certificates'];

/** The image's name, once that engine has it. The file system is made once per machine and kept in the cache folder. */
export async function ensureBaseImage(engine: Part<EnginePart>, say: (line: string) => void): Promise<Part<string>> {
	if ('missing' in engine) return engine;
	const env = {DOCKER_HOST: engine.value.host};
	const known = await execa('docker', ['image', 'inspect', name], {env, reject: false});
	if (known.exitCode === 0) return {value: name};
	const archive = join(cacheFolder, 'base-image', 'python-3.11-slim.tar');
	const made = await withLock(`${archive}.lock`, async () => (existsSync(archive) ? undefined : make(archive, say)));
	if (made !== undefined) return {missing: `no base image: ${made}`};
	const changes = ['--change', 'CMD ["python3"]', '--change', 'ENV PATH=/usr/local/bin:/usr/bin:/bin'];
	const imported = await execa('docker', ['import', ...changes, archive, name], {env, reject: false});
	return imported.exitCode === 0 ? {value: name} : {missing: `no base image: ${imported.stderr}`};
}

/** Makes the archive; returns why it could not. */
async function make(archive: string, say: (line: string) => void): Promise<string | undefined> {
	if ((await findProgram('debootstrap')) === undefined) return 'debootstrap is not installed';
	if (process.getuid?.() !== 0) return 'debootstrap needs root';
	say('Making a base image from Debian packages (once, about a minute)');
	const root = await mkdtemp(join(tmpdir(), 'kfp-wizard-base-'));
	try {
		const include = `--include=${packages.join(',')}`;
		const bootstrap = await execa('debootstrap', ['--variant=minbase', include, 'bookworm', root], {
			reject: false,
			timeout: 600_000,
		});
		if (bootstrap.exitCode !== 0) return bootstrap.stdout.split('\n').at(-1) ?? 'debootstrap failed';
		// As in the official image: `python` is there, and pip installs without a virtual environment.
		await rm(join(root, 'usr/lib/python3.11/EXTERNALLY-MANAGED'));
		await symlink('python3', join(root, 'usr/bin/python'));
		await trustThisNetwork(root);
		await rm(join(root, 'var/cache/apt/archives'), {recursive: true});
		await mkdir(join(archive, '..'), {recursive: true});
		await execa('tar', ['-C', root, '-cf', `${archive}.part`, '.']);
		await rename(`${archive}.part`, archive);
		return undefined;
	} finally {
		await rm(root, {recursive: true, force: true});
	}
}

/** pip inside must trust what this machine trusts (a network may end TLS at an authority of its own), and use its index. */
async function trustThisNetwork(root: string): Promise<void> {
	const settings = ['[global]'];
	if (existsSync(certificates)) {
		await copyFile(certificates, join(root, certificates));
		settings.push(`cert = ${certificates}`);
	}
	const index = process.env['PIP_INDEX_URL'] ?? '';
	if (index !== '') settings.push(`index-url = ${index}`);
	if (settings.length > 1) await writeFile(join(root, 'etc/pip.conf'), `${settings.join('\n')}\n`);
}
