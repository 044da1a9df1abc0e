// What tells one folder from every other: its path, and what the file system knows of it. A copy elsewhere has another one.
import {realpath, stat} from 'node:fs/promises';
import {hostname} from 'node:os';

/** The same as long as the folder is not moved or made again. Of a folder that does not exist, its path alone. */
export async function folderTrace(folder: string): Promise<string> {
	const [path, info] = await Promise.all([
		realpath(folder).catch(() => folder),
		stat(folder, {bigint: true}).catch(() => undefined),
	]);
	if (info === undefined) return path;
	// Without a time of birth, which some file systems do not keep, numbers of files are the same on many machines.
	return [path, info.ino, info.birthtimeNs > 0n ? info.birthtimeNs : hostname()].join('\n');
}
