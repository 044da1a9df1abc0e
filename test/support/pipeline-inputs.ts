// Pipeline inputs of every type for tests.
import {inputNames, inputType, type PipelineInput} from '../../src/pipeline-spec/pipeline-inputs.ts';
import type {Exact} from '../../src/system/exact-values.ts';
import {pipeline} from './spec-samples.ts';

export const input = (key: string, initial: Exact): PipelineInput => ({
	key,
	name: inputNames([key]).get(key) ?? key,
	type: inputType(initial),
	initial,
});

export const inputs = [
	input('text', 'a, "b" \'c\'\n\tü <&>'),
	input('empty', ''),
	input('looks', '012'),
	input('model.depth', 3n),
	input('alpha', 1),
	input('huge', 1e21),
	input('tiny', 1e-7),
	input('flag', false),
	input('features', ['a,b', 1n, 2.5, null, true, {k: '"v"'}]),
	input('layers', {z: {y: [1n]}, a: '<&>'}),
	input('nothing', null),
];

export const small = pipeline({clean: [], train: ['clean']});
export const run = {id: '17ee73b1-eb13-424e-b319-4f96580efda4', created: '2026-11-22T23:29:04Z'};
