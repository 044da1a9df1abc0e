// Podman and buildah: no daemon, the same words, digests written to a file.
import {join} from 'node:path';
import {readText, withTemporaryFolder} from '../../system/files.ts';
import type {BuildOptions, Engine, PushOptions} from './engine.ts';
import {badOutput, checkPlatform, inspectId, tagWith} from './local-image.ts';
import {attempt, call, type Tool} from './program.ts';
import {isLoopback, parseReference} from '../reference.ts';

/** @throws WizardError `outside` when it cannot work: no user namespaces, or its virtual machine is not started. */
export async function podman(tool: Tool): Promise<Engine> {
	const {stdout} = await call(tool, ['info', '--format', '{{.Version.Version}} {{.Host.OS}}/{{.Host.Arch}}'], {
		what: 'connect',
	});
	const [version = '', own = ''] = stdout.trim().split(' ');
	return {
		name: 'podman',
		version,
		build: options => build(tool, own, options),
		push: options => push(tool, options),
		has: reference => inspectId(tool, reference),
		tag: (from, to) => tagWith(tool, from, to),
	};
}

export async function buildah(tool: Tool): Promise<Engine> {
	const version = await call(tool, ['version'], {what: 'connect'});
	const own = /^OS\/Arch:\s*(\S+)/m.exec(version.stdout)?.[1] ?? '';
	return {
		name: 'buildah',
		version: /^Version:\s*(\S+)/m.exec(version.stdout)?.[1] ?? '',
		build: options => build(tool, own, options),
		push: options => push(tool, options),
		has: reference => imageId(tool, reference),
		tag: (from, to) => tagWith(tool, from, to),
	};
}

async function build(tool: Tool, own: string, options: BuildOptions): Promise<void> {
	const {folder, dockerfile, tags, platform, buildArguments = {}, onLine, signal} = options;
	const args = [
		'build',
		'--file',
		dockerfile,
		// With --platform it pulls a base image again that is there under a local tag (containers/podman#21783).
		...(platform === own ? [] : ['--platform', platform]),
		...tags.flatMap(tag => ['--tag', tag]),
		...Object.entries(buildArguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
		folder,
	];
	const waiting = {timeout: 0, onLine, ...(signal === undefined ? {} : {signal})};
	await call(tool, args, {what: 'build', platform}, waiting);
	if (tool.name !== 'podman') return;
	for (const tag of tags.slice(0, 1)) await checkPlatform(tool, tag, platform);
}

/** The digest of the push, never the local one: layers are compressed anew on the way. */
async function push(tool: Tool, {reference, onLine, signal}: PushOptions): Promise<{digest: string}> {
	return withTemporaryFolder(async folder => {
		const file = join(folder, 'digest');
		// Docker speaks plain HTTP with a registry on this machine by itself; these two must be told.
		const plain = isLoopback(parseReference(reference).registry) ? ['--tls-verify=false'] : [];
		const waiting = {timeout: 0, onLine, ...(signal === undefined ? {} : {signal})};
		await call(tool, ['push', '--digestfile', file, ...plain, reference], {what: 'push', reference}, waiting);
		const digest = (await readText(file))?.trim() ?? '';
		if (!/^sha256:[a-f0-9]{64}$/.test(digest)) throw badOutput(tool, 'did not say the digest of what it pushed');
		return {digest};
	});
}

async function imageId(tool: Tool, reference: string): Promise<string | undefined> {
	const found = await attempt(tool, ['inspect', '--type', 'image', '--format', '{{.FromImageID}}', reference]);
	return found.exitCode === 0 ? found.stdout.trim() : undefined;
}
