// Why a container did not run its program, from what the engine's client said. Texts of docker 20-28, podman 4, buildah 1.

/**
 * `not found`: the image does not have the program · `platform`: its programs are for another platform · `image`: another
 * fault of the image, such as a user that it does not have · `engine`: the engine runs no containers here.
 */
export type FailedStart = 'not found' | 'platform' | 'image' | 'engine';

export function failedStart(output: string, exitCode: number): FailedStart {
	if (/exec format error|exec user process caused.*format error/i.test(output)) return 'platform';
	if (/unable to find (?:user|group)|no matching entries in (?:passwd|group)|unknown user|chdir to cwd/i.test(output))
		return 'image';
	return exitCode === 127 || /executable file .*not found|not found in \$PATH/i.test(output) ? 'not found' : 'engine';
}
