// System libraries that required Python packages are known to need, and the project's own Dockerfile does not install.
import {installDebian, systemPackages} from '../../../image/dockerfile/system-packages.ts';
import {dockerfileAdvice} from '../../dockerfile-advice.ts';
import {installedNames} from '../../installed-names.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

/** What the images `python:VERSION` that are not slim have. */
const inFullImages = ['libcairo2', 'libglib2.0-0', 'libgomp1', 'libmagic1', 'libpq5'];

export const imageSystemLibrary: Rule = {
	id: 'image/system-library',
	severity: 'info',
	title: 'A Python package needs a system library that the Dockerfile does not install',
	why: 'pip does not install system libraries, and the official Python images have few of them: LightGBM needs libgomp1, opencv-python libgl1. The generated Dockerfile installs them. The test of the image reports what is missing there as an error.',
	fix: 'Install the Debian package in the Dockerfile',
	check: ({outline, project}) => {
		const base = outline?.bases.at(-1);
		const {reference = ''} = base ?? {};
		if (outline === undefined || base === undefined || !/(?:^|\/)(?:python|debian|ubuntu):(?!.*alpine)/.test(reference))
			return [];
		const isFull = /(?:^|\/)python:(?!.*slim)/.test(reference);
		const isThere = (name: string): boolean =>
			(isFull && inFullImages.includes(name)) || outline.text.split(/[^\w.+-]+/).includes(name);
		const lacking = systemPackages(installedNames(project)).flatMap(({python, debian}) => {
			const missing = debian.filter(name => !isThere(name));
			return missing.length === 0 ? [] : [{python, missing}];
		});
		if (lacking.length === 0) return [];
		const packages = [...new Set(lacking.flatMap(({missing}) => missing))];
		return [
			{
				message: `${list(lacking.map(({python}) => python))} ${lacking.length === 1 ? 'needs' : 'need'} ${list(packages, 6)}, which ${reference} does not have and ${outline.path} does not install`,
				fix: dockerfileAdvice({
					verb: 'Add after',
					line: base.line,
					file: outline.path,
					text: installDebian(packages),
				}),
				location: {file: outline.path, line: base.line},
			},
		];
	},
};
