// Runs a task in a container of the spec's image, with the engine's own client; the container is removed afterwards.
import {randomBytes} from 'node:crypto';
import {tmpdir} from 'node:os';
import {type EngineHost, findEngine} from '../image/engine/find-engine.ts';
import {defined} from '../system/defined.ts';
import {findProgram, run} from '../system/exec.ts';
import {runGroup} from '../system/process-group.ts';
import {WizardError} from '../system/errors.ts';
import type {Runner} from './runner.ts';
import {revealed} from './task-variables.ts';

/**
 * @param host its environment is that of the engine's client, which needs DOCKER_HOST, its context, a proxy
 * @throws WizardError when no engine can be used, or the spec does not name exactly one image.
 */
export async function inContainer(
	images: readonly string[],
	builder: string | undefined,
	host: EngineHost,
): Promise<Runner> {
	const [image] = images;
	if (image === undefined || images.length > 1)
		throw new WizardError(
			'usage',
			`The spec names ${images.length} images; a rehearsal in containers needs exactly one`,
			{code: 'SPEC_IMAGES'},
		);
	const engine = await findEngine(builder, host);
	const path = engine.name === 'buildah' ? undefined : await findProgram(engine.name, host.env['PATH'] ?? '');
	if (path === undefined)
		throw new WizardError('usage', `${engine.name} can build images but cannot run containers`, {
			code: 'ENGINE_UNFIT',
			next: [{command: '--in process', when: 'to run the tasks as local processes'}],
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
			// By name only: the client reads the values from its own environment, so that no list of processes shows them.
			...Object.keys(variables.secret).flatMap(key => ['--env', key]),
			'--',
			image,
			...args,
		];
		const ownEnv = {...(defined(host.env) as Record<string, string>), ...revealed(variables)};
		try {
			return await runGroup(path, argv, {cwd: tmpdir(), env: ownEnv, signal, onText});
		} finally {
			// The client may have ended while its container is still running.
			if (signal.aborted) await run(path, ['rm', '--force', name]);
		}
	};
}
