// The commands that install a missing module into the project's Python.
import {join} from 'node:path';
import type {NextCommand} from '../system/errors.ts';
import {exists} from '../system/files.ts';
import {type Interpreter, pythonWord} from './find-python.ts';

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
	pkg_resources: 'setuptools',
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
export async function installCommands(module: string, {root, python}: InstallTarget): Promise<readonly NextCommand[]> {
	const existing = async (files: readonly string[]): Promise<readonly string[]> => {
		const found = await Promise.all(files.map(file => exists(join(root, file))));
		return files.filter((_, index) => found[index]);
	};
	if ((await existing([`src/${module}`, module, `${module}.py`])).length > 0) return [];
	const distribution = distributionOf(module);
	const [lock] = await existing(['uv.lock', 'poetry.lock']);
	if (lock !== undefined) {
		const [sync, add] = lock === 'uv.lock' ? ['uv sync', 'uv add'] : ['poetry install', 'poetry add'];
		return [{command: sync}, {command: `${add} ${distribution}`, when: 'if it is not a dependency of the project yet'}];
	}
	const pip = `${pythonWord(python)} -m pip install`;
	const [requirements] = await existing(requirementFiles);
	return [
		{command: `${pip} ${distribution}`},
		...(requirements === undefined
			? []
			: [{command: `${pip} -r ${requirements}`, when: 'to install all requirements of the project'}]),
	];
}
