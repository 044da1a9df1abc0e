// Where the project is in the image that its own Dockerfile makes.
import {posix} from 'node:path';
import type {Instruction} from '../image/dockerfile/parse.ts';
import {isBelow} from '../image/outline/file-tree.ts';
import {type Presence, presence, type Stage} from '../image/outline/stage.ts';
import type {Project} from '../schema/project.ts';

export type ProjectInImage = {
	/** Its folder in the image; `undefined` where it cannot be known. */
	readonly root: string | undefined;
	/** Whether a path of the project is where Kedro looks for it. */
	readonly has: (path: string) => Presence;
	/** Where else in the image a file of the project is. */
	readonly elsewhere: (path: string) => string | undefined;
};

/** @param sent paths of the build context */
export function projectInImage(
	stage: Stage,
	{sourceDir, confSource}: Project,
	sent: readonly string[],
): ProjectInImage {
	const placesOf = (source: string): readonly string[] =>
		[...stage.files].flatMap(([path, entry]) => (entry.is === 'file' && entry.source === source ? [path] : []));
	const root = rootOf(stage, source => placesOf(source), [
		'pyproject.toml',
		...sent.filter(path => isBelow(path, confSource) || isBelow(path, sourceDir)),
	]);
	const at = (path: string): string | undefined => (root === undefined ? undefined : posix.join(root, path));
	return {
		root,
		has: path => {
			const place = at(path);
			return place === undefined
				? stage.base.isPublic && stage.opaque.size === 0
					? 'no'
					: 'maybe'
				: presence(stage, place);
		},
		elsewhere: path => placesOf(path).find(place => place !== at(path)),
	};
}

/** The folder from which a file has its own path: that of pyproject.toml, else of another file. The nearest to the working folder wins. */
function rootOf(
	stage: Stage,
	placesOf: (source: string) => readonly string[],
	sources: readonly string[],
): string | undefined {
	const {workdir} = stage;
	for (const source of sources) {
		const roots = placesOf(source).flatMap(place =>
			place.endsWith(`/${source}`) ? [place.slice(0, -source.length - 1) || '/'] : [],
		);
		const nearest = roots.filter(root => workdir !== undefined && isBelow(workdir, root));
		const root = nearest.sort((a, b) => b.length - a.length)[0] ?? roots.at(-1);
		if (root !== undefined) return root;
	}
	return workdir;
}

/** The line after which something can be added to the last stage: after its last COPY, else at its end. */
export const lineToAddAfter = ({lastCopy, line, end}: Stage): number =>
	lastCopy === undefined || lastCopy.line < line ? end : lastCopy.end;

/** A COPY that brings a path of the project to its place, with the owner that the stage's other COPYs give. */
export function copyLine({lastCopy, workdir}: Stage, root: string, path: string, isFile: boolean): string {
	const target = posix.join(root, isFile ? posix.dirname(path) : path);
	const shown = workdir !== undefined && target === workdir ? '.' : target;
	return ['COPY', ...ownerFlags(lastCopy), path, isFile ? `${shown}/` : shown].join(' ');
}

const ownerFlags = (copy: Instruction | undefined): readonly string[] =>
	(copy?.flags ?? []).flatMap(([name, value]) => (name === 'chown' || name === 'chmod' ? [`--${name}=${value}`] : []));
