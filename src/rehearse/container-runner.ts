// Runs a task in a container of the spec's image, with the engine's own client; nothing of it is left afterwards.
import {randomBytes} from 'node:crypto';
import {tmpdir} from 'node:os';
import {findEngine} from '../image/engine/find-engine.ts';
import {findProgram, run} from '../system/exec.ts';
import {runGroup} from '../system/process-group.ts';
import {WizardError} from '../system/errors.ts';
import type {Runner} from './runner.ts';
import {revealed} from './task-variables.ts';

/** @throws WizardError when no engine can be used, or the spec does not name one image. */
export async function inContainer(images: readonly string[], builder: string | undefined): Promise<Runner> {
	const [image] = images;
	if (image === undefined || images.length > 1)
		throw new WizardError('usage', `The spec names ${images.length} images, not one`, {code: 'SPEC_IMAGES'});
	const engine = await findEngine(builder, process);
	const path = engine.name === 'buildah' ? undefined : await findProgram(engine.name);
	if (path === undefined)
		throw new WizardError('usage', `${engine.name} builds images and runs none`, {
			code: 'ENGINE_UNFIT',
			next: [{command: '--in process', when: 'to run the tasks without one'}],
		});
	return async ({execution, variables, signal, onText}) => {
		const name = `kfp-wizard-rehearsal-${randomBytes(6).toString('hex')}`;
		const [command = '', ...args] = execution.command;
		const argv = [
			'run',
			'--rm',
			'--init',
			'--name',
			name,
			'--entrypoint',
			command,
			...Object.entries(variables.plain).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
			// By name only: the client takes the values from its own environment, and no list of processes shows them.
			...Object.keys(variables.secret).flatMap(key => ['--env', key]),
			'--',
			image,
			...args,
		];
		const env = {...ownEnvironment(), ...revealed(variables)};
		try {
			return await runGroup(path, argv, {cwd: tmpdir(), env, signal, onText});
		} finally {
			// The client may be gone while its container runs on.
			if (signal.aborted) await run(path, ['rm', '--force', name]);
		}
	};
}

/** The engine's client needs what this shell has: DOCKER_HOST, a context, a proxy. */
const ownEnvironment = (): Record<string, string> =>
	Object.fromEntries(
		Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
	);
