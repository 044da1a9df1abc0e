// Comparing Kedro versions, and the file that pins one.
import type {Place, Project} from '../schema/project.ts';

type Release = readonly [number, number, number];

/** Whether a version such as `0.19.8` or `1.0.0rc1` comes before a release. A version that cannot be read does not. */
export function isBelow(version: string, release: Release): boolean {
	const parts = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version)?.slice(1).map(Number);
	if (parts === undefined) return false;
	for (const [index, wanted] of release.entries()) {
		const part = parts[index] || 0;
		if (part !== wanted) return part < wanted;
	}
	return false;
}

/** Where a reader would look for the Kedro version: the first file that says what to install. */
export function pinnedIn({requirements}: Project): Place | null {
	const [file] = requirements;
	return file === undefined ? null : {file, line: null};
}
