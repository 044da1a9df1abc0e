// Whether a process is still there.
import {readFile} from 'node:fs/promises';

/** A zombie, whose parent has not asked about its end, is gone. */
export async function lives(pid: number): Promise<boolean> {
	const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
	return status !== undefined && !/\) Z /.test(status);
}
