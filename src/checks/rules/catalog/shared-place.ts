// Two datasets with one data location, at least one of which is written.
import {baseName, isPartitioned, locationOf} from '../../../kedro/datasets.ts';
import type {Finding} from '../../../schema/finding.ts';
import type {KedroNode} from '../../../schema/project.ts';
import {groupBy} from '../../collections.ts';
import {datasetOf, precedence, usedNames} from '../../data-flow.ts';
import {comparableLocation, storageOf} from '../../data-location.ts';
import type {Facts} from '../../facts.ts';
import type {Rule} from '../../rule.ts';

export const catalogSharedPlace: Rule = {
	id: 'catalog/shared-place',
	severity: 'varies',
	title: 'Two datasets of the pipeline have the same data location',
	why: 'Kedro sees no dependency between them, so their tasks run in any order or at the same time. Two tasks overwrite each other (error), or one reads before the other writes (warning). Partitioned datasets may share a folder if their suffixes differ (warning). Where the order is known, only a second run is affected (info).',
	fix: 'Use one dataset, or give each a location of its own',
	check: facts => {
		const names = usedNames(facts).filter(name => fileLocation(name, facts) !== undefined);
		const byLocation = groupBy(names, name => fileLocation(name, facts) ?? '');
		const folders = [...byLocation].filter(([, all]) => all.some(name => isPartitioned(datasetOf(facts, name))));
		return [
			...[...byLocation].flatMap(([location, all]) => judge(location, all, facts)),
			...folders.flatMap(([folder, all]) =>
				[...byLocation]
					.filter(([location]) => location.startsWith(`${folder}/`))
					.flatMap(([location, files]) => judgeNested([...all, ...files], location, facts)),
			),
		];
	},
};

/** A dataset at the location, with all its transcodings; Kedro lets one node write it. */
type SharingDataset = {
	/** Its name where it is written, else where it is read. */
	readonly name: string;
	readonly writer: KedroNode | undefined;
	readonly readers: readonly KedroNode[];
};

/** One problem for each written dataset that shares the location with one read only, or with one written before it. */
function judge(location: string, names: readonly string[], facts: Facts) {
	const bases = [...groupBy(names, baseName).keys()];
	const sharing = bases.length < 2 ? [] : bases.map(base => sharingDataset(base, facts));
	return sharing.flatMap((one, index) => {
		const other = sharing.find((each, at) => each !== one && (each.writer === undefined || at < index));
		const conflict = one.writer && other && conflictOf({...one, writer: one.writer}, other, location, facts);
		if (conflict === undefined) return [];
		return [asProblem(conflict, one.name, facts)];
	});
}

/** A file in a folder of partitions: only the order of one that is written and one that is read counts. */
function judgeNested(names: readonly string[], location: string, facts: Facts) {
	const sharing = [...groupBy(names, baseName).keys()].map(base => sharingDataset(base, facts));
	const read = sharing.filter(({writer}) => writer === undefined);
	return sharing.flatMap(one => {
		const {writer} = one;
		const conflicts =
			writer === undefined ? [] : read.map(other => conflictOf({...one, writer}, other, location, facts));
		return conflicts.flatMap(conflict => (conflict === undefined ? [] : [asProblem(conflict, one.name, facts)]));
	});
}

const asProblem = (conflict: Pick<Finding, 'severity' | 'message'>, name: string, facts: Facts) => ({
	...conflict,
	fix: `Use one dataset for both, or give ${name} a location of its own`,
	location: datasetOf(facts, name)?.place,
	dataset: name,
});

function conflictOf(
	{name, writer}: SharingDataset & {readonly writer: KedroNode},
	other: SharingDataset,
	location: string,
	facts: Facts,
): Pick<Finding, 'severity' | 'message'> | undefined {
	const isBefore = precedence(facts);
	const both = `${other.name} and ${name} are both written to ${location}`;
	const readHere = `${name} is written to ${location}, where ${other.name} is read`;
	if (isPartitioned(datasetOf(facts, name)) && isPartitioned(datasetOf(facts, other.name))) {
		const start = other.writer === undefined ? readHere : both;
		return {
			severity: 'warning',
			message: `${start}: each also loads the files of the other, unless their suffixes differ`,
		};
	}
	if (other.writer !== undefined) {
		const {tasks} = facts.graph;
		const names = [other.writer.name, writer.name];
		// A task runs its nodes one after the other, always in the same order.
		const isOneTask = tasks.some(({nodes}) => names.every(each => nodes.includes(each)));
		const isOrdered = isOneTask || isBefore(other.writer, writer) || isBefore(writer, other.writer);
		return {severity: isOrdered ? 'warning' : 'error', message: `${both}: the later one overwrites the other`};
	}
	if (other.readers.every(reader => isBefore(writer, reader))) return undefined;
	if (other.readers.every(reader => reader === writer || isBefore(reader, writer))) {
		return {severity: 'info', message: `${readHere}: a second run, or a retry, starts from what the first one wrote`};
	}
	return {severity: 'warning', message: `${readHere}: Kedro does not know that one must wait for the other`};
}

function sharingDataset(base: string, facts: Facts): SharingDataset {
	const is = (name: string) => baseName(name) === base;
	const writer = facts.pipeline.nodes.find(node => node.outputs.some(is));
	const readers = facts.pipeline.nodes.filter(node => node.inputs.some(is));
	const name = writer?.outputs.find(is) ?? readers[0]?.inputs.find(is) ?? base;
	return {name, writer, readers};
}

/** A path or URL; a table name is not a location without its database, and a database has many tables. */
function fileLocation(name: string, facts: Facts): string | undefined {
	const kind = facts.kindOf(name);
	const dataset = datasetOf(facts, name);
	if ((kind !== 'remote' && kind !== 'local') || storageOf(dataset)?.key === 'database') return undefined;
	const location = locationOf(dataset);
	return location === null ? undefined : comparableLocation(location);
}
