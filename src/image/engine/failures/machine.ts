// Failures of the engine on this machine: its daemon, its plugins, its disk, its emulators.
import type {NextCommand} from '../../../system/errors.ts';
import {startCommands} from '../start-commands.ts';
import {type KnownFailure, seeEngine} from './known-failure.ts';

const installBuildx = 'How to install it: https://docs.docker.com/go/buildx/';
const byPodman: NextCommand = {command: '--builder podman', when: 'to build with Podman, if it is installed'};

export const machineFailures: readonly KnownFailure[] = [
	{
		pattern: /permission denied while trying to connect to the docker|dial unix .*: connect: permission denied/i,
		kind: 'outside',
		code: 'ENGINE_DENIED',
		message: ({engine}) => `You are not allowed to use ${engine} on this machine`,
		next: () => [{command: 'sudo usermod -aG docker "$USER"', when: 'once; then log out and log in'}],
	},
	{
		pattern:
			/cannot connect to the docker daemon|is the docker daemon running|error during connect|failed to connect to the docker api|docker daemon is not running/i,
		kind: 'outside',
		code: 'ENGINE_DOWN',
		message: ({engine}) => `${engine} is installed, but its daemon does not answer`,
		next: ({host, output, engine}) => {
			const start = startCommands(output, host);
			return start.length > 0 ? start : [seeEngine(engine)];
		},
	},
	{
		pattern:
			/^(?:error: )?unexpected EOF$|error reading from server: |read unix .*: connection reset by peer|dial unix .*: connect: connection refused|transport is closing/im,
		operation: 'build',
		kind: 'outside',
		code: 'ENGINE_DOWN',
		message: ({engine}) => `The connection to ${engine} was lost during the build: it has ended, or was started again`,
		next: ({engine}) => [{command: `${engine} info`, when: 'to see whether it answers again'}],
	},
	{
		pattern: /cannot connect to podman|podman machine|unable to connect to Podman/i,
		kind: 'outside',
		code: 'ENGINE_DOWN',
		message: () => "podman's virtual machine is not running",
		next: () => [{command: 'podman machine start', when: "to start podman's virtual machine", here: true}],
	},
	{
		pattern: /buildx component is missing/i,
		operation: 'build',
		kind: 'outside',
		code: 'BUILDX_MISSING',
		message: () => 'DOCKER_BUILDKIT asks for BuildKit, but the buildx plugin of docker is not installed',
		help: installBuildx,
		next: () => [{command: 'unset DOCKER_BUILDKIT', when: 'if the Dockerfile does not need it'}, byPodman],
	},
	{
		pattern: /requires BuildKit/i,
		operation: 'build',
		kind: 'outside',
		code: 'BUILDX_MISSING',
		message: () => 'The Dockerfile needs BuildKit, which this docker has in its buildx plugin, or turned off',
		help: installBuildx,
		next: () => [{command: 'export DOCKER_BUILDKIT=1', when: 'to turn it on, in docker before 23'}, byPodman],
	},
	{
		pattern: /no space left on device|disk quota exceeded/i,
		kind: 'outside',
		code: 'DISK_FULL',
		message: ({engine}) => `The disk with the images of ${engine} is full`,
		next: ({engine}) => freeing(engine),
	},
	{
		pattern: /exec format error|exec user process caused.*format error/i,
		kind: 'outside',
		code: 'WRONG_ARCHITECTURE',
		message: ({platform}) => `The build needs to run programs for ${platform}, which this machine cannot run`,
		help: 'The base image has another architecture than this machine, and no emulator is registered.',
		next: ({engine}) => [
			...(engine === 'buildah'
				? []
				: [
						{
							command: `${engine} run --privileged --rm docker.io/tonistiigi/binfmt --install all`,
							when: 'to register emulators (this container is privileged)',
						},
					]),
			{command: '--platform PLATFORM', when: 'if the nodes of the cluster have another platform'},
		],
	},
];

function freeing(engine: string): readonly NextCommand[] {
	const see = 'to see what uses the space';
	const free = 'to free what nothing uses';
	if (engine === 'buildah')
		return [
			{command: 'buildah images', when: see},
			{command: 'buildah rmi --prune', when: free},
		];
	const list = engine === 'nerdctl' ? 'images' : 'system df';
	return [
		{command: [engine, list].join(' '), when: see},
		{command: `${engine} system prune`, when: `${free}: it asks first`},
	];
}
