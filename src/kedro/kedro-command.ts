// A command of Kedro itself, as it is typed: with the Python that reads the project, in the folder of the project.
import {shellPath} from '../system/files.ts';
import {inFolder} from '../system/in-folder.ts';
import {quote} from '../system/text.ts';
import type {InstallTarget} from './install-commands.ts';

/** The variables of an environment that is active: its `kedro` is the one on PATH. */
const active = /^(?:VIRTUAL_ENV|CONDA_PREFIX)$/;

export function kedroCommand(words: string, {root, python: {command, args, source}}: InstallTarget): string {
	const program = active.test(source) ? 'kedro' : [shellPath(command), ...args.map(quote), '-m kedro'].join(' ');
	return inFolder(root, `${program} ${words}`);
}
