// The values of chosen parameters, read through the project's own configuration loader; of the others only the names.
import * as z from 'zod';
import {WizardError} from '../system/errors.ts';
import {type Exact, fromJson} from '../system/exact-values.ts';
import {askInspector, type InspectOptions} from './inspect.ts';

export type Parameters = {
	/** Keys of all parameters, nested ones with dots. */
	readonly known: readonly string[];
	/** Keys that the configuration takes from a run, with `${runtime_params:KEY}`. */
	readonly runtime: readonly string[];
	readonly values: ReadonlyMap<string, Exact>;
};

const Answer = z.object({
	parameters: z.object({
		known: z.array(z.string()),
		runtime: z.array(z.string()),
		values: z.array(z.object({key: z.string(), json: z.string().nullable(), problem: z.string().nullable()})),
	}),
});

/**
 * @param keys whose values are wanted; those that are not there are left out
 * @throws WizardError as `inspectProject`; `project` with `PARAMETER_VALUE` for a value that JSON does not have.
 */
export async function readParameters(options: InspectOptions, keys: readonly string[]): Promise<Parameters> {
	const {known, runtime, values} = (await askInspector(options, {values: keys}, Answer)).parameters;
	const odd = values.find(({problem}) => problem !== null);
	if (odd !== undefined)
		throw new WizardError('project', `The parameter ${odd.key} ${odd.problem}`, {code: 'PARAMETER_VALUE'});
	return {
		known,
		runtime,
		values: new Map(values.flatMap(({key, json}) => (json === null ? [] : [[key, fromJson(json)] as const]))),
	};
}
