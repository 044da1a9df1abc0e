// Base images whose tag gets another image without notice.
import {isMoving} from '../../../image/dockerfile/base-image.ts';
import type {Rule} from '../../rule.ts';

export const imageMovingBase: Rule = {
	id: 'image/moving-base',
	severity: 'warning',
	title: 'The base image has no fixed version',
	why: 'A base image without a tag, or with the tag `latest`, becomes another image without a change in your project. kfp-wizard sees the same Dockerfile and reuses the image that it built before.',
	fix: 'Name a version of the base image',
	check: ({outline, project}) => {
		if (outline === undefined) return [];
		const file = outline.path;
		const own = /^\d+\.\d+/.exec(project.python.version)?.[0] ?? '3.11';
		return outline.bases
			.filter(({reference}) => reference !== undefined && isMoving(reference))
			.map(({reference = '', line}) => ({
				message: `The base image ${reference} has no fixed version${reference.endsWith(':latest') ? '' : ': without a tag it is latest'}, so a later build may get another one${isPython(reference) ? `; the project runs with Python ${own}` : ''}`,
				fix: `Name a version in line ${line} of ${file}, such as ${isPython(reference) ? `python:${own}-slim` : `${reference.replace(/:latest$/, '')}:VERSION`}`,
				location: {file, line},
			}));
	},
};

const isPython = (reference: string): boolean => /(?:^|\/)python(?::|$)/.test(reference);
