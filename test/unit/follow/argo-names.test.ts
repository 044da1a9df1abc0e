// Names and ids of Argo nodes, as recorded.
import {describe, expect, it} from 'vitest';
import {nodeId, podPlace} from '../../../src/follow/argo-names.ts';

describe('podPlace', () => {
	it.each([
		['wf(0).root-driver(0)', undefined],
		['wf(0).root(0).train-driver(0)', {part: 'driver', task: 'train', groups: [], attempt: 0}],
		['wf(0).root(0).train(0).executor(1)', {part: 'executor', task: 'train', groups: [], attempt: 1}],
		['wf.root.train.executor', {part: 'executor', task: 'train', groups: [], attempt: 0}],
		['wf(0).root(0).group(0).in-one(0).executor(0)', {part: 'executor', task: 'in-one', groups: ['group'], attempt: 0}],
		['wf(0).root(0).group(0).in-one-driver(0)', {part: 'driver', task: 'in-one', groups: ['group'], attempt: 0}],
		['wf(0).split-by-height(0)', {part: 'executor', task: 'split-by-height', groups: [], attempt: 0}],
		['', undefined],
	])('places %s', (node, place) => expect(podPlace(node, () => false)).toEqual(place));

	it('takes a task whose name ends in -driver for a task', () =>
		expect(podPlace('wf(0).root(0).truck-driver(0).executor(0)', name => name === 'truck-driver')).toMatchObject({
			part: 'executor',
			task: 'truck-driver',
		}));
});

it('nodeId gives the ids that Argo gives', () => {
	expect(nodeId('fail-oom-r9f5s', 'fail-oom-r9f5s(0).root(0).bad(0).executor(0)')).toBe('fail-oom-r9f5s-1285775141');
	expect(nodeId('fail-oom-r9f5s', 'fail-oom-r9f5s')).toBe('fail-oom-r9f5s');
});
