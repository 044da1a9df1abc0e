// What a rehearsal is to its tasks: a run with an identity of its own, started with the values that were given.
import {randomUUID} from 'node:crypto';
import {asInput, inputProblem, plainData} from '../pipeline-spec/pipeline-inputs.ts';
import type {SpecInputSummary} from '../pipeline-spec/read-spec.ts';
import type {RunValues} from '../pipeline-spec/run-values.ts';
import {now} from '../system/clock.ts';
import {type Exact, toJson} from '../system/exact-values.ts';
import {cleanLine} from '../system/text.ts';
import type {Given} from '../options/options.ts';
import {bad, readValues, unknownKey} from '../options/params.ts';

/** An id like that of a run on Kubeflow, created now. */
export const rehearsalRun = (): NonNullable<RunValues['run']> => ({
	id: randomUUID(),
	created: now()
		.toISOString()
		.replace(/\.\d+Z$/, 'Z'),
});

/**
 * What `--param` says of the inputs of a spec that was written before, by their names.
 * @throws WizardError `usage` for what is no input of it, or not of its type.
 */
export function inputsFor(inputs: readonly SpecInputSummary[], given: Given): Record<string, unknown> {
	return Object.fromEntries(
		[...readValues(given)].map(([key, value]) => {
			const input = inputs.find(one => one.key === key) ?? inputs.find(one => one.name === key);
			if (input === undefined)
				throw unknownKey(
					key,
					inputs.map(one => one.key),
					given['param'],
				);
			return [input.name, valueFor(input, key, value)];
		}),
	);
}

function valueFor({type, initial}: SpecInputSummary, key: string, value: Exact): unknown {
	if (type === undefined) return typeof value === 'string' ? value : toJson(value);
	if (type === 'STRING' && initial === 'null') return toJson(value);
	const fitting = asInput(type, value);
	const problem = value === null ? 'is null, and KFP has no input that may be' : inputProblem(type, fitting);
	if (problem !== undefined) throw bad(`The value of ${cleanLine(key)} ${problem}`);
	return plainData(fitting);
}
