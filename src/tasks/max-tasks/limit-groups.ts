// Merges groups of nodes until at most so many are left.
import type {Pipeline} from '../../schema/project.ts';
import {WizardError} from '../../system/errors.ts';
import {count} from '../../system/text.ts';
import type {Dependencies} from '../dependencies.ts';
import {type MergedGroup, mergeCycles, nodesOf} from '../merge-cycles.ts';
import {memoryPairs, unions} from '../node-groups.ts';
import {type BlockGraph, blockGraph} from './block-graph.ts';
import {inSeries} from './in-series.ts';
import {fewest, mergeBlocks} from './merge-blocks.ts';

export type Limit = {
	/** At most so many tasks. */
	readonly most: number;
	/** Which nodes may share a task by their settings: those with the same text. */
	readonly kinds: {
		/** For nodes that need the same. */
		readonly same: (node: string) => string;
		/** For nodes whose settings can be combined. */
		readonly combined: (node: string) => string;
	};
};

type Facts = Limit & {
	readonly pipeline: Pipeline;
	/** Whether a dataset exists in the memory of one process only. */
	readonly isMemory: (dataset: string) => boolean;
};

/**
 * At most `most` groups; unchanged where there are no more. First those are merged that pass each other datasets in memory,
 * then those in series, then those that could run at the same time. Nodes that need the same are merged first. There must be
 * no cycle between the groups, and there is none afterwards.
 * @throws WizardError `project` with code `MAX_TASKS`, where settings or long names keep more tasks apart.
 */
export function limitGroups(
	groups: readonly MergedGroup[],
	dependencies: Dependencies,
	facts: Facts,
): readonly MergedGroup[] {
	const {most, kinds} = facts;
	if (groups.length <= most) return groups;
	const whole = mergeCycles(sharingMemory(groups, facts), dependencies);
	if (whole.length <= most) return whole;
	const found = limited(inRows(whole, dependencies, kinds.same), most);
	if (found !== undefined) return found;
	const rows = inRows(whole, dependencies, kinds.combined);
	const merged = limited(rows, most);
	if (merged === undefined) throw tooFew(most, fewest(rows.graph));
	return merged;
}

type Rows = {readonly rows: readonly MergedGroup[]; readonly graph: BlockGraph};

/** The groups with those in series merged. */
function inRows(groups: readonly MergedGroup[], dependencies: Dependencies, kindOf: (node: string) => string): Rows {
	const series = inSeries(groups.map(nodesOf), dependencies, kindOf);
	const rows = series.map(members => members.flatMap(index => groups[index] ?? []));
	return {rows, graph: blockGraph(rows.map(nodesOf), dependencies, kindOf)};
}

function limited({rows, graph}: Rows, most: number): readonly MergedGroup[] | undefined {
	if (rows.length <= most) return rows;
	return mergeBlocks(graph, most)?.map(blocks => blocks.flatMap(index => rows[index] ?? []));
}

/** Where their settings can be combined. */
function sharingMemory(groups: readonly MergedGroup[], {pipeline, isMemory, kinds}: Facts): readonly MergedGroup[] {
	const groupOf = new Map(groups.flatMap((group, index) => nodesOf(group).map(node => [node, String(index)] as const)));
	const union = unions([...groups.keys()].map(String));
	for (const [writer, reader] of memoryPairs(pipeline, isMemory)) {
		const [one, other] = [groupOf.get(writer), groupOf.get(reader)];
		if (one === undefined || other === undefined || kinds.combined(writer) !== kinds.combined(reader)) continue;
		union.join(one, other);
	}
	return union.groups().map(({nodes}) => nodes.flatMap(index => groups[Number(index)] ?? []));
}

/** What the limit has merged, for the user; nothing where it has merged nothing. */
export function limitNotes(before: readonly MergedGroup[], after: readonly MergedGroup[]): readonly string[] {
	if (after.length === before.length) return [];
	const largest = after.reduce((most, group) => Math.max(most, nodesOf(group).length), 0);
	return [
		`${count(before.length, 'task')} merged into ${after.length} (--max-tasks): at most ${count(largest, 'node')} in one`,
	];
}

const tooFew = (most: number, possible: number): WizardError =>
	new WizardError('project', `kfp-wizard cannot merge the nodes into ${count(most, 'task')}`, {
		code: 'MAX_TASKS',
		detail: `With ${count(possible, 'task')} it can; settings that contradict each other in kfp.yml, or long names, keep nodes apart`,
		next: [{command: `--max-tasks ${possible}`}],
	});
