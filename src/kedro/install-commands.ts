// The commands that install a missing module into the project's Python.
import {join} from 'node:path';
import type {NextCommand} from '../system/errors.ts';
import {findProgram} from '../system/exec.ts';
import {exists, shellPath} from '../system/files.ts';
import {directoryFlag} from '../system/in-folder.ts';
import {installCommand, packageManager} from '../system/install-command.ts';
import {quote} from '../system/text.ts';
import type {Interpreter} from './find-python.ts';
import {pipInstall} from './pip-install.ts';

export type InstallTarget = {readonly root: string; readonly python: Interpreter};

/** Modules whose distribution has another name. */
const distributions: Readonly<Record<string, string>> = {
	PIL: 'pillow',
	bs4: 'beautifulsoup4',
	cv2: 'opencv-python-headless',
	dateutil: 'python-dateutil',
	dotenv: 'python-dotenv',
	google: 'google-cloud-storage',
	kedro_datasets: 'kedro-datasets',
	// Newer releases no longer have it.
	pkg_resources: 'setuptools<81',
	skimage: 'scikit-image',
	sklearn: 'scikit-learn',
	yaml: 'pyyaml',
};

/** The name under which a package index has the module. */
export const distributionOf = (module: string): string => {
	const top = module.split('.')[0] ?? module;
	return distributions[top] ?? top.replaceAll('_', '-');
};

const requirementFiles = ['requirements.txt', 'src/requirements.txt'] as const;

/** With the project's own tool: uv, Poetry, else pip. None for a module of the project. */
export async function installCommands(module: string, target: InstallTarget): Promise<readonly NextCommand[]> {
	if ((await existing([`src/${module}`, module, `${module}.py`], target)).length > 0) return [];
	const distribution = quote(distributionOf(module));
	const {tool, pip, requirements} = await toolOf(target);
	if (tool !== undefined)
		return [
			...(await installUv(tool)),
			{command: tool.sync},
			{command: `${tool.add} ${distribution}`, when: 'if it is not a dependency of the project yet'},
		];
	return [
		{command: `${pip} ${distribution}`},
		...(requirements === undefined
			? []
			: [{command: `${pip} -r ${requirements}`, when: 'to install all requirements of the project'}]),
	];
}

/** Where a colleague's lock file is of uv, and this machine has none. */
const installUv = async ({sync}: Tool): Promise<readonly NextCommand[]> =>
	sync.startsWith('uv ') && (await findProgram('uv')) === undefined
		? installCommand('uv', await packageManager(), 'to install uv, which the project uses')
		: [];

/** For a package that is there, in a version that lacks what the project imports. */
export async function otherVersionCommands(
	{name, version}: {readonly name: string; readonly version: string},
	target: InstallTarget,
): Promise<readonly NextCommand[]> {
	const [major = '0', minor = '0'] = version.split('.');
	const older = quote(`${name}<${major === '0' ? `0.${minor}` : major}`);
	const {tool, pip, requirements} = await toolOf(target);
	const sync = tool?.sync ?? (requirements === undefined ? undefined : `${pip} -r ${requirements}`);
	return [
		...(sync === undefined
			? []
			: [{command: sync, when: 'if the requirements of the project ask for the version that has it'}]),
		{command: `${tool?.add ?? pip} ${older}`, when: 'if an older version has it'},
		{command: `${tool?.upgrade ?? `${pip} --upgrade`} ${quote(name)}`, when: 'if a newer version has it'},
	];
}

/** The newest release of the line, for a Kedro that is too old: its project is one of 0.18. */
export async function newerKedroCommand(target: InstallTarget): Promise<NextCommand> {
	const {tool, pip} = await toolOf(target);
	return {command: `${tool?.add ?? pip} ${quote('kedro~=0.18.14')}`, when: 'to install the newest 0.18 release'};
}

type Tool = {readonly sync: string; readonly add: string; readonly upgrade: string};

/** By their lock files. */
const toolsFor = (directory: string): Readonly<Record<string, Tool>> => ({
	'uv.lock': {
		sync: `uv sync${directory}`,
		add: `uv add${directory}`,
		upgrade: `uv sync${directory} --upgrade-package`,
	},
	'poetry.lock': {
		sync: `poetry install${directory}`,
		add: `poetry add${directory}`,
		upgrade: `poetry update${directory}`,
	},
});

/** What installs packages of the project: the tool of its lock file, or pip with its requirements file, as a shell reads it. */
async function toolOf(
	target: InstallTarget,
): Promise<{tool: Tool | undefined; pip: string; requirements: string | undefined}> {
	const tools = toolsFor(directoryFlag(target.root));
	const [lock = ''] = await existing(Object.keys(tools), target);
	const [requirements] = await existing(requirementFiles, target);
	return {
		tool: tools[lock],
		pip: await pipInstall(target.python.command, target.python.args),
		requirements: requirements && shellPath(join(target.root, requirements)),
	};
}

/** Those of the files that the project has. */
async function existing(files: readonly string[], {root}: InstallTarget): Promise<readonly string[]> {
	const found = await Promise.all(files.map(file => exists(join(root, file))));
	return files.filter((_, index) => found[index]);
}
