// The file that pins the Kedro version.
import type {SourceLocation, Project} from '../schema/project.ts';

/** Where a reader would look for the Kedro version: the first file that says what to install. */
export function pinnedIn({requirements}: Project): SourceLocation | null {
	const [file] = requirements;
	return file === undefined ? null : {file, line: null};
}
