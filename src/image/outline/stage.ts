// The state of a stage while its instructions are read one after the other.
import {posix} from 'node:path';
import type {BaseImage} from '../dockerfile/base-image.ts';
import type {Instruction} from '../dockerfile/parse.ts';
import {type FileTree, isBelow, type PythonPackages, tidy} from './file-tree.ts';

/** Whether a path is in an image; `maybe` where something put files there that cannot be seen from here. */
export type Presence = 'yes' | 'maybe' | 'no';

export type Stage = {
	/** `undefined` without a name. */
	readonly name: string | undefined;
	readonly number: number;
	readonly line: number;
	/** Last line of its last instruction so far. */
	end: number;
	/** The image at the beginning of its chain of stages. */
	readonly base: BaseImage;
	readonly files: FileTree;
	/** Folders, and files, whose content cannot be seen from here. */
	readonly opaque: Set<string>;
	readonly env: Map<string, string | undefined>;
	readonly args: Map<string, string | undefined>;
	/** `undefined` where it cannot be known. */
	workdir: string | undefined;
	workdirLine: number | undefined;
	user: {readonly value: string | undefined; readonly line: number} | undefined;
	entrypoint: Instruction | undefined;
	/** The environment of conda in which `SHELL` runs commands. */
	shellPrefix: string | undefined;
	python: {readonly version: string; readonly line: number} | undefined;
	/** A RUN did something that may have installed packages. */
	mayHaveInstalled: boolean;
	/** Texts of the RUNs so far: a file that one of them names may be made by it. */
	scripts: string;
	/** Requirement files that a RUN reads and that are not in the image at that point. */
	readonly unread: {readonly path: string; readonly line: number}[];
	/** What `ONBUILD` keeps for the stages that are built from this one. */
	readonly triggers: Instruction[];
	/** The last COPY or ADD of files of the project. */
	lastCopy: Instruction | undefined;
};

/** Stands in PATH for the folders of a base image that is not known. */
export const unknownFolders = '?';

/** PATH as a list; `undefined` where nothing of it can be known. */
export function pathOf({env, base}: Pick<Stage, 'env' | 'base'>): readonly string[] | undefined {
	return env.has('PATH')
		? env
				.get('PATH')
				?.split(':')
				.filter(folder => folder !== '')
		: base.path;
}

/** The value of a variable in an instruction: ENV wins over ARG. What the base image sets cannot be known. */
export const lookup =
	(stage: Pick<Stage, 'env' | 'args' | 'base'>) =>
	(name: string): string | undefined => {
		if (stage.env.has(name)) return stage.env.get(name);
		if (name === 'PATH') return stage.base.path?.join(':') ?? unknownFolders;
		if (stage.args.has(name)) return stage.args.get(name);
		return stage.base.isPublic ? '' : undefined;
	};

/** A path of the image, seen from the working folder; `undefined` where that cannot be known. */
export function absolute(path: string, workdir: string | undefined): string | undefined {
	if (posix.isAbsolute(path)) return tidy(path);
	return workdir === undefined ? undefined : tidy(posix.join(workdir, path));
}

/** Whether a path is in the image of a stage. */
export function presence({files, opaque, base}: Stage, path: string): Presence {
	if (files.has(path) || [...files.keys()].some(each => each.startsWith(`${path}/`))) return 'yes';
	return !base.isPublic || [...opaque].some(each => isBelow(path, each)) ? 'maybe' : 'no';
}

export const programOf = (prefix: string): string => tidy(posix.join(prefix, 'bin/kedro'));
const packagesOf = (prefix: string): string => tidy(posix.join(prefix, 'lib/site-packages/kedro'));

/** Puts a set of packages where it is, or replaces what is known of it. */
export function putPackages(stage: Stage, packages: PythonPackages, hasProgram: boolean): void {
	for (const [path, entry] of stage.files)
		if ('of' in entry && entry.of.prefix === packages.prefix) stage.files.set(path, {...entry, of: packages});
	stage.files.set(packagesOf(packages.prefix), {is: 'packages', of: packages});
	if (hasProgram) stage.files.set(programOf(packages.prefix), {is: 'program', of: packages});
}
