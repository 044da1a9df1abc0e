// Runs a task in a container of its image, with the engine's own client; the container is removed afterwards.
import {tmpdir} from 'node:os';
import {type EngineHost, findEngine} from '../image/engine/find-engine.ts';
import {defined} from '../system/defined.ts';
import {runGroup} from '../system/process-group.ts';
import {type NextCommand, WizardError, withDetails} from '../system/errors.ts';
import type {Runner} from './runner.ts';
import {revealed} from './task-variables.ts';

const inProcess: NextCommand = {command: '--in process', when: 'to run the tasks as local processes'};

/**
 * @param host its environment is that of the engine's client, which needs DOCKER_HOST, its context, a proxy
 * @throws WizardError when no engine can be used.
 */
export async function inContainer(builder: string | undefined, host: EngineHost): Promise<Runner> {
	const engine = await findEngine(builder, host).catch((error: unknown) => {
		if (!(error instanceof WizardError) || error.kind !== 'outside') throw error;
		// The image is needed here: one in a registry does not help.
		const next = error.next.filter(({command}) => !command.startsWith('kfp-wizard deploy '));
		throw withDetails(error, {next: [...next, inProcess]});
	});
	if (engine.name === 'buildah')
		throw new WizardError('usage', `${engine.name} can build images but cannot run containers`, {
			code: 'ENGINE_UNFIT',
			next: [inProcess],
		});
	return async ({execution, variables, signal, onText}) => {
		const container = await engine.container({
			image: execution.image,
			purpose: 'rehearsal',
			command: execution.command,
			env: variables.plain,
			secretEnv: Object.keys(variables.secret),
		});
		const ownEnv = {...(defined(host.env) as Record<string, string>), ...revealed(variables)};
		try {
			return await runGroup(container.program, container.args, {cwd: tmpdir(), env: ownEnv, signal, onText});
		} finally {
			// The client may have ended while its container is still running.
			if (signal.aborted) await container.remove();
		}
	};
}
