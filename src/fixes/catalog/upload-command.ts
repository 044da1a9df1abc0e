// The command that uploads data of this machine to its location on remote storage.
import {posix} from 'node:path';
import {isS3} from '../../checks/data-location.ts';
import {quote} from '../../system/text.ts';

/** Whether a command of a fix uploads data; others install packages, for example. */
export const isUpload = (command: string): boolean => /^(?:aws s3|gcloud storage) /.test(command);

/** Its path on this machine, and where it goes. */
type UploadedFile = {readonly path: string; readonly location: string};

/** The folder of a file and the one that it goes to, as a key. */
export const foldersOf = ({path, location}: UploadedFile): string =>
	`${posix.dirname(path)}\n${posix.dirname(location)}`;

/** The command that uploads the folder of these files, where that is one and each of them keeps its name. */
export function folderUploadCommand(files: readonly UploadedFile[]): string | undefined {
	const [first] = files;
	const keepsNames = files.every(({path, location}) => posix.basename(path) === posix.basename(location));
	if (first === undefined || new Set(files.map(foldersOf)).size > 1 || !keepsNames) return undefined;
	return uploadCommand(posix.dirname(first.path), posix.dirname(first.location), true);
}

/** The command that uploads a file or folder of the project, where a tool for the storage is known. */
export function uploadCommand(path: string, location: string, isFolder: boolean): string | undefined {
	const from = quote(path);
	if (isS3(location)) return `aws s3 ${isFolder ? 'sync' : 'cp'} ${from} ${quote(location.replace(/^s3[an]:/, 's3:'))}`;
	if (!/^gc?s:/.test(location)) return undefined;
	return `gcloud storage ${isFolder ? 'rsync --recursive' : 'cp'} ${from} ${quote(location.replace(/^gcs:/, 'gs:'))}`;
}
