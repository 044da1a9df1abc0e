// The rule pipeline/size: a run, or the names in one task, that are larger than a cluster takes.
import {describe, expect, it} from 'vitest';
import type {Facts} from '../../../../../src/checks/facts.ts';
import type {TaskGraph} from '../../../../../src/schema/graph.ts';
import {oneTaskPerNode} from '../../../../../src/tasks/build-graph.ts';
import {facts, found, node} from '../../../../support/facts.ts';

const rule = 'pipeline/size';
/** Nodes in a row, each handing a dataset to the next. */
const row = (size: number) =>
	Array.from({length: size}, (_, index) =>
		node(`n${index}: d${index} -> d${index + 1}`, {dependencies: index === 0 ? [] : [`n${index - 1}`]}),
	);

const sizeOf = ({tasks}: TaskGraph, each: number) => ({
	created: tasks.length * each,
	ended: tasks.length * (each + 1000),
	argument: 100 * tasks.length,
});
/** 2 kB for each task of a v2 run and 1 kB for one of a v1 run; the states of a task are 1 kB more. */
const run: NonNullable<Facts['run']> = {
	format: 'kfp',
	sizeOf: (graph, format) => sizeOf(graph, format === 'kfp' ? 2000 : 1000),
	atMost: most => oneTaskPerNode({name: 'x', nodes: row(most)}),
};
const sized = (size: number, more: Partial<typeof run> = {}) => found(rule, {nodes: row(size), run: {...run, ...more}});

it('B12: many tasks are an info, more than Argo keeps with their states a warning, more than one run holds an error', () => {
	expect(sized(150)).toEqual([]);
	expect(sized(151)).toMatchObject([
		{severity: 'info', message: expect.stringMatching(/302 pods .* about 302\.0 kB of the 1\.0 MB/)},
	]);
	expect(sized(401)).toMatchObject([
		{
			severity: 'warning',
			message:
				'The Workflow of 401 tasks takes about 802.0 kB, and with the states of all tasks 1.2 MB: Argo stops a run of more than 1.0 MB (154.4 kB too much)',
		},
	]);
	expect(sized(751)).toMatchObject([
		{severity: 'error', message: expect.stringMatching(/takes about 1\.5 MB: Argo stops .* \(453\.4 kB too much\)/)},
	]);
	expect(sized(1001)).toMatchObject([
		{
			severity: 'error',
			message: expect.stringMatching(/takes about 2\.0 MB: Kubernetes refuses .* 1\.6 MB \(429\.1 kB/),
		},
	]);
});

describe('what the advice offers', () => {
	it('for many tasks the groupings that make fewer, with their sizes', () => {
		expect(sized(200)[0]?.fix?.title).toBe(
			'Group nodes into fewer tasks: --group-by chain makes 1 task (2.0 kB), --group-by all makes 1 task (2.0 kB)',
		);
	});

	it('for a run that is too large only what brings it below every limit, with its size', () => {
		expect(sized(600)[0]?.fix?.title).toBe(
			'Use one of these: --max-tasks 340 (340 tasks, 680.0 kB), --group-by chain (1 task, 2.0 kB), --group-by all (1 task, 2.0 kB)',
		);
		expect(sized(500)[0]?.fix?.title).toContain('--format argo (500 tasks, 500.0 kB)');
	});

	it('fewer tasks than settings of nodes allow are not offered', () => {
		expect(sized(600, {atMost: () => undefined})[0]?.fix?.title).not.toContain('--max-tasks');
	});

	it('parts of the pipeline where nothing else helps', () => {
		const huge = () => ({created: 2e6, ended: 3e6, argument: 10});
		expect(sized(600, {sizeOf: huge})[0]?.fix?.title).toMatch(/^Deploy parts of the pipeline/);
	});
});

it('an argument that is longer than Linux takes is an error', () => {
	const long = () => ({created: 2e5, ended: 3e5, argument: 140_000});
	expect(sized(10, {sizeOf: long})).toMatchObject([
		{
			severity: 'error',
			message: 'The longest argument of a container takes 140.0 kB: Linux takes 131.1 kB (8.9 kB too much)',
		},
	]);
});

it('nothing where no spec can be made', () => {
	expect(sized(600, {sizeOf: () => undefined})).toEqual([]);
});

it('a task whose node names make too long an argument is an error', () => {
	const nodes = row(1200).map(each => ({...each, name: `${'x'.repeat(100)}${each.name}`, dependencies: []}));
	const {graph} = facts({nodes, together: nodes.map(({name}) => name)});
	expect(found(rule, {nodes, graph})).toMatchObject([
		{severity: 'error', message: expect.stringContaining('Linux takes 128 KiB')},
	]);
});
