// Failures of the engine on this machine: its daemon, its plugins, its disk, its emulators.
import {startCommands} from '../start-commands.ts';
import type {KnownFailure} from './known-failure.ts';

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
		next: ({host, output}) => startCommands(output, host),
	},
	{
		pattern:
			/^(?:error: )?unexpected EOF$|error reading from server: |read unix .*: connection reset by peer|dial unix .*: connect: connection refused|transport is closing/im,
		operation: 'build',
		kind: 'outside',
		code: 'ENGINE_DOWN',
		message: ({engine}) => `The connection to ${engine} was lost during the build: it has ended, or was started again`,
		next: ({engine}) => [{command: `${engine} version`, when: 'to see whether it answers again'}],
	},
	{
		pattern: /cannot connect to podman|podman machine|unable to connect to Podman/i,
		kind: 'outside',
		code: 'ENGINE_DOWN',
		message: () => "podman's virtual machine is not running",
		next: () => [{command: 'podman machine start', when: "to start podman's virtual machine", here: true}],
	},
	{
		pattern: /buildx component is missing|requires BuildKit/i,
		operation: 'build',
		kind: 'outside',
		code: 'BUILDX_MISSING',
		message: () => 'The build needs BuildKit, but the buildx plugin of docker is not installed',
		help: 'How to install it: https://docs.docker.com/go/buildx/',
		next: () => [{command: 'unset DOCKER_BUILDKIT', when: 'if the Dockerfile does not need it'}],
	},
	{
		pattern: /no space left on device|disk quota exceeded/i,
		kind: 'outside',
		code: 'DISK_FULL',
		message: ({engine}) => `The disk with the images of ${engine} is full`,
		next: ({engine}) => [
			{command: `${engine} system df`, when: `to see what uses the space; ${engine} system prune frees it`},
		],
	},
	{
		pattern: /exec format error|exec user process caused.*format error/i,
		kind: 'outside',
		code: 'WRONG_ARCHITECTURE',
		message: ({platform}) => `The build needs to run programs for ${platform}, which this machine cannot run`,
		help: 'The base image has another architecture than this machine, and no emulator is registered.',
		next: () => [
			{
				command: 'docker run --privileged --rm tonistiigi/binfmt --install all',
				when: 'to register emulators (this container is privileged)',
			},
		],
	},
];
