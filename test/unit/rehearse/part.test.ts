// Rehearsing a part of a spec: which tasks run, with which nodes, and what they wait for.
import {expect, it} from 'vitest';
import type {Execution} from '../../../src/pipeline-spec/read-spec.ts';
import {partOfSpec} from '../../../src/rehearse/part.ts';

const execution = (task: string, words: readonly string[], dependsOn: readonly string[] = []): Execution => ({
	task,
	command: ['kedro', 'run', '--env=s3', ...words],
	env: {},
	image: 'demo:1',
	secretEnv: [],
	dependsOn,
});

it('only tasks with a chosen node run, only with these nodes, and wait only for each other', () => {
	const all = ['load', 'clean', 'fit', 'score'];
	const spec = [
		execution('data', ['--nodes=load,clean']),
		execution('fit', ['--nodes=fit'], ['data']),
		execution('score', ['--nodes=score'], ['fit', 'data']),
	];
	expect(partOfSpec(spec, ['clean', 'score'], all)).toEqual([
		execution('data', ['--nodes=clean']),
		execution('score', ['--nodes=score'], ['data']),
	]);
	const end = {...execution('on-exit', [], ['score']), always: true as const};
	expect(partOfSpec([...spec, end], ['clean'], all).at(-1), 'the end follows what runs').toEqual({
		...end,
		dependsOn: ['data'],
	});
	const start = {...execution('on-start', ['--pipelines=begin']), first: true as const};
	const first = spec.map(one => ({...one, dependsOn: ['on-start', ...one.dependsOn]}));
	expect(partOfSpec([start, ...first], ['score'], all), 'what runs first runs with any part').toEqual([
		start,
		execution('score', ['--nodes=score'], ['on-start']),
	]);
	expect(partOfSpec([execution('all', [])], ['fit'], all)).toEqual([execution('all', ['--nodes=fit'])]);
	expect(partOfSpec(spec, all, all)).toEqual(spec);
});
