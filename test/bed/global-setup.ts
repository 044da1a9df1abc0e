// Serves the parts of the test bed to the test files of a run. Workers come and go; the daemons belong to this process.
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {TestProject} from 'vitest/node';
import {ensureBaseImage} from './base-image.ts';
import {startEngine} from './engine.ts';
import type {Part} from './part.ts';
import {startRegistry} from './registry.ts';
import type {Started} from './started.ts';
import {compileInspector, venv, type VenvName, venvNames} from './venv.ts';

// kfp-wizard must set these variables itself where it starts Python.
for (const name of ['PYTHONDONTWRITEBYTECODE', 'KEDRO_ENV', 'KEDRO_LOGGING_CONFIG', 'KEDRO_DISABLE_TELEMETRY'])
	delete process.env[name];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const {prepare, stop} = preparations(line => console.error(`test bed: ${line}`));
	const server = createServer((request, response) => {
		prepare((request.url ?? '').slice(1)).then(
			part => response.end(JSON.stringify(part)),
			(error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
		);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server of the test bed has no port');
	project.provide('bed', `http://127.0.0.1:${address.port}`);
	return async () => {
		server.close();
		server.closeAllConnections();
		await stop();
	};
}

/** Each part is prepared once, on its first request; `stop` ends what was started. */
function preparations(say: (line: string) => void): {
	readonly prepare: (name: string) => Promise<Part<unknown>>;
	readonly stop: () => Promise<void>;
} {
	const daemons: Promise<Started<unknown>>[] = [];
	const started = async <T>(daemon: Promise<Started<T>>): Promise<Part<T>> => {
		daemons.push(daemon);
		return (await daemon).part;
	};
	const engine = lazy(() => started(startEngine(say)));
	const python = async (name: VenvName): Promise<Part<string>> => {
		const part = await venv(name, say);
		if (name.startsWith('kedro')) await compileInspector(part);
		return part;
	};
	const parts = new Map<string, () => Promise<Part<unknown>>>([
		...venvNames.map(name => [name, lazy(() => python(name))] as const),
		['engine', engine],
		['registry', lazy(() => started(startRegistry()))],
		['base-image', lazy(async () => ensureBaseImage(await engine(), say))],
	]);
	return {
		prepare: async name => {
			const part = parts.get(name);
			if (part === undefined) throw new Error(`The test bed has no part ${name}`);
			return part();
		},
		stop: async () => {
			for (const daemon of await Promise.allSettled(daemons)) {
				if (daemon.status === 'fulfilled') await daemon.value.stop();
			}
		},
	};
}

function lazy<T>(work: () => Promise<T>): () => Promise<T> {
	let result: Promise<T> | undefined;
	return () => (result ??= work());
}
