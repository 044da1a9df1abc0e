// A Dockerfile whose working folder is not the project's: tasks start there.
import {isBelow} from '../../../image/outline/file-tree.ts';
import {isBelow as isOlder} from '../../../system/version.ts';
import {dockerfileAdvice} from '../../dockerfile-advice.ts';
import {projectInImage} from '../../project-in-image.ts';
import type {Rule} from '../../rule.ts';

export const imageWorkingFolder: Rule = {
	id: 'image/working-folder',
	severity: 'error',
	title: 'The working folder of the image is not the project',
	why: 'A task starts in the WORKDIR of the image, and Kedro looks for its project there. Outside a project it has no command `run`.',
	fix: 'Set WORKDIR to the folder to which the project is copied',
	check: ({project, outline}) => {
		if (outline === undefined) return [];
		const {image, sent} = outline;
		const {workdir} = image;
		const {root, has} = projectInImage(image, project, sent);
		if (workdir === undefined || root === undefined || has('pyproject.toml') !== 'yes') return [];
		// From 0.19 on Kedro also looks in the folders above.
		const isInside = isOlder(project.kedro, [0, 19, 0]) ? workdir === root : isBelow(workdir, root);
		if (isInside) return [];
		const file = outline.path;
		return [
			{
				message: `Tasks start in ${workdir}, and the project is in ${root}: every task will end with "No such command 'run'"`,
				fix: dockerfileAdvice({verb: 'Add after', line: image.end, file, text: `WORKDIR ${root}`}),
				location: {file, line: image.workdirLine ?? image.line},
			},
		];
	},
};
