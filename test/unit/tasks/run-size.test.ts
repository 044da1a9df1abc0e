// Tasks, pods, levels and waiting time of a run.
import {expect, it} from 'vitest';
import {oneTaskPerNode} from '../../../src/tasks/build-graph.ts';
import {groupTasks} from '../../../src/tasks/group-tasks.ts';
import {levels, runSize} from '../../../src/tasks/run-size.ts';
import {diamond, pipelineOf} from '../../support/pipeline-of.ts';
import {pipeline} from '../../support/spec-samples.ts';

const never = (): boolean => false;

it('a run has two pods per task and twenty seconds of waiting time per level', () => {
	expect(runSize(groupTasks(pipelineOf(diamond), 'node', never))).toEqual({tasks: 5, pods: 10, levels: 4, waiting: 80});
	expect(runSize(groupTasks(pipelineOf(diamond), 'all', never))).toEqual({tasks: 1, pods: 2, levels: 1, waiting: 20});
	expect(runSize({pipeline: 'p', tasks: []})).toEqual({tasks: 0, pods: 0, levels: 0, waiting: 0});
});

it('levels are the tasks on the longest path', () => {
	expect(levels(oneTaskPerNode(pipeline({})))).toBe(0);
	expect(levels(oneTaskPerNode(pipeline({a: [], b: []})))).toBe(1);
	expect(levels(oneTaskPerNode(pipeline({a: [], b: ['a'], c: ['a'], d: ['c', 'a']})))).toBe(3);
});
