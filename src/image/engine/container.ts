// A container of an image that runs one command: how each engine starts it, and removes it.
import {randomBytes} from 'node:crypto';
import {type EngineProgram, runEngine, tryEngine} from './program.ts';

export type ContainerOptions = {
	readonly image: string;
	/** What the container is for: a part of its name. */
	readonly purpose: string;
	/** The program and its arguments, in place of the image's entrypoint and command, as in a pod. */
	readonly command: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	/** Variables that the client reads from its own environment, so that no list of processes shows their values. */
	readonly secretEnv?: readonly string[];
	/** Reads from the client's stdin, has no network, and handles signals itself. */
	readonly isolated?: true;
};

export type Container = {
	/** The engine's client; with the arguments it runs the container to its end. */
	readonly program: string;
	readonly args: readonly string[];
	/** Stops and removes it; also where it never existed. */
	readonly remove: () => Promise<void>;
};

const nameFor = (purpose: string): string => `kfp-wizard-${purpose}-${randomBytes(6).toString('hex')}`;

const remover =
	(program: EngineProgram, args: readonly string[]): Container['remove'] =>
	async () =>
		void (await tryEngine(program, args));

/** For docker, podman and nerdctl. */
export function runContainer(program: EngineProgram, options: ContainerOptions): Container {
	const {image, purpose, command, env, secretEnv = [], isolated} = options;
	const [entrypoint = '', ...args] = command;
	const name = nameFor(purpose);
	return {
		program: program.path,
		args: [
			'run',
			'--rm',
			'--name',
			name,
			// What reads from stdin handles signals itself: podman does not always have the program for --init.
			...(isolated ? ['--interactive', '--network', 'none'] : ['--init']),
			'--entrypoint',
			entrypoint,
			...variables(env),
			...secretEnv.flatMap(key => ['--env', key]),
			'--',
			image,
			...args,
		],
		remove: remover(program, ['rm', '--force', name]),
	};
}

/**
 * For buildah, which runs commands in a working container.
 * @throws WizardError `outside` when it cannot be made.
 */
export async function workingContainer(program: EngineProgram, options: ContainerOptions): Promise<Container> {
	const {image, purpose, command, env, secretEnv = [], isolated} = options;
	const name = nameFor(purpose);
	await runEngine(program, ['from', '--pull-never', '--name', name, image], {what: 'run', reference: image});
	return {
		program: program.path,
		args: [
			'run',
			// Its isolation without namespaces has only the network of the host.
			...(isolated && program.env['BUILDAH_ISOLATION'] !== 'chroot' ? ['--network', 'none'] : []),
			...variables(env),
			...secretEnv.flatMap(key => ['--env', key]),
			name,
			'--',
			...command,
		],
		remove: remover(program, ['rm', name]),
	};
}

const variables = (env: Readonly<Record<string, string>>): readonly string[] =>
	Object.entries(env).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
