// Prepares the bed once per test run and tells the tests what is there.
import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {findProgram} from '../../src/system/exec.ts';
import type {TestProject} from 'vitest/node';
import {ensureBaseImage} from './base-image.ts';
import {type EnginePart, startEngine} from './engine.ts';
import type {Part} from './part.ts';
import {type RegistryPart, startRegistry} from './registry.ts';
import {venv, type VenvName, venvNames} from './venv.ts';

export type Bed = {
	readonly python: Readonly<Record<VenvName, Part<string>>>;
	readonly recordings: Part<string>;
	readonly kubectl: Part<string>;
	readonly engine: Part<EnginePart>;
	readonly registry: Part<RegistryPart>;
	/** Name of an image with Python and pip that the engine has. */
	readonly baseImage: Part<string>;
};

declare module 'vitest' {
	export interface ProvidedContext {
		bed: Bed;
	}
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const say = (line: string): void => console.error(`test bed: ${line}`);
	const python = {} as Record<VenvName, Part<string>>;
	for (const name of venvNames) python[name] = await venv(name, say);
	const engine = await startEngine(say);
	const registry = await startRegistry();
	project.provide('bed', {
		python,
		recordings: recordings(),
		kubectl: await program('kubectl'),
		engine: engine.part,
		registry: registry.part,
		baseImage: await ensureBaseImage(engine.part, say),
	});
	return async () => {
		await registry.stop();
		await engine.stop();
	};
}

/** The recorded answers of the real servers. A path that was named and is not there is an error, not a skip. */
function recordings(): Part<string> {
	const path = process.env['KFP_WIZARD_RECORDINGS'];
	if (path === undefined || path === '')
		return {missing: 'KFP_WIZARD_RECORDINGS does not name the folder of recordings'};
	if (!existsSync(path)) throw new Error(`KFP_WIZARD_RECORDINGS names ${path}, which is not there`);
	return {value: resolve(path)};
}

async function program(name: string): Promise<Part<string>> {
	const path = await findProgram(name);
	return path === undefined ? {missing: `${name} is not installed`} : {value: path};
}
