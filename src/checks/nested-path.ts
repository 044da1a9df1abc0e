// Paths inside a catalog entry beside its data location, such as that of a checkpoint: what is local, and where it moves.
import {posix} from 'node:path';
import {locationKind} from '../kedro/datasets.ts';
import type {Dataset, Project} from '../schema/project.ts';
import {pathInProject} from './data-location.ts';
import {locationBelow} from './remote-entry.ts';

type NestedPath = {readonly key: string; readonly value: string};

export const localPaths = ({paths = []}: Dataset): readonly NestedPath[] =>
	paths.filter(({value}) => value !== '' && locationKind(value) === 'local');

export const isCheckpoint = (key: string): boolean => key.split('.').at(-2) === 'checkpoint';

/** Where the data of an entry moves. */
export type Move = {readonly dataset: Dataset; readonly from: string; readonly to: string};

/**
 * Where a local path inside the entry goes: with the data where it is in its folder. A checkpoint always does, because
 * newer kedro-datasets accept none elsewhere.
 */
export function movedPath({key, value}: NestedPath, {dataset, from, to}: Move, project: Project, data: string): string {
	const [path = value, folder = from] = [value, from].map(each => pathInProject(each, project.root) ?? each);
	const start = `${folder.replace(/\/+$/, '')}/`;
	const inFolder = (rest: string): string => `${to.replace(/\/+$/, '')}/${rest}`;
	if (path.startsWith(start)) return inFolder(path.slice(start.length));
	return isCheckpoint(key) ? inFolder(posix.basename(path)) : locationBelow(data, dataset, value, project);
}
