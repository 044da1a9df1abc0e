// Opens a web page, or a page that kfp-wizard wrote, in the user's browser.
import {spawn} from 'node:child_process';
import {pathToFileURL} from 'node:url';
import {findProgram} from './exec.ts';

/** The programs that open a page, by platform; the first that is installed is used. WSL has `wslview`. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly (readonly string[])[]>>> = {
	darwin: [['open']],
	win32: [['rundll32', 'url.dll,FileProtocolHandler']],
};
const elsewhere = [['wslview'], ['xdg-open']];

/** `path`: PATH of the user. */
type Host = {readonly platform: NodeJS.Platform; readonly path: string};

/** True when a program was started that opens it; false where there is none. */
export async function openUrl(url: URL, host: Host): Promise<boolean> {
	return (url.protocol === 'http:' || url.protocol === 'https:') && openAny(url, host);
}

/** The same for a file. `page`: its absolute path. */
export const openFile = (page: string, host: Host): Promise<boolean> => openAny(pathToFileURL(page), host);

async function openAny(url: URL, {platform, path}: Host): Promise<boolean> {
	for (const [name = '', ...args] of openers[platform] ?? elsewhere) {
		const program = await findProgram(name, path);
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
