// The run that a rehearsal stands for: its id, and the values of its inputs.
import {randomUUID} from 'node:crypto';
import {asInput, inputProblem, plainData} from '../pipeline-spec/pipeline-inputs.ts';
import type {SpecInputSummary} from '../pipeline-spec/read-spec.ts';
import type {RunValues} from '../pipeline-spec/spec-summary.ts';
import {now} from '../system/clock.ts';
import {type Exact, toJson} from '../system/exact-values.ts';
import {cleanLine} from '../system/text.ts';
import type {Options} from '../options/options.ts';
import {bad, readValues, unknownKey} from '../options/params.ts';

/** A run with an id like those of Kubeflow, created now. */
export const rehearsalRun = (): NonNullable<RunValues['run']> => ({
	id: randomUUID(),
	created: now()
		.toISOString()
		.replace(/\.\d+Z$/, 'Z'),
});

/**
 * The values of `--param` for the inputs of an existing spec, by their names.
 * @throws WizardError `usage` for a key that is not an input of the spec, or a value that has another type.
 */
export function inputsFor(inputs: readonly SpecInputSummary[], options: Options): Record<string, unknown> {
	return Object.fromEntries(
		[...readValues(options)].map(([key, value]) => {
			const input = inputs.find(one => one.key === key) ?? inputs.find(one => one.name === key);
			if (input === undefined)
				throw unknownKey(
					key,
					inputs.map(one => one.key),
					'param',
					options.param,
					{command: 'kfp-wizard deploy --expose-param KEY', when: 'to make a parameter an input of the next version'},
				);
			return [input.name, valueFor(input, key, value)];
		}),
	);
}

function valueFor({type, initial}: SpecInputSummary, key: string, value: Exact): unknown {
	if (type === undefined) return typeof value === 'string' ? value : toJson(value);
	if (type === 'STRING' && initial === 'null') return toJson(value);
	const fitting = asInput(type, value);
	const problem =
		value === null ? 'is null, and an input of a KFP pipeline cannot be null' : inputProblem(type, fitting);
	if (problem !== undefined) throw bad(`The value of ${cleanLine(key)} ${problem}`);
	return plainData(fitting);
}
