// Starts the project's Python for a command that reads the project, while the command itself is still being loaded.
import {keepsAnswers} from '../kedro/answer-file.ts';
import {findProject} from '../kedro/find-project.ts';
import {findPython} from '../kedro/find-python.ts';
import {startReadyPython} from '../kedro/ready-python.ts';
import {isOff, type Options} from '../options/options.ts';
import {cacheFolder} from '../system/cache-folder.ts';
import {defined} from '../system/defined.ts';
import type {Context} from '../ui/context.ts';

/**
 * What keeps it from starting is reported by what reads the project.
 * @param isChanged whether a kept answer of the project is known to be out of date; otherwise it is likely to be used again
 */
export async function startPython(
	{project, python, cache}: Options,
	surroundings: Pick<Context, 'env' | 'cwd' | 'platform'>,
	isChanged: boolean,
): Promise<void> {
	try {
		const {env, cwd, platform} = surroundings;
		const root = await findProject(project?.value, cwd);
		if (!isChanged && !isOff(cache) && (await keepsAnswers(cacheFolder(env), root))) return;
		// Tools such as uv and poetry are asked when the project is read, and once is enough.
		const run = () => Promise.reject(new Error('not now'));
		const found = await findPython(root, {env, cwd, platform, run, ...defined({python: python?.value})});
		startReadyPython(found, root, env);
	} catch {
		// Then Python starts when the project is read.
	}
}
