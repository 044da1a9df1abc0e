// The command that uploads data of this machine to its location on remote storage.
import {isS3} from '../../checks/data-location.ts';
import {quote} from '../../system/text.ts';

/** Whether a command of a fix uploads data; others install packages, for example. */
export const isUpload = (command: string): boolean => /^(?:aws s3|gcloud storage) /.test(command);

/** The command that uploads a file or folder of the project, where a tool for the storage is known. */
export function uploadCommand(path: string, location: string, isFolder: boolean): string | undefined {
	const from = quote(path);
	if (isS3(location)) return `aws s3 ${isFolder ? 'sync' : 'cp'} ${from} ${quote(location.replace(/^s3[an]:/, 's3:'))}`;
	if (!/^gc?s:/.test(location)) return undefined;
	return `gcloud storage ${isFolder ? 'rsync --recursive' : 'cp'} ${from} ${quote(location.replace(/^gcs:/, 'gs:'))}`;
}
