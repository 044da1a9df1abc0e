// A command of Kedro itself, as it is typed: with the Python that reads the project, in the folder of the project.
import {shellPath} from '../system/files.ts';
import {inFolder, isHere} from '../system/in-folder.ts';
import {quote} from '../system/text.ts';
import {shownPython} from './find-python.ts';
import type {InstallTarget} from './install-commands.ts';

/** The variables of an environment that is active: its `kedro` is the one on PATH. */
const active = /^(?:VIRTUAL_ENV|CONDA_PREFIX)$/;

export function kedroCommand(words: string, {root, python}: InstallTarget): string {
	const program = active.test(python.source) ? 'kedro' : `${programOf(python, root)} -m kedro`;
	return inFolder(root, `${program} ${words}`);
}

/** For what no command of Kedro does in all of its versions. */
export function pythonCommand(code: string, {root, python}: InstallTarget): string {
	const program = active.test(python.source) ? 'python' : programOf(python, root);
	return inFolder(root, `${program} -c ${quote(code)}`);
}

/** A path from here leads nowhere after the change of the folder. */
const programOf = (python: InstallTarget['python'], root: string): string =>
	shownPython(python, isHere(root) ? shellPath : quote);
