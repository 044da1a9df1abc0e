// What the user uploads once, so that the pipeline finds its input on remote storage.
import {resolve} from 'node:path';
import {folderOfPattern, overlaps} from '../../checks/data-location.ts';
import {localPaths, type Move, movedPath} from '../../checks/nested-path.ts';
import {locationBelow} from '../../checks/remote-entry.ts';
import {locationOf} from '../../kedro/datasets.ts';
import type {Dataset, Project} from '../../schema/project.ts';
import {exists, isFolder} from '../../system/files.ts';
import type {Fix} from '../fix.ts';
import {uploadCommand} from './upload-command.ts';

export type Upload = {
	readonly command: string;
	/** A comment for a shell, where the data is not on this machine. */
	readonly note: string;
	/** The file, where the command uploads one that is here, and nothing else. */
	readonly file: Fix['upload'];
};

export async function uploadOf(dataset: Dataset, data: string, project: Project): Promise<Upload | undefined> {
	const path = locationOf(dataset);
	if (path === null) return undefined;
	const {root} = project;
	const near = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
	const parent = (await exists(resolve(root, near))) ? undefined : folderOfPattern(near);
	const from = parent ?? near;
	const whole = resolve(root, from);
	const isHere = await exists(whole);
	const folder = parent !== undefined || (isHere ? await isFolder(whole) : isWrittenAsFolder(dataset));
	const to = locationBelow(data, dataset, from, project);
	const command = uploadCommand(from, to, folder);
	if (command === undefined) return undefined;
	const beside = await besideData({dataset, from: path, to}, data, project);
	return {
		command: [command, ...beside].join(' && '),
		file: isHere && !folder && beside.length === 0 ? {path: from, location: to} : undefined,
		note: isHere ? '' : `  # this ${folder ? 'folder' : 'file'} does not exist here yet`,
	};
}

/** The commands for files that the entry names beside its data, such as a checkpoint, where they are here. */
async function besideData(move: Move, data: string, project: Project): Promise<readonly string[]> {
	const paths = localPaths(move.dataset).filter(({value}) => !overlaps(value, move.from, project.root));
	const commands = paths.map(async path => {
		const whole = resolve(project.root, path.value);
		if (!(await exists(whole))) return undefined;
		return uploadCommand(path.value, movedPath(path, move, project, data), await isFolder(whole));
	});
	return (await Promise.all(commands)).filter(command => command !== undefined);
}

/** Of data that is not here: Spark, partitions and versions write folders, even under names of files. */
function isWrittenAsFolder(dataset: Dataset): boolean {
	const types = `${dataset.type ?? ''} ${dataset.inner?.type ?? ''}`;
	return dataset.versioned || dataset.key === 'path' || /spark|Partitioned|Incremental/i.test(types);
}
