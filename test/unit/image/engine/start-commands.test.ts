// How the daemon of Docker is started, by the output of docker and by the system.
import {expect, it} from 'vitest';
import {startCommands} from '../../../../src/image/engine/start-commands.ts';

const at = (socket: string): string =>
	`Cannot connect to the Docker daemon at ${socket}. Is the docker daemon running?`;

it.each([
	['linux', at('unix:///var/run/docker.sock'), /^(?:sudo )?(?:systemctl start docker|service docker start)$/],
	['linux', at('unix:///run/user/1000/docker.sock'), /^systemctl --user start docker$/],
	['linux', at('unix:///home/kim/.docker/desktop/docker.sock'), /^systemctl --user start docker-desktop$/],
	['darwin', at('unix:///Users/kim/.docker/run/docker.sock'), /^open -a Docker$/],
	['darwin', at('unix:///Users/kim/.colima/default/docker.sock'), /^colima start$/],
	['darwin', at('unix:///Users/kim/.rd/docker.sock'), /^rdctl start$/],
	['darwin', at('unix:///Users/kim/.orbstack/run/docker.sock'), /^orb start$/],
	[
		'win32',
		'error during connect: Get "http://%2F%2F.%2Fpipe%2Fdocker_engine/v1.24/version"',
		/^docker desktop start$/,
	],
	['win32', 'the docker daemon is not running', /^docker desktop start$/],
] as const)('on %s: %s', (host, output, command) => {
	expect(startCommands(output, host)).toMatchObject([{command: expect.stringMatching(command) as string, here: true}]);
});

it('a daemon on another machine cannot be started from here', () => {
	expect(startCommands(at('tcp://10.0.0.1:2375'), 'linux')).toEqual([]);
	expect(startCommands(at('ssh://kim@build'), 'darwin')).toEqual([]);
});
