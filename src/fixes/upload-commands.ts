// What the user has to run once after fixes: one command for a folder where all of its files are uploaded.
import {readdir} from 'node:fs/promises';
import {posix, resolve} from 'node:path';
import {groupBy} from '../checks/collections.ts';
import {uploadCommand} from './catalog/upload-command.ts';
import type {Fix} from './fix.ts';

/** The commands of the fixes, each once. */
export async function commandsOf(fixes: readonly Fix[], root: string): Promise<readonly string[]> {
	const uploads = fixes.flatMap(({upload, command}) => (upload === undefined ? [] : [{...upload, command}]));
	const folders = groupBy(uploads, ({path, location}) => `${posix.dirname(path)}\n${posix.dirname(location)}`);
	const whole = new Map<string | undefined, string>();
	for (const members of folders.values()) {
		const [{path, location} = {path: '', location: ''}] = members;
		const folder = posix.dirname(path);
		const command = uploadCommand(folder, posix.dirname(location), true);
		const files = new Set(members.map(member => posix.basename(member.path)));
		const keepsNames = members.every(member => posix.basename(member.path) === posix.basename(member.location));
		if (command === undefined || !keepsNames || files.size < 2) continue;
		const present = await readdir(resolve(root, folder)).catch(() => []);
		const others = present.filter(name => !files.has(name) && name !== '.gitkeep');
		if (others.length === 0) for (const member of members) whole.set(member.command, command);
	}
	const commands = fixes.flatMap(({command}) => (command === undefined ? [] : [whole.get(command) ?? command]));
	return [...new Set(commands)];
}
