// Whether an engine can run programs of a platform while it builds: its own, or one that this machine emulates.
import {findProgram} from '../../system/exec.ts';
import {readText} from '../../system/files.ts';
import type {EngineName} from './engine.ts';
import type {EngineHost} from './find-engine.ts';
import {type EngineProgram, tryEngine} from './program.ts';

export type PlatformSupport = {
	/** Such as `linux/arm64`; empty where the engine does not say. */
	readonly native: string;
	/** `unknown` where the engine is in a virtual machine or elsewhere. */
	readonly can: 'native' | 'emulated' | 'no' | 'unknown';
};

const formats: Readonly<Record<EngineName, readonly string[]>> = {
	docker: ['version', '--format', '{{.Server.Os}}/{{.Server.Arch}}'],
	podman: ['info', '--format', '{{.Host.OS}}/{{.Host.Arch}}'],
	nerdctl: ['info', '--format', '{{.OSType}}/{{.Architecture}}'],
	buildah: ['version'],
};

/** The names of processors in binfmt, and what others call them. */
const emulators: Readonly<Record<string, string>> = {
	amd64: 'x86_64',
	arm64: 'aarch64',
	arm: 'arm',
	ppc64le: 'ppc64le',
	s390x: 's390x',
	riscv64: 'riscv64',
	'386': 'i386',
};

export async function supportOf(
	platform: string,
	name: EngineName,
	{env, platform: host}: EngineHost,
): Promise<PlatformSupport> {
	const path = (await findProgram(name, env['PATH'] ?? '')) ?? name;
	const program: EngineProgram = {name, path, env, platform: host};
	const {stdout} = await tryEngine(program, formats[name]);
	const said = /\b(linux|windows)\/([\w/]+)/.exec(stdout.replace(/^.*OS\/Arch:\s*/ms, ''));
	const native = said === null ? '' : `${said[1]}/${common(said[2] ?? '')}`;
	if (native === '' || samePlatform(native, platform)) return {native, can: native === '' ? 'unknown' : 'native'};
	if (name === 'docker') {
		const listed = await tryEngine(program, ['buildx', 'inspect']);
		const platforms = /^Platforms:\s*(.+)$/m.exec(listed.stdout)?.[1]?.split(/[,\s*]+/) ?? [];
		if (platforms.includes(platform)) return {native, can: 'emulated'};
	}
	// The kernel of this machine is the one that the engine builds on only where there is no virtual machine.
	if (
		host !== 'linux' ||
		(env['DOCKER_HOST'] ?? '').startsWith('tcp:') ||
		(env['DOCKER_HOST'] ?? '').startsWith('ssh:')
	)
		return {native, can: 'unknown'};
	const processor = platform.split('/')[1] ?? '';
	const handler = await readText(`/proc/sys/fs/binfmt_misc/qemu-${emulators[processor] ?? processor}`).catch(
		() => undefined,
	);
	return {native, can: handler?.startsWith('enabled') === true ? 'emulated' : 'no'};
}

const common = (processor: string): string =>
	Object.entries(emulators).find(([, other]) => other === processor)?.[0] ?? processor;

const samePlatform = (one: string, other: string): boolean =>
	one.split('/').slice(0, 2).join('/') === other.split('/').slice(0, 2).join('/');
