// Kedro parameters of a deployment: those fixed in its spec (`--param`), those that a run may set (`--expose-param`).
import {type Parameters, readParameters} from '../../../kedro/read-parameters.ts';
import {isParameter} from '../../../kedro/datasets.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {
	asInput,
	inputNames,
	inputProblem,
	inputType,
	losesFloat,
	type PipelineInput,
	plainData,
} from '../../../pipeline-spec/pipeline-inputs.ts';
import type {NextCommand} from '../../../system/errors.ts';
import {type Exact, fromTyped, toJson} from '../../../system/exact-values.ts';
import {cleanLine, quote} from '../../../system/text.ts';
import type {Options} from '../../../options/options.ts';
import {bad, readExposed, readValues, refuseSecret, unknownKey} from '../../../options/params.ts';
import {readingOf, type Surroundings} from '../project/reading.ts';

export type ParametersPlan = {
	/** By key; the same in every run of this spec. */
	readonly fixed: Readonly<Record<string, Exact>>;
	readonly inputs: readonly PipelineInput[];
	/** What the run is started with, by the names of the inputs, as plain data. */
	readonly run: Readonly<Record<string, unknown>>;
};

const none: ParametersPlan = {fixed: {}, inputs: [], run: {}};

/** The largest argument that Linux takes is 128 KiB, and KFP puts it into JSON first. */
const mostBytes = 60_000;

/**
 * Reads what the project says of the chosen parameters; does not start its Python where none is chosen.
 * @throws WizardError `usage` for an unknown key, a value that would not arrive as it is, and keys that overlap.
 */
export async function planParameters(
	{project, pipeline}: {readonly project: Project; readonly pipeline: Pipeline},
	options: Options,
	context: Surroundings,
): Promise<ParametersPlan> {
	const values = readValues(options);
	const exposed = readExposed(options);
	if (values.size === 0 && exposed.length === 0) return none;
	const reading = await readingOf(project, options, context);
	const fixed = [...values].filter(([key]) => !exposed.includes(key));
	const parameters = await readParameters({...reading, parameters: Object.fromEntries(fixed)}, exposed);
	const known = knownKeys(parameters, project, pipeline);
	for (const key of values.keys()) if (!known.includes(key)) throw unknownKey(key, known, 'param', options.param);
	const source = options.exposeParam?.source ?? '--expose-param';
	const initials = new Map(exposed.map(key => [key, initialOf(key, parameters, values, options.exposeParam)]));
	for (const [key, initial] of initials) refuseSecret(key, initial, source);
	const names = inputNames(exposed);
	const inputs = [...initials].map(([key, initial]) => newInput(key, names.get(key) ?? key, initial));
	const size = Buffer.byteLength(
		toJson(Object.fromEntries([...fixed, ...inputs.map(({key, initial}) => [key, initial] as const)])),
	);
	if (size > mostBytes) throw bad(`The values of the parameters take ${size} bytes; ${mostBytes} fit`);
	const run = inputs.flatMap(input => {
		const value = values.get(input.key);
		return value === undefined ? [] : [[input.name, runValue(input, value)] as const];
	});
	return {fixed: Object.fromEntries(fixed), inputs, run: Object.fromEntries(run)};
}

/**
 * The default of an input: the value of the project, else the default of the runtime parameter in its configuration
 * (`${runtime_params:day, 2026-01-01}`), else the value of `--param`.
 * @throws WizardError `usage` for a key that the project does not know, and one that has no default.
 */
function initialOf(
	key: string,
	{values, known, runtime, defaults}: Parameters,
	given: ReadonlyMap<string, Exact>,
	exposed: Options['exposeParam'],
): Exact {
	const value = values.get(key);
	if (value !== undefined) return value;
	if (!runtime.includes(key)) throw unknownKey(key, [...known, ...runtime], 'exposeParam', exposed);
	const initial = defaultOf(defaults.get(key)) ?? given.get(key);
	if (initial !== undefined) return initial;
	const name = cleanLine(key);
	const source = exposed?.source ?? '';
	throw bad(`${name} is a runtime parameter without a default, and an input of the pipeline needs one (${source})`, [
		{
			command: `--param ${quote(`${key}=VALUE`)}`,
			when: `to set it, or write \${runtime_params:${name}, DEFAULT} in the configuration`,
		},
	]);
}

/** `undefined` for a text that is not one value. */
function defaultOf(text: string | null | undefined): Exact | undefined {
	try {
		return typeof text === 'string' ? fromTyped(text) : undefined;
	} catch {
		return undefined;
	}
}

/** A parameter of the project or of its hooks, one that its configuration takes from a run, or one that a node asks for. */
function knownKeys(
	{known, runtime}: Parameters,
	{parametersOfHooks = []}: Project,
	{nodes}: Pipeline,
): readonly string[] {
	const asked = nodes.flatMap(({inputs}) => inputs.filter(name => isParameter(name) && name !== 'parameters'));
	return [...new Set([...known, ...parametersOfHooks, ...runtime, ...asked.map(name => name.slice('params:'.length))])];
}

const fixedValue = (key: string): NextCommand => ({
	command: `--param ${quote(`${key}=VALUE`)}`,
	when: 'without --expose-param: a fixed value arrives whatever it is',
});

/** @throws WizardError `usage` for a default that KFP would change on its way. */
function newInput(key: string, name: string, initial: Exact): PipelineInput {
	const type = inputType(initial);
	const problem = initial === null ? undefined : inputProblem(type, initial);
	if (problem === undefined) return {key, name, type, initial};
	throw bad(`${cleanLine(key)} cannot be an input of the pipeline: its default ${problem}`, [fixedValue(key)]);
}

/** An input whose default does not show its type takes JSON. */
function runValue({key, type, initial}: PipelineInput, given: Exact): unknown {
	if (initial === null) return toJson(given);
	const value = asInput(type, given);
	const problem = given === null ? 'is null, and KFP has no input that may be' : inputProblem(type, value);
	if (problem !== undefined) throw bad(`The value of ${cleanLine(key)} ${problem}`);
	if (losesFloat(value, initial))
		throw bad(
			`The value of ${cleanLine(key)} has a float such as 1.0 where its default has none: KFP would make it 1`,
			[fixedValue(key)],
		);
	return plainData(value);
}
