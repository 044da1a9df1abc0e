// The seconds of nodes from the times of tasks.
import {expect, it} from 'vitest';
import {measuredSeconds} from '../../../src/tasks/measured-seconds.ts';

const seconds = (...tasks: readonly (readonly [nodes: string, seconds: number])[]) =>
	Object.fromEntries(measuredSeconds(tasks.map(([nodes, time]) => ({nodes: nodes.split(' '), seconds: time}))));

it('the shortest task is what a task takes to start', () => {
	expect(seconds(['a', 3.1], ['b', 43.4], ['c', 3.9])).toEqual({a: 1, b: 40, c: 1});
});

it('the seconds of a task are divided among its nodes', () => {
	expect(seconds(['a', 3], ['b c', 43])).toEqual({a: 1, b: 20, c: 20});
});

it('a start takes a quarter of a minute at most', () => {
	expect(seconds(['a b c d e', 515])).toEqual({a: 100, b: 100, c: 100, d: 100, e: 100});
	expect(seconds()).toEqual({});
});
