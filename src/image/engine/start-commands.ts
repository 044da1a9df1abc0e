// The command that starts the daemon of Docker, by the socket at which it does not answer and by the system.
import type {NextCommand} from '../../system/errors.ts';
import {startService} from '../../system/start-service.ts';

type Row = {
	readonly socket: RegExp;
	/** Default: all systems. */
	readonly host?: NodeJS.Platform;
	readonly command: () => string;
	readonly when: string;
};

const docker = 'to start Docker';
const desktop = 'to start Docker Desktop';
/** A socket of this machine, which docker also writes as a host of its own. */
const here = /^(?![^]*\b(?:(?:tcp|ssh):\/\/|https?:\/\/(?!docker\/|%2F|api\.moby\.localhost\/)))/;

/** The first row that matches is used. */
const rows: readonly Row[] = [
	{socket: /\/\.colima\//, command: () => 'colima start', when: 'to start Colima'},
	{socket: /\/\.rd\//, command: () => 'rdctl start', when: 'to start Rancher Desktop'},
	{socket: /\/\.orbstack\//, command: () => 'orb start', when: 'to start OrbStack'},
	{socket: /pipe(?:\/|%2F)docker/i, command: () => 'docker desktop start', when: desktop},
	{socket: /\/\.docker\//, host: 'linux', command: () => 'systemctl --user start docker-desktop', when: desktop},
	{socket: /\/run\/user\/\d+\//, command: () => 'systemctl --user start docker', when: docker},
	{socket: here, host: 'linux', command: () => startService('docker'), when: docker},
	{socket: here, host: 'darwin', command: () => 'open -a Docker', when: desktop},
	{socket: here, host: 'win32', command: () => 'docker desktop start', when: desktop},
];

/** `output`: that of the engine. No command for a daemon on another machine. */
export function startCommands(output: string, host: NodeJS.Platform): readonly NextCommand[] {
	const row = rows.find(one => one.socket.test(output) && (one.host ?? host) === host);
	return row === undefined ? [] : [{command: row.command(), when: row.when, here: true}];
}
