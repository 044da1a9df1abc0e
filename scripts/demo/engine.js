// What this machine can build images with: an engine that has the base image, and a registry of the demo's own.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {atEnd, run, serve} from './processes.js';
import {output, works} from './python.js';

/** The name of an engine that can build the example's image, or why there is none. */
export async function findEngine(version, say) {
	const name = ['docker', 'podman'].find(each => works(each, 'info'));
	if (name === undefined) return {missing: 'no container engine answers (docker info, podman info)'};
	const base = `python:${version}-slim`;
	if (works(name, 'image', 'inspect', base)) return {name};
	say('', `▸ Fetching the base image ${base} with ${name}`);
	const pulled = await run(name, ['pull', base], {stdio: ['ignore', 2, 2]});
	return pulled === 0 ? {name} : {missing: `${name} cannot get the base image ${base}`};
}

/** Host and port of a registry, where the program is installed. */
export async function startRegistry(python, folder) {
	if (!works('docker-registry', '--version')) return undefined;
	const config = join(folder, 'registry.json');
	const storage = {filesystem: {rootdirectory: join(folder, 'registry')}};
	writeFileSync(config, JSON.stringify({version: '0.1', storage, http: {addr: '127.0.0.1:0'}}));
	return serve(python, ['docker-registry', 'serve', config], /listening on (127\.0\.0\.1:\d+)/);
}

/** At the end the engine forgets what was built under this name; the layers stay in its build cache. */
export function forgetImages(engine, repository) {
	atEnd(() => {
		const names = output(engine, 'images', repository, '--format', '{{.Repository}}:{{.Tag}}') ?? '';
		if (names !== '') works(engine, 'rmi', ...(engine === 'docker' ? ['--no-prune'] : []), ...names.split('\n'));
	});
}
