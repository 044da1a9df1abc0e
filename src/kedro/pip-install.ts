// The command that installs packages into a Python: environments that uv has made have no pip.
import {dirname, join} from 'node:path';
import {readText, shellPath} from '../system/files.ts';
import {shownPython} from './find-python.ts';

/** `/project/.venv/bin/python -m pip install`, to which the packages are added. `args`: those that start the Python. */
export async function pipInstall(executable: string, args: readonly string[] = []): Promise<string> {
	const config = args.length === 0 ? await readText(join(dirname(dirname(executable)), 'pyvenv.cfg')) : undefined;
	if (/^uv\s*=/m.test(config ?? '')) return `uv pip install --python ${shellPath(executable)}`;
	return `${shownPython({command: executable, args})} -m pip install`;
}
