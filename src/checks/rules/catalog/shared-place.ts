// Two datasets at one place, of which at least one is written.
import type {Finding} from '../../../schema/finding.ts';
import type {KedroNode} from '../../../schema/project.ts';
import {locationOf, samePlace} from '../../data-location.ts';
import {finding} from '../../finding.ts';
import {baseName, datasetOf, groupBy, usedNames} from '../../data-flow.ts';
import type {Facts, Rule} from '../../rule.ts';

const id = 'catalog/shared-place';

export const sharedPlace: Rule = {
	id,
	severity: 'varies',
	title: 'Two datasets of the pipeline are at one place',
	why: 'Kedro sees no connection between them, so their tasks run in any order or at once: they overwrite each other (error), or one reads before the other writes (warning). Partitioned datasets may share a folder, if their suffixes differ (warning); where the order is known, only a second run is in danger (info).',
	fix: 'Use one dataset, or give each a place of its own',
	check: facts => {
		const byPlace = groupBy(usedNames(facts), name => place(name, facts) ?? '');
		return [...byPlace].flatMap(([value, names]) => (value === '' ? [] : judge(value, names, facts)));
	},
};

/** A dataset of the place, whatever its transcodings; Kedro lets one node write it. */
type Tenant = {
	/** Its name where it is written, else where it is read. */
	readonly name: string;
	readonly writer: KedroNode | undefined;
	readonly readers: readonly KedroNode[];
};

/** One finding for each written dataset that shares the place with one read only, or with one written before it. */
function judge(value: string, names: readonly string[], facts: Facts) {
	const bases = [...groupBy(names, baseName).keys()];
	const tenants = bases.length < 2 ? [] : bases.map(base => tenant(base, facts));
	return tenants.flatMap((one, index): readonly Finding[] => {
		const twin = tenants.find((other, at) => other !== one && (other.writer === undefined || at < index));
		const problem = one.writer && twin && clash({...one, writer: one.writer}, twin, value, facts);
		if (problem === undefined) return [];
		return [
			finding({
				rule: id,
				...problem,
				fix: `Use one dataset for both, or give ${one.name} a place of its own`,
				place: datasetOf(facts, one.name)?.place,
				dataset: one.name,
			}),
		];
	});
}

function clash(
	{name, writer}: Tenant & {readonly writer: KedroNode},
	twin: Tenant,
	value: string,
	facts: Facts,
): Pick<Finding, 'severity' | 'message'> | undefined {
	const isBefore = precedence(facts);
	const both = `${twin.name} and ${name} are both written to ${value}`;
	const where = `${name} is written to ${value}, where ${twin.name} is read`;
	if (isPartitioned(name, facts) && isPartitioned(twin.name, facts)) {
		const start = twin.writer === undefined ? where : both;
		return {
			severity: 'warning',
			message: `${start}: each also finds the files of the other, unless their suffixes differ`,
		};
	}
	if (twin.writer !== undefined) {
		const {tasks} = facts.graph;
		const names = [twin.writer.name, writer.name];
		// A task runs its nodes one after the other, always in the same order.
		const isOneTask = tasks.some(({nodes}) => names.every(each => nodes.includes(each)));
		const isOrdered = isOneTask || isBefore(twin.writer, writer) || isBefore(writer, twin.writer);
		return {severity: isOrdered ? 'warning' : 'error', message: `${both}: the later one wins`};
	}
	if (twin.readers.every(reader => isBefore(writer, reader))) return undefined;
	if (twin.readers.every(reader => reader === writer || isBefore(reader, writer))) {
		return {severity: 'info', message: `${where}: a second run, or a retry, starts from what the first one left`};
	}
	return {severity: 'warning', message: `${where}: Kedro does not know that one must wait for the other`};
}

function tenant(base: string, facts: Facts): Tenant {
	const is = (name: string) => baseName(name) === base;
	const writer = facts.pipeline.nodes.find(node => node.outputs.some(is));
	const readers = facts.pipeline.nodes.filter(node => node.inputs.some(is));
	const name = writer?.outputs.find(is) ?? readers[0]?.inputs.find(is) ?? base;
	return {name, writer, readers};
}

/** Whether a node runs before another because of the data between them. */
function precedence(facts: Facts): (first: KedroNode, second: KedroNode) => boolean {
	const parents = new Map(facts.pipeline.nodes.map(node => [node.name, node.dependencies]));
	return (first, second) => {
		const ancestors = new Set(second.dependencies);
		// A set that grows is visited to its end.
		for (const name of ancestors) for (const parent of parents.get(name) ?? []) ancestors.add(parent);
		return ancestors.has(first.name);
	};
}

const isPartitioned = (name: string, facts: Facts): boolean =>
	/(?:^|\.)(?:Partitioned|Incremental)Data[sS]et$/.test(datasetOf(facts, name)?.type ?? '');

/** A path or URL; a table name says nothing without its database, and a database has many tables. */
function place(name: string, facts: Facts): string | undefined {
	const kind = facts.kindOf(name);
	const location = locationOf(datasetOf(facts, name));
	if ((kind !== 'remote' && kind !== 'local') || location?.key === 'database') return undefined;
	const value = location?.value ?? undefined;
	return value === undefined ? undefined : samePlace(value);
}
