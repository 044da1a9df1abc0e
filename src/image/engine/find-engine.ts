// Finds a container engine that works.
import {WizardError, withDetails} from '../../system/errors.ts';
import {findProgram} from '../../system/exec.ts';
import {meant} from '../../system/nearest.ts';
import {installCommand, packageManager} from '../../system/install-command.ts';
import {quote} from '../../system/text.ts';
import {docker, nerdctl} from './docker.ts';
import {type Engine, type EngineName, engineNames} from './engine.ts';
import {buildah, podman} from './podman.ts';
import type {EngineProgram} from './program.ts';

type Connect = (program: EngineProgram) => Promise<Engine>;
const connect: Readonly<Record<EngineName, Connect>> = {docker, podman, nerdctl, buildah};

/** Where the engines are looked for and run; Node's `process` is one. */
export type EngineHost = {readonly env: NodeJS.ProcessEnv; readonly platform: NodeJS.Platform};

/**
 * The named engine, or the first that is installed and answers: docker, podman, nerdctl, buildah. The engine itself
 * reads variables such as DOCKER_HOST and DOCKER_CONTEXT.
 * @throws WizardError `usage` for an unknown name, `outside` when none can be used, with the cause of the first failure.
 */
export async function findEngine(name: string | undefined, {env, platform}: EngineHost): Promise<Engine> {
	let failure: WizardError | undefined;
	for (const candidate of name === undefined ? engineNames : [engineNamed(name)]) {
		const path = await findProgram(candidate, env['PATH'] ?? '');
		if (path === undefined) continue;
		try {
			return await connect[candidate]({name: candidate, path, env, platform});
		} catch (error) {
			if (!(error instanceof WizardError) || error.kind === 'cancelled') throw error;
			// Whoever names an engine does not mean another one.
			if (candidate === 'docker' && [env['DOCKER_HOST'], env['DOCKER_CONTEXT']].some(Boolean)) throw error;
			// Each engine that is installed may be started.
			failure = failure === undefined ? error : withDetails(failure, {next: [...failure.next, ...error.next]});
		}
	}
	throw failure ?? (await notInstalled(name, {env, platform}));
}

/**
 * A login needs the program of an engine alone, also where its daemon is stopped.
 * @param named as for `findEngine`
 * @param finding its answer, where it was asked before
 */
export async function engineToLogIn(
	named: string | undefined,
	host: EngineHost,
	finding = findEngine(named, host),
): Promise<string | undefined> {
	const working = await finding.catch(() => undefined);
	if (working !== undefined || named !== undefined) return working?.name ?? named;
	return (await installed(host.env))[0];
}

async function installed(env: NodeJS.ProcessEnv): Promise<readonly EngineName[]> {
	const found = await Promise.all(engineNames.map(async name => findProgram(name, env['PATH'] ?? '')));
	return engineNames.filter((_, index) => found[index] !== undefined);
}

function engineNamed(name: string): EngineName {
	const found = engineNames.find(candidate => candidate === name);
	if (found !== undefined) return found;
	const near = meant(name, engineNames);
	throw new WizardError('usage', `${name} is not a supported container engine`, {
		code: 'UNKNOWN_ENGINE',
		detail: `Supported engines: ${engineNames.join(', ')}.`,
		next: (near === undefined ? engineNames : [near]).map(engine => ({command: `--builder ${engine}`})),
	});
}

async function notInstalled(name: string | undefined, {env, platform}: EngineHost): Promise<WizardError> {
	const others = name === undefined ? [] : await installed(env);
	return new WizardError(
		'outside',
		name === undefined ? 'No container engine is installed' : `${name} is not installed`,
		{
			code: 'ENGINE_MISSING',
			detail: 'Install Docker (https://docs.docker.com/get-docker/) or Podman (https://podman.io/docs/installation).',
			next: [
				...(others.length === 0 ? installCommand('engine', await packageManager(platform)) : []),
				...others.map(other => ({command: `--builder ${quote(other)}`, when: `to use ${other}, which is installed`})),
				{command: 'kfp-wizard deploy --no-build --image REF', when: 'to use an image that is already in a registry'},
			],
		},
	);
}
