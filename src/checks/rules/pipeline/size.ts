// The number of tasks against what a cluster takes.
import type {Finding} from '../../../schema/finding.ts';
import {count, duration} from '../../../system/text.ts';
import {groupings} from '../../../tasks/group-by.ts';
import {groupTasks} from '../../../tasks/group-tasks.ts';
import {longestNodes, nodesLength} from '../../../tasks/node-names-limit.ts';
import {finding} from '../../finding.ts';
import type {Facts, Rule} from '../../rule.ts';
import {runSize} from '../../../tasks/run-size.ts';

const id = 'pipeline/size';

/** Measured with names of 35 characters on KFP 2.17: 1,000 tasks are refused for their size, 600 are not. */
const refused = 750;
/** Beyond, the Workflow and the states of its tasks come near the 1 MiB that Argo keeps. */
const risky = 400;
const slow = 150;

export const pipelineSize: Rule = {
	id,
	severity: 'varies',
	title: 'The pipeline has more tasks, or a task more nodes, than a cluster takes',
	why: `A run is one object of at most 1.5 MB, some ${refused} tasks (error), and Argo keeps 1 MB of it with the states of the tasks, some ${risky} (warning). Each task is two pods and each level about 20 s of waiting. The names of a task's nodes are one argument, of at most 128 KiB.`,
	fix: 'Group nodes into fewer tasks with `--group-by`',
	check: facts => [...tooManyTasks(facts), ...tooManyNodes(facts)],
};

function tooManyTasks(facts: Facts): readonly Finding[] {
	const {tasks, pods, waiting} = runSize(facts.graph);
	if (tasks <= slow) return [];
	const cost = `${count(tasks, 'task')} are ${count(pods, 'pod')} and about ${duration(waiting * 1000)} of waiting`;
	const more = tasks > refused ? ', more than one run can hold' : tasks > risky ? ', near what one run can hold' : '';
	return [
		finding({
			rule: id,
			severity: tasks > refused ? 'error' : tasks > risky ? 'warning' : 'info',
			message: `${cost}${more}`,
			fix: `Group nodes into fewer tasks: ${alternatives(facts)}`,
		}),
	];
}

/** `--group-by chain makes 40 tasks of them`, for every way that makes fewer. */
function alternatives({pipeline, graph, kindOf}: Facts): string {
	const ways = groupings.filter(({by}) => by !== 'node');
	const fewer = ways.flatMap(({by}) => {
		const {length} = groupTasks(pipeline, by, name => kindOf(name) === 'memory').tasks;
		return length < graph.tasks.length ? [`--group-by ${by} makes ${count(length, 'task')}`] : [];
	});
	return fewer.length === 0 ? 'give them tags and take --group-by tag' : fewer.join(', ');
}

function tooManyNodes({graph}: Facts): readonly Finding[] {
	return graph.tasks.flatMap(({title, nodes}) => {
		const length = nodesLength(nodes);
		if (length <= longestNodes) return [];
		return [
			finding({
				rule: id,
				severity: 'error',
				message: `The names of the ${count(nodes.length, 'node')} of ${title} make an argument of ${count(length, 'byte')}: Linux takes 128 KiB`,
				fix: 'Group nodes into more tasks',
			}),
		];
	});
}
