// A requirements file that kfp.yml names for some tasks, and that the build of their image does not get.
import {groupBy} from '../../collections.ts';
import type {Rule} from '../../rule.ts';
import {settingsFile} from '../../set-variable.ts';
import {list} from '../../wording.ts';

export const requirementsTaskFile: Rule = {
	id: 'requirements/task-file',
	severity: 'error',
	title: 'A requirements file of some tasks is missing',
	why: 'A deploy builds an image with the packages of this file for these tasks, from the files that go into every image.',
	fix: 'Write the file, or take the line out of the ignore file that leaves it out',
	check: facts => {
		const {project, pipeline, requirementsOf, imageHasFile} = facts;
		const named = pipeline.nodes.flatMap(({name}) => {
			const file = requirementsOf?.(name);
			return file === undefined ? [] : [{name, file}];
		});
		return [...groupBy(named, ({file}) => file)].flatMap(([file, nodes]) => {
			const isThere = project.taskRequirements?.some(one => one.file === file) === true;
			if (isThere && imageHasFile(file)) return [];
			const names = list(nodes.map(({name}) => name));
			return [
				{
					message: `kfp.yml names ${file} as requirements of ${names}, and ${isThere ? 'it would not be in the image' : 'there is no such file'}`,
					fix: isThere ? `Keep it in the image with the line !${file} in .dockerignore` : `Write ${file}`,
					location: {file: settingsFile(facts), line: null},
				},
			];
		});
	},
};
