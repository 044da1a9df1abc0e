// A person who types in the folder of a project that needs neither Python nor Kedro.
import {vi} from 'vitest';
import {testContext} from './context.ts';
import type {FactOverrides} from './facts.ts';
import {type Line, scriptedUi, unattendedUi} from './scripted-ui.ts';
import {standInProject} from './stand-in-project.ts';
import {typed} from './typed.ts';
import {Done} from '../../src/cli/parse.ts';

/** `type` runs a line; with a script it asks. `env`: more variables of the shell. */
export async function shellInProject(given: FactOverrides = {}, files: Readonly<Record<string, string>> = {}) {
	const project = await standInProject(given, files);
	const variables = {
		KFP_WIZARD_PYTHON: project.python,
		// The default profile of this machine must not count.
		AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
		AWS_CONFIG_FILE: '/nowhere',
		XDG_CACHE_HOME: `${project.root}/.cache`,
	};
	const type = async (
		line: string | undefined,
		env: Readonly<Record<string, string>> = {},
		script?: readonly Line[],
	) => {
		const {ui, reported} = script === undefined ? unattendedUi() : scriptedUi(script);
		const all = {...variables, ...env};
		const context = testContext(ui, {cwd: project.root, env: all});
		const help: string[] = [];
		const write = vi.spyOn(process.stdout, 'write').mockImplementation(text => help.push(String(text)) > 0);
		try {
			const ended = await typed(line ?? '', context, all).catch(helped);
			return {...ended, reported, printed: context.printed() + help.join('')};
		} finally {
			write.mockRestore();
		}
	};
	return {...project, type};
}

/** `--help` was printed. */
function helped(thrown: unknown) {
	if (!(thrown instanceof Done)) throw thrown;
	return {exitCode: 0, code: undefined, next: [], outcome: undefined};
}
