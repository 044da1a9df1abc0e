// The folder in which an engine keeps its images, as the engine says it. On a virtual machine it is not a folder of this machine.
import {findProgram} from '../../system/exec.ts';
import type {EngineName} from './engine.ts';
import type {EngineHost} from './find-engine.ts';
import {tryEngine} from './program.ts';

const formats: Readonly<Record<EngineName, readonly string[]>> = {
	docker: ['info', '--format', '{{.DockerRootDir}}'],
	podman: ['info', '--format', '{{.Store.GraphRoot}}'],
	nerdctl: ['info', '--format', '{{.DockerRootDir}}'],
	buildah: ['info', '--format', '{{.store.GraphRoot}}'],
};

export async function dataRoot(name: EngineName, {env, platform}: EngineHost): Promise<string | undefined> {
	const path = await findProgram(name, env['PATH'] ?? '');
	if (path === undefined) return undefined;
	const {exitCode, stdout} = await tryEngine({name, path, env, platform}, formats[name]);
	const root = stdout.trim();
	return exitCode === 0 && root.startsWith('/') ? root : undefined;
}
