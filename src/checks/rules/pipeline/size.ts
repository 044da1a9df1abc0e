// The size of a run, and of the names in one task, against what Kubernetes, Argo and Linux take.
import type {RunFormat, WorkflowSize} from '../../../pipeline-spec/size/size.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import {bytes, count, duration} from '../../../system/text.ts';
import {groupings} from '../../../tasks/group-by.ts';
import {groupTasks} from '../../../tasks/group-tasks.ts';
import {longestNodes, nodesLength} from '../../../tasks/node-names-limit.ts';
import {runSize} from '../../../tasks/run-size.ts';
import type {Facts} from '../../facts.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {largestLimit} from '../../largest-limit.ts';

/** Bytes of a Workflow that Kubernetes stores, and that Argo keeps with the states of the tasks; of an argument on Linux. */
const limits = {kubernetes: 1.5 * 2 ** 20, argo: 2 ** 20, argument: 2 ** 17 - 1};
/** No task takes less of a Workflow, with its state. */
const leastBytes = 800;
/** Tasks that are many to wait for. */
const slow = 150;

export const pipelineSize: Rule = {
	id: 'pipeline/size',
	severity: 'varies',
	title: 'The run is larger than a cluster takes, or takes long to start its tasks',
	why: `A run is one object, the Workflow. Kubernetes refuses one above ${bytes(limits.kubernetes)}, and Argo stops a run whose Workflow is above ${bytes(limits.argo)} (errors), also when the states of its tasks are added (warning). Argument and variables of a container are at most 128 KiB each; kfp-wizard divides a large pipeline into sub-DAGs of at most 50 tasks for that. Each task takes two pods, and each level about 20 s of waiting time.`,
	fix: 'Group nodes into fewer tasks with `--max-tasks` or `--group-by`',
	check: facts => [...tooLarge(facts), ...tooManyNodes(facts)],
};

function tooLarge(facts: Facts): readonly RatedProblem[] {
	const {graph, run} = facts;
	const size = run?.sizeOf(graph, run.format);
	if (run === undefined || size === undefined) return [];
	const {tasks, pods, waiting} = runSize(graph);
	const of = `The Workflow of ${count(tasks, 'task')}`;
	const problems = [
		...over(size.created, limits.kubernetes, 'error', `${of} takes about`, 'Kubernetes refuses more than'),
		...(size.created > limits.kubernetes
			? []
			: over(size.created, limits.argo, 'error', `${of} takes about`, 'Argo stops a run of more than')),
		...(size.created > limits.argo
			? []
			: over(
					size.ended,
					limits.argo,
					'warning',
					`${of} takes about ${bytes(size.created)}, and with the states of all tasks`,
					'Argo stops a run of more than',
				)),
		...over(size.argument, limits.argument, 'error', 'The longest argument of a container takes', 'Linux takes'),
	];
	if (problems.length > 0) {
		const fix = waysBelow(facts, size);
		return problems.map(problem => ({...problem, fix}));
	}
	if (tasks <= slow) return [];
	const cost = `${count(tasks, 'task')} take ${count(pods, 'pod')} and about ${duration(waiting * 1000)} of waiting time`;
	const message = `${cost}; their Workflow takes about ${bytes(size.created)} of the ${bytes(limits.argo)} that a run may have`;
	return [{severity: 'info', message, fix: `Group nodes into fewer tasks: ${fewer(facts).join(', ') || byTags}`}];
}

type Unfixed = Omit<RatedProblem, 'fix'>;

function over(
	size: number,
	limit: number,
	severity: 'error' | 'warning',
	what: string,
	most: string,
): readonly Unfixed[] {
	if (size <= limit) return [];
	const message = `${what} ${bytes(size)}: ${most} ${bytes(limit)} (${bytes(size - limit)} too much)`;
	return [{severity, message}];
}

const byTags = 'add tags to them and use --group-by tag';

/** What brings the run below all limits, each with its size. */
function waysBelow(facts: Facts, now: WorkflowSize): string {
	const {graph, run} = facts;
	if (run === undefined) return '';
	const sized = (flags: string, other: TaskGraph, format: RunFormat = run.format): readonly string[] => {
		if (other.tasks.length * leastBytes > limits.argo) return [];
		const size = run.sizeOf(other, format);
		return size !== undefined && fits(size)
			? [`${flags} (${count(other.tasks.length, 'task')}, ${bytes(size.created)})`]
			: [];
	};
	const tasks = graph.tasks.length;
	const least = leastEnded(facts);
	// No grouping can help: all would be made for nothing, of thousands of nodes at some cost.
	if (least > limits.argo) return inParts;
	const ways = [
		...largestLimit(Math.min(tasks, ((limits.argo - least) / (now.ended - least)) * tasks), most => {
			const limited = run.atMost(most);
			return limited === undefined ? [] : sized(`--max-tasks ${most}`, limited);
		}),
		...others(facts).flatMap(({by, graph: other}) => sized(`--group-by ${by}`, other)),
		...(run.format === 'kfp' ? sized('--format argo', graph, 'argo') : []),
	];
	return ways.length === 0 ? inParts : `Use one of these: ${ways.join(', ')}`;
}

const inParts = 'Deploy parts of the pipeline, such as with --tags or --from-nodes, each with a --kfp-name of its own';

/** With all nodes in one task: their names stay, however they are grouped. */
function leastEnded({pipeline, run}: Facts): number {
	const one = groupTasks(pipeline, 'all', () => false);
	return run?.sizeOf(one, run.format)?.ended ?? 0;
}

const fits = ({created, ended, argument}: WorkflowSize): boolean =>
	Math.max(created, ended) <= limits.argo && argument <= limits.argument;

/** `--group-by chain makes 40 tasks (90.1 kB)`, for every grouping that makes fewer. */
const fewer = (facts: Facts): readonly string[] =>
	others(facts).map(({by, graph}) => {
		const size = facts.run?.sizeOf(graph, facts.run.format);
		return `--group-by ${by} makes ${count(graph.tasks.length, 'task')}${size === undefined ? '' : ` (${bytes(size.created)})`}`;
	});

type Other = {readonly by: string; readonly graph: TaskGraph};

/** The groupings that make fewer tasks. */
const others = ({pipeline, graph, kindOf}: Facts): readonly Other[] =>
	groupings
		// What `auto` makes depends on the times of the nodes, which are not a fact of the checks.
		.filter(({by}) => by !== 'node' && by !== 'auto')
		.map(({by}) => ({by, graph: groupTasks(pipeline, by, name => kindOf(name) === 'memory')}))
		.filter(other => other.graph.tasks.length < graph.tasks.length);

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
