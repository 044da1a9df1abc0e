// What the user has to run once after fixes: one command for a folder where all of its files are uploaded.
import {readdir} from 'node:fs/promises';
import {posix, resolve} from 'node:path';
import {groupBy} from '../checks/collections.ts';
import {foldersOf, folderUploadCommand} from './catalog/upload-command.ts';
import type {Fix} from './fix.ts';

/** The commands of the fixes, each once. */
export async function commandsOf(fixes: readonly Fix[], root: string): Promise<readonly string[]> {
	const uploads = fixes.flatMap(({upload, command}) => (upload === undefined ? [] : [{...upload, command}]));
	const folders = groupBy(uploads, foldersOf);
	const whole = new Map<string | undefined, string>();
	for (const members of folders.values()) {
		const command = folderUploadCommand(members);
		const files = new Set(members.map(member => posix.basename(member.path)));
		if (command === undefined || files.size < 2) continue;
		const present = await readdir(resolve(root, posix.dirname(members[0]?.path ?? ''))).catch(() => []);
		const others = present.filter(name => !files.has(name) && name !== '.gitkeep');
		if (others.length === 0) for (const member of members) whole.set(member.command, command);
	}
	const commands = fixes.flatMap(({command}) => (command === undefined ? [] : [whole.get(command) ?? command]));
	return [...new Set(commands)];
}
