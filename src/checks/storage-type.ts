// Which dataset type stores what a function returns: chosen by its type annotation, spelled as the project's Kedro spells it.
import type {Project} from '../schema/project.ts';
import {defined} from '../system/defined.ts';
import {baseName} from '../kedro/datasets.ts';
import {spelling} from './dataset-spelling.ts';
import {annotationsOf, cannotBeStored, inWords, unionOf} from './type-annotations.ts';

/** How one dataset is stored: its type as the catalog writes it, the file's ending, and other keys of the entry. */
export type StorageType = {
	readonly type: string;
	readonly extension: string;
	readonly options: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
	/** Spark reads S3 under another protocol than everything else. */
	readonly spark: boolean;
	/** Why it is a pickle where an annotation names another format. */
	readonly why?: string;
};

type Format = 'parquet' | 'spark' | 'text' | 'json' | 'pickle';

/**
 * The storage of a dataset that has none. A pickle stores whatever Python can pickle; another type is chosen only where
 * the annotation proves that nothing gets lost. `undefined` for what cannot be stored at all, such as a generator.
 */
export function chooseStorageType(name: string, project: Project): StorageType | undefined {
	const variants = project.datasets.map(dataset => dataset.name).filter(other => baseName(other) === baseName(name));
	const formats = new Set(variants.map(variant => formatOf(variant, project)));
	const own = formatOf(name, project);
	if (own === undefined) return undefined;
	const why = disagreement(name, project);
	if (formats.size < 2) return {...storageType(own, project), ...defined({why})};
	// The variants of a transcoded dataset share one file: both sides can read Parquet.
	const shared = [...formats].every(format => format === 'parquet' || format === 'spark');
	return shared ? storageType(own, project) : undefined;
}

function storageType(format: Format, project: Project): StorageType {
	const type = (name: string): string => `${name}${spelling(project)}`;
	const plain = {options: {}, spark: false};
	switch (format) {
		case 'parquet':
			return {...plain, type: type('pandas.Parquet'), extension: 'parquet'};
		case 'spark':
			return {
				type: type('spark.Spark'),
				extension: 'parquet',
				options: {file_format: 'parquet', save_args: {mode: 'overwrite'}},
				spark: true,
			};
		case 'text':
			return {...plain, type: type('text.Text'), extension: 'txt'};
		case 'json':
			return {...plain, type: type('json.JSON'), extension: 'json'};
		case 'pickle':
			return {...plain, type: type('pickle.Pickle'), extension: 'pkl'};
	}
}

function formatOf(name: string, project: Project): Format | undefined {
	const [first] = annotationsOf(name, project);
	if (cannotBeStored(first?.type)) return undefined;
	const suffix = name.includes('@') ? name.replace(/^.*@/, '') : '';
	if (suffix === 'spark') return 'spark';
	if (suffix === 'pandas') return 'parquet';
	return first === undefined || disagreement(name, project) !== undefined
		? 'pickle'
		: formatOfType(first.type, project);
}

function formatOfType(type: string, project: Project): Format {
	if (/^(?:pyspark|databricks)\b.*\bDataFrame$|^(?:ps|spark)\.DataFrame$/.test(type)) return 'spark';
	if (/^(?:pandas\b.*\.|pd\.)DataFrame$/.test(type)) return hasParquet(project) ? 'parquet' : 'pickle';
	if (type === 'str') return 'text';
	return /^(?:typing\.)?[Dd]ict\[str, (?:str|float)\]$/.test(type) ? 'json' : 'pickle';
}

/**
 * The annotations that contradict each other, in words: then it is not known what the function returns, and only a pickle
 * hands over exactly that. Spark cannot be pickled, so that its annotation counts.
 */
function disagreement(name: string, project: Project): string | undefined {
	const [first, ...others] = annotationsOf(name, project);
	if (first === undefined || name.includes('@')) return undefined;
	const format = formatOfType(first.type, project);
	if (format === 'pickle' || format === 'spark') return undefined;
	const agrees = (type: string): boolean =>
		format === 'json' ? isMapping(type) || plain(type) === plain(first.type) : formatOfType(type, project) === format;
	const other = others.find(({type}) => !unionOf(type).some(agrees));
	return other === undefined ? undefined : inWords([first, other]);
}

const plain = (type: string): string => type.replace(/^typing\./, '').replace(/^D/, 'd');

/** A mapping of anything: a dictionary is one. */
const isMapping = (type: string): boolean =>
	/^(?:(?:typing|collections\.abc)\.)?(?:[Dd]ict|(?:Mutable)?Mapping)(?:\[str, (?:typing\.)?Any\])?$/.test(type);

/** Parquet needs a library of its own, which the image must have too. */
function hasParquet(project: Project): boolean {
	const {pyarrow, fastparquet} = project.installed ?? {};
	return pyarrow !== undefined || fastparquet !== undefined;
}
