// What the checks know of the project's own Dockerfile: the outline of its image, and what its ignore rules leave out.
import type {OwnDockerfile} from '../../../checks/facts.ts';
import {projectInImage} from '../../../checks/project-in-image.ts';
import {isLeftOut} from '../../../image/context/ignore-rules.ts';
import {isBelow} from '../../../image/outline/file-tree.ts';
import {type Outline, outlineOf} from '../../../image/outline/outline.ts';
import type {ImageSource} from '../../../image/source.ts';
import type {Project} from '../../../schema/project.ts';

/** `undefined` for a generated Dockerfile, which is made for the project. */
export function outlineOfSource(
	{context, dockerfile, platform}: Pick<ImageSource, 'context' | 'dockerfile' | 'platform'>,
	project: Project,
): OwnDockerfile | undefined {
	const {path, text, ignore} = dockerfile;
	if (path === null) return undefined;
	const outline = outlineOf({
		text,
		platform,
		files: context.files.map(file => file.path),
		folders: context.folders,
		requirementNames: file =>
			project.requirements.includes(file)
				? project.requires.filter(({place}) => place?.file === file).map(({name}) => name)
				: undefined,
	});
	return outline && {...outline, path, text, ignores: file => isLeftOut(ignore, file)};
}

/** True where no part of the project is copied, and what is in the image otherwise cannot be seen from here. */
export function mayComeFromElsewhere({image, sent}: Outline, project: Project, path: string): boolean {
	const parts = ['pyproject.toml', project.sourceDir, project.confSource];
	const copies = [...image.files.values()].some(
		entry => entry.is === 'file' && parts.some(part => isBelow(entry.source, part)),
	);
	return !copies && projectInImage(image, project, sent).has(path) === 'maybe';
}
