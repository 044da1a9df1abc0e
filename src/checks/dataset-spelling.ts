// How the types of kedro-datasets are spelled in the version that the image gets: CSVDataSet or CSVDataset.
import {unique} from './collections.ts';
import type {Dataset, Project} from '../schema/project.ts';
import {isBelow, type Release} from '../system/version.ts';

const firstWithDataset: Release = [1, 7, 1];

/**
 * `DataSet` before kedro-datasets 1.7.1 and in Kedro 0.18's own datasets, `Dataset` since. On 0.18 the image has kedro-datasets
 * only where the requirements name it, whichever packages are installed here; a version that they pin is the image's,
 * unless the catalog cannot use it: then another one has to be pinned.
 */
export function spelling(project: Project): string {
	const {kedro, installed, installs, requires, datasets: entries} = project;
	const pinned = requires.find(({name}) => name === 'kedro-datasets')?.version ?? undefined;
	const fits = pinned !== undefined && unknownTypes(pinned, entries).length === 0;
	const datasets = fits ? pinned : (installed?.['kedro-datasets'] ?? pinned);
	const has018 = isBelow(kedro, [0, 19, 0]);
	const isOwn = datasets === undefined || (has018 && installs?.includes('kedro-datasets') === false);
	const old = isOwn ? has018 : isBelow(datasets, firstWithDataset);
	return old ? 'DataSet' : 'Dataset';
}

/** The types of these datasets that a version of kedro-datasets does not have in their spelling. */
export const unknownTypes = (version: string, datasets: readonly Dataset[]): readonly string[] =>
	unique(datasets.flatMap(typesOf).filter(type => !hasSpelling(version, type)));

const typesOf = ({type, inner}: Dataset): readonly string[] =>
	[type, inner?.type]
		.filter(each => typeof each === 'string')
		.filter(each => /^(?:kedro_datasets\.)?[a-z]+\.\w+Data[Ss]et$/.test(each));

/** 1.7.1 to 1.8 have both spellings; from 2.0 on `DataSet` is gone. */
const hasSpelling = (version: string, type: string): boolean =>
	type.endsWith('DataSet') ? isBelow(version, [2, 0, 0]) : !isBelow(version, firstWithDataset);
