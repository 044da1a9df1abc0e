// Why a container did not start, from the texts of real engines.
import {expect, it} from 'vitest';
import {failedStart} from '../../../../src/image/engine/failed-start.ts';

it.each([
	['exec: "python3": executable file not found in $PATH: unknown', 127, 'not found'],
	['Error: crun: executable file `python3` not found in $PATH: No such file or directory', 127, 'not found'],
	['', 127, 'not found'],
	['docker: Error response from daemon: unable to find user app: no matching entries in passwd file', 125, 'image'],
	['exec /usr/bin/python3: exec format error', 255, 'platform'],
	['Error: container-init binary not found on the host: stat /usr/libexec/podman/catatonit', 125, 'engine'],
	['cannot connect to the docker daemon', 1, 'engine'],
])('%s (exit code %i)', (output, exitCode, cause) => {
	expect(failedStart(output, exitCode)).toBe(cause);
});
