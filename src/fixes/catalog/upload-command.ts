// The command that brings data of this machine to its place on remote storage.

/** The command that uploads a file or folder of the project to its place, where a tool for it is known. */
export function uploadCommand(path: string, place: string, isFolder: boolean): string | undefined {
	const quoted = [path, place].map(word =>
		/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`,
	);
	const [from, to] = quoted;
	if (/^s3[an]?:/.test(place)) {
		return `aws s3 cp ${isFolder ? '--recursive ' : ''}${from} ${to?.replace(/^('?)s3[an]:/, '$1s3:')}`;
	}
	if (/^gc?s:/.test(place)) {
		return `gcloud storage cp ${isFolder ? '--recursive ' : ''}${from} ${to?.replace(/^('?)gcs:/, '$1gs:')}`;
	}
	return undefined;
}
