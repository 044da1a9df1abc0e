// What `check` shows of this machine: quick rows that need no cluster. They never change its exit code.
import {findProject} from '../../kedro/find-project.ts';
import type {Options} from '../../options/options.ts';
import type {MachineRow} from '../../schema/machine.ts';
import type {Context} from '../../ui/context.ts';
import {machineOf} from './machine.ts';
import {probeRows} from './probe-rows.ts';
import {localRows} from './rows.ts';

/** Milliseconds: reading the project takes about as long. */
const longest = 3000;

/** A check needs no engine and no cluster, so that what is missing is a warning. Empty outside of a project, or after Ctrl-C. */
export async function localMachine(options: Options, context: Context): Promise<readonly MachineRow[]> {
	try {
		const root = await findProject(options.project?.value, context.cwd);
		const probed = await Promise.all(probeRows(localRows, machineOf(options, root, context), longest));
		return probed.map(({row}) => (row.state === 'failed' ? {...row, state: 'warning'} : row));
	} catch {
		return [];
	}
}
