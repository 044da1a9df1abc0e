// The values of `--group-by`: the ways to group the nodes of a pipeline into tasks.
import {didYouMean} from '../system/nearest.ts';

export type Grouping = {
	/** As `--group-by` takes it. */
	readonly by: 'auto' | 'node' | 'memory' | 'chain' | 'namespace' | 'tag' | 'all';
	/** The nodes that share a task, in two or three words. */
	readonly text: string;
	/** What this way gains and loses. */
	readonly effect: string;
};

/** The choices, from many tasks to one. `tag` may be narrowed as `tag:PREFIX`. */
export const groupings: readonly Grouping[] = [
	{
		by: 'node',
		text: 'one node each',
		effect:
			'Each node runs, fails and is retried by itself, with resources of its own; what nodes pass on goes through storage.',
	},
	{
		by: 'chain',
		text: 'chains in one',
		effect:
			'Nodes in a row share a container: fewer pods to wait for, and less to store; a failure repeats the whole row.',
	},
	{
		by: 'memory',
		text: 'what shares memory',
		effect:
			'Nodes that pass data in memory share a container: that data is not stored; the nodes run one after the other.',
	},
	{
		by: 'namespace',
		text: 'namespaces',
		effect:
			'Each namespace is a container: fewer pods to wait for; its nodes share resources and are retried together.',
	},
	{
		by: 'tag',
		text: 'tags',
		effect: 'Nodes with the same tags share a container and its resources; they are retried together.',
	},
	{
		by: 'all',
		text: 'all in one',
		effect: 'The shortest wait and nothing to store; nothing runs at the same time, and a failure repeats everything.',
	},
	{
		by: 'auto',
		text: 'the fastest run',
		effect: 'The tasks with the least predicted time of a run; nodes that pass data in memory share a container.',
	},
];

const names = groupings.map(({by}) => by);

/** Every valid value, as one text for `--help` and messages. */
export const groupByText = `${names
	.slice(0, -1)
	.flatMap(by => (by === 'tag' ? [by, 'tag:PREFIX'] : [by]))
	.join(', ')} or ${names.at(-1)}`;

/** Matches every valid value, for the schema of kfp.yml too. */
export const groupByPattern = new RegExp(`^(?:${names.join('|')}|tag:\\S.*)$`);

/** Why a value of `--group-by` is not valid, or `undefined`; the second line lists the valid values. */
export function groupByProblem(text: string): string | undefined {
	if (groupByPattern.test(text)) return undefined;
	if (text.startsWith('tag:')) return 'tag: needs the first letters of a tag after it; for all tags it is tag alone';
	return `${JSON.stringify(text)} is not a valid grouping${didYouMean(text, names)}\nValid groupings: ${groupByText}`;
}
