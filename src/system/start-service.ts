// The command that starts a service of this system.
import {existsSync} from 'node:fs';

/** For Linux. WSL and small systems have no systemd. */
export function startService(name: string): string {
	const command = existsSync('/run/systemd/system') ? `systemctl start ${name}` : `service ${name} start`;
	return process.getuid?.() === 0 ? command : `sudo ${command}`;
}
