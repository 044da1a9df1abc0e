// Opens a web page, or a page that kfp-wizard wrote, in the user's browser.
import {spawn} from 'node:child_process';
import {isAbsolute} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Environment} from './environment.ts';
import {findProgram} from './exec.ts';
import {splitWords} from './split-words.ts';

/** The programs that open a page, by platform; the first that is installed is used. WSL has `wslview`. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly (readonly string[])[]>>> = {
	darwin: [['open']],
	win32: [['rundll32', 'url.dll,FileProtocolHandler']],
};
const elsewhere = [['wslview'], ['xdg-open']];

/** `env`: the user's variables, of which BROWSER names the program where it is set. */
type Host = {readonly platform: NodeJS.Platform; readonly env: Environment};

/** True when a program was started that opens it; false where there is none. */
export async function openUrl(url: URL, host: Host): Promise<boolean> {
	return (url.protocol === 'http:' || url.protocol === 'https:') && openAny(url, host);
}

/** The same for a file. `page`: its absolute path. */
export const openFile = (page: string, host: Host): Promise<boolean> => openAny(pathToFileURL(page), host);

async function openAny(url: URL, {platform, env}: Host): Promise<boolean> {
	for (const [name = '', ...args] of [...namedBrowsers(env), ...(openers[platform] ?? elsewhere)]) {
		const program = isAbsolute(name) ? name : await findProgram(name, env['PATH'] ?? '');
		if (program === undefined) continue;
		// The browser stays when kfp-wizard ends, and writes nothing over its screen.
		const child = spawn(program, [...args, url.href], {detached: true, stdio: 'ignore'});
		const isStarted = await new Promise<boolean>(resolve => {
			child.once('spawn', () => resolve(true)).once('error', () => resolve(false));
		});
		child.unref();
		if (isStarted) return true;
	}
	return false;
}

/** Commands between colons, as Python and xdg-open read them; development containers and remote editors set their own. */
const namedBrowsers = ({BROWSER = ''}: Environment): readonly (readonly string[])[] =>
	BROWSER.split(':').flatMap(command => {
		const words = splitWords(command) ?? [];
		return words.length === 0 ? [] : [words.filter(word => word !== '%s')];
	});
