// The Python of the project, its version, and the Kedro in it: asked of Python itself, without importing the project.
import * as z from 'zod';
import {findPython, type Interpreter, pythonOption} from '../../kedro/find-python.ts';
import type {Options} from '../../options/options.ts';
import {defined} from '../../system/defined.ts';
import {WizardError} from '../../system/errors.ts';
import {run} from '../../system/exec.ts';
import {tidyPath} from '../../system/files.ts';
import {parseJson} from '../../system/json.ts';
import {withheldVariables} from '../../system/secrecy/secret-variables.ts';
import {cleanLine, tail} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';

export type PythonFound = {
	readonly interpreter: Interpreter;
	readonly version: string;
	/** `undefined` where Kedro is not installed in it. */
	readonly kedro: string | undefined;
};

const question = `
import json, platform
from importlib import metadata
try:
    kedro = metadata.version("kedro")
except metadata.PackageNotFoundError:
    kedro = None
print(json.dumps({"version": platform.python_version(), "kedro": kedro}))
`;
const Versions = z.object({version: z.string(), kedro: z.string().nullable()});

/** @throws WizardError `outside` where no Python is found, or it does not run. */
export async function readPython(
	folder: string,
	options: Options,
	{env, cwd, platform, ui}: Pick<Context, 'env' | 'cwd' | 'platform' | 'ui'>,
): Promise<PythonFound> {
	const interpreter = await findPython(folder, {env, cwd, platform, ...defined({python: options.python?.value})});
	const {command, args} = interpreter;
	const {stdout, stderr} = await run(command, [...args, '-B', '-c', question], {
		timeout: 15_000,
		env: {...env, ...withheldVariables(env)},
		signal: ui.signal,
	});
	const versions = Versions.safeParse(parseJson(tail(stdout, 1)));
	if (!versions.success) {
		throw new WizardError(
			'outside',
			`${tidyPath(command)} does not run: ${cleanLine(tail(stderr, 1)) || 'it printed nothing'}`,
			{
				code: 'PYTHON_MISSING',
				next: [pythonOption],
			},
		);
	}
	const {version, kedro} = versions.data;
	return {interpreter, version, kedro: kedro ?? undefined};
}
