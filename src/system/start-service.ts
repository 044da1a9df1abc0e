// Commands of the service manager of this system, and with the rights of root.
import {existsSync} from 'node:fs';

/** For Linux. WSL and small systems have no systemd. */
const service = (verb: 'start' | 'restart', name: string): string =>
	existsSync('/run/systemd/system') ? `systemctl ${verb} ${name}` : `service ${name} ${verb}`;

export const startService = (name: string): string => asRoot(service('start', name));

export const restartService = (name: string): string => asRoot(service('restart', name));

/** Root needs no sudo. */
export const asRoot = (command: string): string => (process.getuid?.() === 0 ? command : `sudo ${command}`);
