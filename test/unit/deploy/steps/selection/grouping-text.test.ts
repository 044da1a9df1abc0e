// How a grouping is described in text and JSON.
import {expect, it} from 'vitest';
import {groupingDocument, groupingInWords} from '../../../../../src/deploy/steps/selection/grouping-text.ts';
import {memoryDatasets} from '../../../../../src/kedro/datasets.ts';
import {groupTasks} from '../../../../../src/tasks/group-tasks.ts';
import {facts} from '../../../../support/facts.ts';
import {line, pipelineOf} from '../../../../support/pipeline-of.ts';

const {project} = facts();
const chain = pipelineOf(line);

it('a grouping in words has nodes, tasks, pods, levels and the datasets between tasks', () => {
	const words = (by: string) => groupingInWords(groupTasks(chain, by, memoryDatasets(project)), chain);
	expect(words('node')).toBe('3 tasks, 6 pods, 3 levels · 2 datasets between tasks');
	expect(words('all')).toBe('3 nodes in 1 task, 2 pods, 1 level · 0 datasets between tasks');
});

it('a grouping as JSON has the same numbers, the graph and what crosses it', () => {
	const graph = groupTasks(chain, 'node', memoryDatasets(project));
	const chosen = {
		pipeline: {value: '__default__', source: 'default'},
		env: {value: 's3', source: '--env'},
		groupBy: {value: 'node', source: 'default'},
	};
	expect(groupingDocument({project, pipeline: chain, graph, chosen}, {})).toMatchObject({
		by: 'node',
		nodes: 3,
		tasks: 3,
		pods: 6,
		levels: 3,
		graph: graph.tasks,
		crossing: [{dataset: 'x'}, {dataset: 'y'}],
	});
	const filter = {fromNodes: ['a'], toNodes: [], nodes: [], tags: [], fromInputs: [], toOutputs: []};
	const part = {filter, flags: ' --from-nodes a', of: 4};
	expect(groupingDocument({project, pipeline: chain, graph, chosen, part}, {})).toMatchObject({part: '--from-nodes a'});
});
