// Reads the values of some parameters with the project's own configuration loader; of the others only the names.
import * as z from 'zod';
import {WizardError} from '../system/errors.ts';
import {type Exact, fromJson} from '../system/exact-values.ts';
import {quote} from '../system/text.ts';
import {askInspector, type InspectOptions} from './inspect.ts';

export type Parameters = {
	/** Keys of all parameters, nested ones with dots. */
	readonly known: readonly string[];
	/** Keys of the runtime parameters that the configuration uses, as `${runtime_params:KEY}`. */
	readonly runtime: readonly string[];
	/** The defaults that the configuration gives to runtime parameters, as YAML texts; `null` where it gives none. */
	readonly defaults: ReadonlyMap<string, string | null>;
	readonly values: ReadonlyMap<string, Exact>;
};

const Answer = z.object({
	parameters: z.object({
		known: z.array(z.string()),
		runtime: z.array(z.string()),
		defaults: z.array(z.object({key: z.string(), text: z.string().nullable()})),
		values: z.array(z.object({key: z.string(), json: z.string().nullable(), problem: z.string().nullable()})),
	}),
});

/**
 * @param keys of the values to read; unknown keys are left out
 * @throws WizardError as `inspectProject`; `project` with `PARAMETER_VALUE` for a value that JSON cannot represent.
 */
export async function readParameters(options: InspectOptions, keys: readonly string[]): Promise<Parameters> {
	const {known, runtime, defaults, values} = (await askInspector(options, {values: keys}, Answer)).parameters;
	const refused = values.find(({problem}) => problem !== null);
	if (refused !== undefined)
		throw new WizardError('project', `The parameter ${refused.key} ${refused.problem}`, {
			code: 'PARAMETER_VALUE',
			next: [
				{
					command: ['kfp-wizard', ...keys.map(key => `--expose-param ${quote(key)}`)].join(' '),
					when: 'after you wrote it as a text or a number',
				},
			],
		});
	return {
		known,
		runtime,
		defaults: new Map(defaults.map(({key, text}) => [key, text])),
		values: new Map(values.flatMap(({key, json}) => (json === null ? [] : [[key, fromJson(json)] as const]))),
	};
}
