// Type annotations of node functions: which one counts, and which values cannot be stored.
import {expect, it} from 'vitest';
import {annotationOf, cannotBeStored} from '../../../src/checks/type-annotations.ts';
import {node} from '../../support/facts.ts';

it('the annotation of the node that writes a dataset wins over those of its readers', () => {
	const reader = node('two: x -> y', {hints: {x: 'list'}});
	const writer = node('one: raw -> x', {hints: {x: 'str'}});
	expect(annotationOf('x', {pipelines: [{name: 'p', nodes: [reader, writer]}]})).toBe('str');
	expect(annotationOf('x', {pipelines: [{name: 'p', nodes: [reader]}]})).toBe('list');
	expect(annotationOf('raw', {pipelines: [{name: 'p', nodes: [writer]}]})).toBeUndefined();
});

it.each(['typing.Iterator[int]', 'collections.abc.Callable', 't.Generator[int]', 'contextlib.ExitStack'])(
	'a value of the type %s cannot be stored',
	annotation => expect(cannotBeStored(annotation)).toBe(true),
);

it.each(['list[int]', 'demo.Iterator', undefined])('a value of the type %s can be stored', annotation =>
	expect(cannotBeStored(annotation)).toBe(false),
);
