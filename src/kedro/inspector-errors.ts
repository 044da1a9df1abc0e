// What to say, and what to type, when the project or Kedro itself does not import.
import {join} from 'node:path';
import {type NextCommand, WizardError} from '../system/errors.ts';
import {exists} from '../system/files.ts';
import type {InspectOptions, Refusal} from './inspect.ts';
import {pythonWord} from './find-python.ts';

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

/** The project's code raised at import: with the Python error, its place, and how to install what is missing. */
export async function importFailed(refusal: Refusal, options: InspectOptions): Promise<WizardError> {
	const {place, module, detail, message} = refusal;
	const where = place ? ` (${place.line === null ? place.file : `${place.file}:${place.line}`})` : '';
	return new WizardError('project', `Can't import the project: ${message}${where}`, {
		code: refusal.code,
		...(detail === undefined ? {} : {detail}),
		next: module ? await install(module.split('.')[0] ?? module, options) : [],
	});
}

export async function noKedro(refusal: Refusal, options: InspectOptions): Promise<WizardError> {
	return new WizardError('project', `${refusal.message}; it was taken because of ${options.python.source}`, {
		code: refusal.code,
		next: [
			...(await install('kedro', options)),
			{command: 'kfp-wizard --python PATH', when: "with the Python of the project's environment"},
		],
	});
}

/** The project's own way to install what it needs, then the one package alone. None for a module of the project. */
async function install(module: string, {root, python}: InspectOptions): Promise<NextCommand[]> {
	const has = (file: string): Promise<boolean> => exists(join(root, file));
	if ((await has(`src/${module}`)) || (await has(module)) || (await has(`${module}.py`))) return [];
	const package_ = distributions[module] ?? module.replaceAll('_', '-');
	if (await has('uv.lock')) return [{command: 'uv sync'}, {command: `uv add ${package_}`, when: 'if it is not listed'}];
	if (await has('poetry.lock')) {
		return [{command: 'poetry install'}, {command: `poetry add ${package_}`, when: 'if it is not listed'}];
	}
	const pip = `${pythonWord(python)} -m pip install`;
	const requirements = (await has('requirements.txt'))
		? 'requirements.txt'
		: (await has('src/requirements.txt'))
			? 'src/requirements.txt'
			: undefined;
	const one = {command: `${pip} ${package_}`};
	return requirements === undefined ? [one] : [one, {command: `${pip} -r ${requirements}`, when: 'for all of them'}];
}
