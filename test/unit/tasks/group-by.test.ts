// The values of --group-by.
import {describe, expect, it} from 'vitest';
import {groupByPattern, groupByProblem, groupings, groupByText} from '../../../src/tasks/group-by.ts';

describe('groupByProblem', () => {
	it('every choice is valid, and so is a tag with a prefix', () => {
		for (const {by} of groupings) expect(groupByProblem(by)).toBeUndefined();
		expect(groupByProblem('tag:deploy.')).toBeUndefined();
	});

	it.each([
		['nodes', /did you mean node\?/],
		['', /\nValid groupings: node, chain, memory, namespace, tag, tag:PREFIX, all or auto$/],
		['tag:', /needs the first letters of a tag/],
		['namespace:x', /is not a valid grouping/],
	])('%j is refused', (text, problem) => {
		expect(groupByProblem(text)).toMatch(problem);
	});
});

it('the text and the pattern come from the list of groupings', () => {
	expect(groupByText).toBe('node, chain, memory, namespace, tag, tag:PREFIX, all or auto');
	expect(
		['node', 'all', 'tag', 'tag:deploy.', 'tag:', 'tags', 'node,all'].filter(text => groupByPattern.test(text)),
	).toEqual(['node', 'all', 'tag', 'tag:deploy.']);
});
