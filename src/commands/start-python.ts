// Starts the project's Python for a command that reads the project, while the command itself is still being loaded.
import {keepsAnswers} from '../kedro/answer-file.ts';
import {findProject} from '../kedro/find-project.ts';
import {findPython, type Interpreter} from '../kedro/find-python.ts';
import {startReadyPython} from '../kedro/ready-python.ts';
import {isOff, type Options} from '../options/options.ts';
import {cacheFolder} from '../system/cache-folder.ts';
import {defined} from '../system/defined.ts';
import type {Context} from '../ui/context.ts';

type Surroundings = Pick<Context, 'env' | 'cwd' | 'platform'>;

/**
 * What keeps it from starting is reported by what reads the project.
 * @param isChanged whether a kept answer of the project is known to be out of date; otherwise it is likely to be used again
 */
export async function startPython(
	{project, python, cache}: Options,
	surroundings: Surroundings,
	isChanged: boolean,
): Promise<void> {
	try {
		const {env, cwd} = surroundings;
		const root = await findProject(project?.value, cwd);
		if (!isChanged && !isOff(cache) && (await keepsAnswers(cacheFolder(env), root))) return;
		startReadyPython(await pythonWithoutTools(root, python, surroundings), root, env);
	} catch {
		// Then Python starts when the project is read.
	}
}

/** Tools such as uv and poetry are asked when the project is read, and once is enough. @throws where only they know it. */
export function pythonWithoutTools(
	root: string,
	python: Options['python'],
	{env, cwd, platform}: Surroundings,
): Promise<Interpreter> {
	const run = () => Promise.reject(new Error('not now'));
	return findPython(root, {env, cwd, platform, run, ...defined({python: python?.value})});
}
