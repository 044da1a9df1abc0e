// The variable HOME, which programs such as kubectl take as it is: without it they would write into the current folder.
import {userInfo} from 'node:os';
import {isAbsolute} from 'node:path';

/** Sets HOME to the user's home folder where it is missing, empty or relative. Windows has other variables. */
export function completeHome(
	env: NodeJS.ProcessEnv,
	platform: NodeJS.Platform,
	ofUser: () => string = () => userInfo().homedir,
): void {
	if (platform === 'win32' || isAbsolute(env['HOME'] ?? '')) return;
	env['HOME'] = knownHome(ofUser);
}

/** As in a container: a user whom the system does not know is at home in the root folder. */
function knownHome(ofUser: () => string): string {
	try {
		const home = ofUser();
		return isAbsolute(home) ? home : '/';
	} catch {
		return '/';
	}
}
