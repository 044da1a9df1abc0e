// Podman and buildah: no daemon, the same commands, digests written to a file.
import {join} from 'node:path';
import {defined} from '../../system/defined.ts';
import {readText} from '../../system/files.ts';
import {withTemporaryFolder} from '../../system/temporary-folder.ts';
import {isLoopback, parseReference} from '../reference.ts';
import {runContainer, workingContainer} from './container.ts';
import type {BuildOptions, Engine, PushOptions, SaveOptions} from './engine.ts';
import {buildFlags, checkPlatform, imageId, noDigest, removeImage, runBuild, saveImage} from './image-commands.ts';
import {type EngineProgram, runEngine, tryEngine, unlimited} from './program.ts';

/** @throws WizardError `outside` when it cannot work: no user namespaces, or its virtual machine is not started. */
export async function podman(program: EngineProgram): Promise<Engine> {
	const args = ['info', '--format', '{{.Version.Version}} {{.Host.OS}}/{{.Host.Arch}}'];
	const {stdout} = await runEngine(program, args, {what: 'connect'});
	const [version = '', native = ''] = stdout.trim().split(' ');
	return {
		name: 'podman',
		version,
		takesSecrets: true,
		build: async options => {
			await build(program, native, options);
			await checkPlatform(program, options);
		},
		push: options => push(program, options),
		has: reference => imageId(program, reference),
		container: async options => runContainer(program, options),
		save: options => saveImage(program, ['save', '--format', 'docker-archive'], options),
		remove: reference => removeImage(program, reference),
	};
}

export async function buildah(program: EngineProgram): Promise<Engine> {
	const version = await runEngine(program, ['version'], {what: 'connect'});
	const native = /^OS\/Arch:\s*(\S+)/m.exec(version.stdout)?.[1] ?? '';
	return {
		name: 'buildah',
		takesSecrets: true,
		version: /^Version:\s*(\S+)/m.exec(version.stdout)?.[1] ?? '',
		build: options => build(program, native, options),
		push: options => push(program, options),
		has: reference => buildahImageId(program, reference),
		container: options => workingContainer(program, options),
		save: options => saveByPush(program, options),
		remove: reference => removeImage(program, reference),
	};
}

async function build(program: EngineProgram, native: string, options: BuildOptions): Promise<void> {
	const {dockerfile, platform} = options;
	// Both pass the proxies of their environment by themselves.
	const args = [
		'build',
		'--file',
		dockerfile,
		// With --platform it pulls a base image that exists under a local tag (containers/podman#21783).
		...(platform === native ? [] : ['--platform', platform]),
		...buildFlags(options),
	];
	await runBuild(program, args, options);
}

/** Gives the digest of the push, never the local one: layers are compressed anew on the way. */
async function push(program: EngineProgram, options: PushOptions): Promise<{digest: string}> {
	const {reference} = options;
	return withTemporaryFolder(async folder => {
		const file = join(folder, 'digest');
		// Docker uses plain HTTP for a registry on this machine by itself; these two need the flag.
		const plain = isLoopback(parseReference(reference).registry) ? ['--tls-verify=false'] : [];
		const args = ['push', '--digestfile', file, ...plain, reference];
		await runEngine(program, args, {what: 'push', reference}, unlimited(options));
		const digest = (await readText(file))?.trim() ?? '';
		if (!/^sha256:[a-f0-9]{64}$/.test(digest)) throw noDigest(program);
		return {digest};
	});
}

/** buildah writes an archive as the destination of a push. */
async function saveByPush(program: EngineProgram, {reference, archive, signal}: SaveOptions): Promise<void> {
	const args = ['push', reference, `docker-archive:${archive}:${reference}`];
	await runEngine(program, args, {what: 'save', reference}, {timeout: 0, ...defined({signal})});
}

async function buildahImageId(program: EngineProgram, reference: string): Promise<string | undefined> {
	const found = await tryEngine(program, ['inspect', '--type', 'image', '--format', '{{.FromImageID}}', reference]);
	return found.exitCode === 0 ? found.stdout.trim() : undefined;
}
