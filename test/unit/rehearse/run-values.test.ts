// The values of the run that a rehearsal stands for.
import {expect, it} from 'vitest';
import type {SpecInputSummary} from '../../../src/pipeline-spec/read-spec.ts';
import {inputsFor, rehearsalRun} from '../../../src/rehearse/run-values.ts';

const typed = (...texts: readonly string[]) => ({param: {value: texts, source: '--param'}});

const input = (key: string, type: SpecInputSummary['type'], initial: unknown): SpecInputSummary => ({
	key,
	name: key.replaceAll('.', '_'),
	type,
	initial,
});

it('the inputs of a spec get the values of --param, by key or name, in their types', () => {
	const inputs = [
		input('model.depth', 'NUMBER_INTEGER', 3),
		input('alpha', 'NUMBER_DOUBLE', 0.5),
		input('nothing', 'STRING', 'null'),
		input('old', undefined, 'x'),
	];
	const values = inputsFor(inputs, typed('model_depth=7', 'alpha=1', 'nothing=[1.0, "ü"]', 'old=5'));
	expect(values).toEqual({model_depth: 7, alpha: 1, nothing: '[1.0,"\\u00fc"]', old: '5'});
	expect(inputsFor(inputs, typed('model.depth=8'))).toEqual({model_depth: 8});
	expect(() => inputsFor(inputs, typed('alpa=1'))).toThrow('did you mean alpha?');
	expect(() => inputsFor(inputs, typed('model.depth=deep'))).toThrow('is STRING, and the input is NUMBER_INTEGER');
});

it('each rehearsal is a run with its own id', () => {
	const one = rehearsalRun();
	expect(one.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
	expect(rehearsalRun().id).not.toBe(one.id);
});
