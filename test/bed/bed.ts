// What a test can need beyond Node. Each part is prepared when the first test file of a run asks for it, and only then.
import {existsSync} from 'node:fs';
import {get} from 'node:http';
import {resolve} from 'node:path';
import {text} from 'node:stream/consumers';
import {inject} from 'vitest';
import {findProgram} from '../../src/system/exec.ts';
import type {EnginePart} from './engine.ts';
import type {Part} from './part.ts';
import type {RegistryPart} from './registry.ts';
import type {VenvName} from './venv.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** Address of the server that prepares parts; see global-setup.ts. */
		bed: string;
	}
}

export const bed = {
	/** The interpreter of a virtual environment of test/bed/requirements. */
	python: (name: VenvName): Promise<Part<string>> => request(name),
	engine: (): Promise<Part<EnginePart>> => request('engine'),
	registry: (): Promise<Part<RegistryPart>> => request('registry'),
	/** Name of an image with Python and pip that the engine has. */
	baseImage: (): Promise<Part<string>> => request('base-image'),
	/** Path of kubectl. */
	kubectl: async (): Promise<Part<string>> => {
		const path = await findProgram('kubectl');
		return path === undefined ? {missing: 'kubectl is not installed'} : {value: path};
	},
	/** Folder of recorded answers of real servers. A path that is set but does not exist is an error, not a skip. */
	recordings: async (): Promise<Part<string>> => {
		const path = process.env['KFP_WIZARD_RECORDINGS'] ?? '';
		if (path === '') return {missing: 'KFP_WIZARD_RECORDINGS does not name the folder of recordings'};
		if (!existsSync(path)) throw new Error(`KFP_WIZARD_RECORDINGS names ${path}, which does not exist`);
		return {value: resolve(path)};
	},
} as const;

/** Waits as long as the preparation takes: a virtual environment can take minutes. */
async function request<T>(name: string): Promise<Part<T>> {
	const address: string | undefined = inject('bed');
	if (address === undefined)
		throw new Error(`A test in test/unit needs nothing but Node; ${name} is not available there`);
	const [status, body] = await new Promise<readonly [number | undefined, string]>((done, fail) => {
		get(`${address}/${name}`, answer => {
			text(answer).then(content => done([answer.statusCode, content]), fail);
		}).on('error', fail);
	});
	if (status !== 200) throw new Error(body);
	// The server of this folder answers with a Part of what the name stands for.
	return JSON.parse(body) as Part<T>;
}
