// The number of tasks, and of nodes in a task, against what a cluster takes.
import {count, duration} from '../../../system/text.ts';
import {groupings} from '../../../tasks/group-by.ts';
import {groupTasks} from '../../../tasks/group-tasks.ts';
import {longestNodes, nodesLength} from '../../../tasks/node-names-limit.ts';
import {runSize} from '../../../tasks/run-size.ts';
import type {Facts} from '../../facts.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

/** Measured with names of 35 characters on KFP 2.17: 1,000 tasks are refused for their size, 600 are not. */
const refused = 750;
/** Beyond, the Workflow and the states of its tasks come near the 1 MiB that Argo keeps. */
const risky = 400;
const slow = 150;

export const pipelineSize: Rule = {
	id: 'pipeline/size',
	severity: 'varies',
	title: 'The pipeline has more tasks, or a task has more nodes, than a cluster takes',
	why: `A run is one object of at most 1.5 MB, which is about ${refused} tasks (error). Argo keeps 1 MB of it with the states of the tasks, which is about ${risky} (warning). Each task takes two pods, and each level about 20 s of waiting time. The names of a task's nodes are one argument of at most 128 KiB.`,
	fix: 'Group nodes into fewer tasks with `--group-by`',
	check: facts => [...tooManyTasks(facts), ...tooManyNodes(facts)],
};

function tooManyTasks(facts: Facts): readonly RatedProblem[] {
	const {tasks, pods, waiting} = runSize(facts.graph);
	if (tasks <= slow) return [];
	const cost = `${count(tasks, 'task')} take ${count(pods, 'pod')} and about ${duration(waiting * 1000)} of waiting time`;
	const more =
		tasks > refused
			? ', which is more than one run can hold'
			: tasks > risky
				? ', which is near what one run can hold'
				: '';
	return [
		{
			severity: tasks > refused ? 'error' : tasks > risky ? 'warning' : 'info',
			message: `${cost}${more}`,
			fix: `Group nodes into fewer tasks: ${alternatives(facts)}`,
		},
	];
}

/** `--group-by chain makes 40 tasks`, for every grouping that makes fewer. */
function alternatives({pipeline, graph, kindOf}: Facts): string {
	const fewer = groupings
		.filter(({by}) => by !== 'node')
		.flatMap(({by}) => {
			const {length} = groupTasks(pipeline, by, name => kindOf(name) === 'memory').tasks;
			return length < graph.tasks.length ? [`--group-by ${by} makes ${count(length, 'task')}`] : [];
		});
	return fewer.length === 0 ? 'add tags to them and use --group-by tag' : fewer.join(', ');
}

function tooManyNodes({graph}: Facts): readonly RatedProblem[] {
	return graph.tasks.flatMap(({title, nodes}): readonly RatedProblem[] => {
		const length = nodesLength(nodes);
		if (length <= longestNodes) return [];
		return [
			{
				severity: 'error',
				message: `The names of the ${count(nodes.length, 'node')} of the task ${title} make an argument of ${count(length, 'byte')}, but Linux takes 128 KiB`,
				fix: 'Group nodes into more tasks with another --group-by',
			},
		];
	});
}
