// Requirements that a build of the image cannot install: folders it cannot reach, keys it does not have.
import {isOutside} from '../../../system/files.ts';
import type {Facts} from '../../facts.ts';
import {inclusion} from '../../ignore-pattern.ts';
import type {Problem, RatedProblem, Rule} from '../../rule.ts';

export const requirementsNotInstallable: Rule = {
	id: 'requirements/not-installable',
	severity: 'varies',
	title: 'The image cannot get a requirement as it is written',
	why: 'The build of the image has the files of its build context and the public package indexes. A folder elsewhere, a package that is only named but is a folder here, or an SSH key is not there. It is a warning where the Dockerfile is your own or not known.',
	fix: 'Refer to a folder of the repository, or to a version in a package index',
	check: facts => {
		const severity = facts.dockerfile?.generated === true ? 'error' : 'warning';
		return problems(facts).map((problem): RatedProblem => ({severity, ...problem}));
	},
};

function problems({project, dockerfile, imageHasFile}: Facts): readonly Problem[] {
	const {layout, requirements} = project;
	if (layout === undefined) return [];
	const [file] = layout.files;
	const leftOut = layout.local.filter(({path}) => !isOutside(path) && !imageHasFile(path));
	const undecided = layout.tool === null && requirements.length > 0 && dockerfile?.generated === true;
	return [
		...layout.problems.map(({message, fix, place}) => ({message, fix, location: place})),
		...leftOut.map(({path}) => ({
			message: `${path} will not be in the image, and ${file ?? 'the requirements'} ${file === undefined ? 'refer' : 'refers'} to it`,
			fix: `Add to .dockerignore: ${inclusion(path)}`,
			location: {file: path, line: null},
		})),
		...(undecided
			? [
					{
						message: `None of ${requirements.join(', ')} says what the image gets`,
						fix: 'Write a requirements.txt, with `-r` and one of these files where it is right',
						location: {file: requirements[0] ?? 'requirements.txt', line: null},
					},
				]
			: []),
	];
}
