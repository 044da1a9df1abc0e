// The rule pipeline/size: more tasks, or more nodes in a task, than a cluster takes.
import {expect, it} from 'vitest';
import {facts, found, node} from '../../../../support/facts.ts';

const rule = 'pipeline/size';
/** Nodes in a row, each handing a dataset to the next. */
const row = (size: number) =>
	Array.from({length: size}, (_, index) =>
		node(`n${index}: d${index} -> d${index + 1}`, {dependencies: index === 0 ? [] : [`n${index - 1}`]}),
	);

const sized = (size: number) => found(rule, {nodes: row(size)});

it('B12: more than 150 tasks are an info, more than 400 a warning and more than 750 an error', () => {
	expect(sized(150)).toEqual([]);
	expect(sized(151)).toMatchObject([{severity: 'info', message: expect.stringContaining('302 pods')}]);
	expect(sized(401)).toMatchObject([{severity: 'warning'}]);
	expect(sized(751)).toMatchObject([
		{severity: 'error', message: expect.stringContaining('more than one run can hold')},
	]);
});

it('the advice names the groupings that make fewer tasks, with their numbers', () => {
	expect(sized(200)[0]?.fix?.title).toBe(
		'Group nodes into fewer tasks: --group-by chain makes 1 task, --group-by all makes 1 task',
	);
});

it('a task whose node names make too long an argument is an error', () => {
	const nodes = row(1200).map(each => ({...each, name: `${'x'.repeat(100)}${each.name}`, dependencies: []}));
	const {graph} = facts({nodes, together: nodes.map(({name}) => name)});
	expect(found(rule, {nodes, graph})).toMatchObject([
		{severity: 'error', message: expect.stringContaining('Linux takes 128 KiB')},
	]);
});
