// The rule pipeline/empty: pipelines without nodes.
import {expect, it} from 'vitest';
import {found, node} from '../../../../support/facts.ts';

const rule = 'pipeline/empty';

it('B12: a pipeline without nodes is an error, and the advice names the other pipelines', () => {
	const pipelines = [
		{name: '__default__', nodes: []},
		{name: 'training', nodes: [node('a: x -> y')]},
	];
	const [finding] = found(rule, {nodes: [], project: {pipelines}});
	expect(finding).toMatchObject({severity: 'error'});
	expect(finding?.fix?.title).toContain('training');
});

it('a pipeline with a node passes', () => {
	expect(found(rule)).toEqual([]);
});
