// Inspects a Kedro project: runs the modules in inspector/ in the project's own Python and validates their answer.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import * as z from 'zod';
import {Project, SourceLocation} from '../schema/project.ts';
import {now} from '../system/clock.ts';
import {defined} from '../system/defined.ts';
import type {Environment} from '../system/environment.ts';
import {WizardError} from '../system/errors.ts';
import {run} from '../system/exec.ts';
import {type Exact, toJson} from '../system/exact-values.ts';
import {readText} from '../system/files.ts';
import {hasGroups} from '../system/groups.ts';
import {sortedEntries} from '../system/order.ts';
import {notRunAgain} from '../system/ran-commands.ts';
import {recordedApart, type Reads} from '../system/recorded-reads.ts';
import {withheldVariables} from '../system/secrecy/secret-variables.ts';
import {Sensitive} from '../system/secrets.ts';
import {withTemporaryFolder} from '../system/temporary-folder.ts';
import {clean} from '../system/text.ts';
import {answerFile} from './answer-file.ts';
import type {Interpreter} from './find-python.ts';
import {inspectionFailed, InspectorError} from './inspector-errors.ts';
import {inspectorProgram, inspectorVariables} from './inspector-program.ts';
import {noAnswer} from './no-answer.ts';
import type {PythonSession} from './python-session.ts';
import {noteRead, noteRecalled} from './read-files.ts';
import {askReadyPython, endReadyPython} from './ready-python.ts';
import {keepAnswer, recallAnswer} from './remembered-answer.ts';
import {stuckAt} from './stuck-at.ts';

export type InspectOptions = {
	/** Absolute real path of the project. */
	readonly root: string;
	readonly python: Interpreter;
	/** All environment variables that the project's Python gets. */
	readonly env: Environment;
	/** Names of variables that the project may not set itself, as if it had not found its `.env` file. */
	readonly without?: readonly string[];
	/** Default: KEDRO_ENV, else Kedro's default run environment. A missing folder is not an error: then only base is resolved. */
	readonly environment?: string;
	/** Values of the runtime parameters of a run, by key: the values of `${runtime_params:KEY}`. */
	readonly parameters?: Readonly<Record<string, Exact>>;
	/** Seconds; default 120. */
	readonly timeout?: number;
	/** Called once, after this many seconds: a project's imports may take a minute. */
	readonly slow?: {readonly after: number; readonly report: (seconds: number) => void};
	/** Called when Python runs: what is done then costs no time. */
	readonly meanwhile?: () => void;
	readonly signal?: AbortSignal;
	/** Python stays there after the first request. Default: each request has a process of its own. */
	readonly session?: PythonSession | undefined;
	/** The cache folder: answers are kept there, and taken from there where nothing has changed. */
	readonly remember?: string | undefined;
};

/** Without it Kedro loads the project's own logging, which may create files; 0.19 needs the key `loggers`. */
const quietLogging = 'version: 1\ndisable_existing_loggers: false\nloggers:\n  kedro:\n    level: WARNING\n';

const largestAnswer = 256 * 1024 * 1024;

const WholeProject = z.object({project: Project});
const Refused = z.object({error: InspectorError});
type Refused = z.infer<typeof Refused>;

const Named = z.object({name: z.string(), place: SourceLocation.nullable()});
const Missing = Named.extend({optional: z.boolean().describe('the line that reads it has another value then')});

/** What the project takes from its surroundings while it is read. */
const Surroundings = z.object({
	variables: z.object({
		missing: z.array(Missing).describe('variables that are not set'),
		assigned: z.array(Named.extend({file: z.string()})).describe('variables that it sets from a `.env` file'),
		files: z.array(z.object({file: z.string(), place: SourceLocation.nullable()})),
	}),
});
export type Surroundings = z.infer<typeof Surroundings>['variables'];

/** Makes a valid answer of one. @throws Error, a bug, where it is not valid. */
type Read<T> = (answer: unknown) => T;

const orRefused =
	<T>(shape: z.ZodType<T>): Read<T | Refused> =>
	answer =>
		Refused.safeParse(answer).data ?? shape.parse(answer);

type Whole = (z.infer<typeof WholeProject> | Refused) & z.infer<typeof Surroundings>;

const readWhole: Read<Whole> = answer => ({...orRefused(WholeProject)(answer), ...Surroundings.parse(answer)});

/** Reads a whole project. Nothing is written into the project. @throws WizardError as `askInspector`. */
export async function inspectProject(options: InspectOptions): Promise<Project> {
	const {outcome} = await inspectSurroundings(options);
	if (outcome instanceof WizardError) throw outcome;
	return outcome;
}

/**
 * Reads a whole project, and what it takes from its surroundings, also where it cannot be read.
 * @throws WizardError where Python writes no answer, as `askInspector`.
 */
export async function inspectSurroundings(
	options: InspectOptions,
): Promise<{readonly outcome: Project | WizardError; readonly surroundings: Surroundings}> {
	const {answer} = await validAnswer(options, {}, readWhole);
	const outcome = 'error' in answer ? await inspectionFailed(answer.error, options) : answer.project;
	return {outcome, surroundings: answer.variables};
}

/**
 * Sends a request to the inspector and returns its answer.
 * @throws WizardError `usage` for an environment that is not a folder in the configuration; `project` where the project does not
 * import (`IMPORT_FAILED`, with file and line), Kedro is missing (`NO_KEDRO`), pyproject.toml is invalid
 * (`BAD_PYPROJECT`), Python exited (`PYTHON_ENDED`) or took too long (`INSPECT_TIMEOUT`).
 */
export async function askInspector<T extends object>(
	options: InspectOptions,
	request: object,
	shape: z.ZodType<T>,
): Promise<T> {
	return (await askWithOutput(options, request, shape)).answer;
}

/** The same with what the inspector wrote to its standard output, which is a pipe: secrets, and nothing else. */
export async function askWithOutput<T extends object>(
	options: InspectOptions,
	request: object,
	shape: z.ZodType<T>,
): Promise<{readonly answer: T; readonly output: Sensitive}> {
	const {answer, output} = await validAnswer(options, request, orRefused(shape));
	if ('error' in answer) throw await inspectionFailed(answer.error, options);
	return {answer, output};
}

/** One that is kept was valid when it was kept, and is as it was. */
async function validAnswer<T>(
	options: InspectOptions,
	request: object,
	read: Read<T>,
): Promise<{readonly answer: T; readonly output: Sensitive}> {
	const {root, python, env, without = [], environment, parameters = {}, remember, session} = options;
	const wanted = environment ?? env['KEDRO_ENV'];
	refuseEnvironment(wanted ?? '');
	const whole = {
		root,
		environment: wanted ?? null,
		source: python.source,
		given: toJson(parameters),
		without,
		logging: env['KEDRO_LOGGING_CONFIG'] ?? null,
		...request,
	};
	const hasSecrets = 'credentials' in request;
	const variables = {
		...env,
		// Credentials may be made of them; everything else gets values that stand for them.
		...(hasSecrets ? {} : withheldVariables(env)),
		...defined({KEDRO_ENV: wanted}),
	};
	if (remember === undefined || hasSecrets || !hasGroups) return askPython(whole, variables, options, read);
	const file = answerFile(remember, root, [python, whole, sortedEntries(variables)]);
	return recordedApart(async () => {
		const kept = await recallAnswer(file);
		if (kept === undefined) {
			const {reads, ...result} = await askPython(whole, variables, options, read, file);
			return {result, reads};
		}
		endReadyPython();
		noteRecalled(session?.files, kept.reads);
		notRunAgain('Python does not read the project again: nothing has changed since (--no-cache reads it again)');
		return {result: {answer: kept.answer as T, output: new Sensitive('')}, reads: kept.reads};
	});
}

/** @param file where the answer is kept */
async function askPython<T>(
	request: object,
	variables: Environment,
	{root, python, timeout = 120, slow, meanwhile, signal, session}: InspectOptions,
	read: Read<T>,
	file?: string,
): Promise<{readonly answer: T; readonly output: Sensitive; readonly reads?: Reads | undefined}> {
	return withTemporaryFolder(async folder => {
		const logging = join(folder, 'logging.yml');
		await writeFile(logging, quietLogging);
		const started = now();
		const timing = {limit: timeout, started: started.getTime() / 1000};
		await writeFile(
			join(folder, 'request.json'),
			JSON.stringify({...request, ...timing, remember: file !== undefined, digests: session !== undefined}),
		);
		const late = slow && setTimeout(() => slow.report(slow.after), slow.after * 1000);
		const program = inspectorProgram(python);
		const limits = {cwd: root, timeout: timeout * 1000};
		const env = {
			...variables,
			KEDRO_LOGGING_CONFIG: logging,
			...inspectorVariables,
		};
		const asking = {program, folder, env, signal, ...limits};
		const asked = 'credentials' in request ? undefined : (session?.ask(asking) ?? askReadyPython(asking));
		const [command, ...args] = program;
		const fresh = {inherit: false, endsChildren: true, env, ...limits, ...defined({signal})};
		const running = Promise.resolve(asked)
			.then(answered => answered ?? run(command, [...args, folder], fresh))
			.finally(() => clearTimeout(late));
		meanwhile?.();
		const result = await running;
		const text = await readText(join(folder, 'answer.json'), largestAnswer);
		if (text === undefined) {
			const stuck = stuckAt((await readText(join(folder, 'stuck.txt'))) ?? '', root);
			throw noAnswer(result, timeout, stuck, {root, python});
		}
		// Names stay as they are: they go back to Kedro. What is shown of them is cleaned by the UI.
		const answer = read(JSON.parse(text));
		noteRead(session?.files, await readText(join(folder, 'read.json')));
		const dependencies = file === undefined ? undefined : await readText(join(folder, 'dependencies.json'));
		const isKept = file !== undefined && dependencies !== undefined;
		const reads = isKept ? await keepAnswer(file, answer, dependencies, started) : undefined;
		return {answer, output: new Sensitive(result.stdout), reads};
	});
}

/** Kedro joins the name to the configuration folder: with another one it would read outside, or the folder itself. */
function refuseEnvironment(name: string): void {
	const parts = name.split('/');
	const isPath = parts.every(part => !['', '.', '..'].includes(part)) && !/\\|^[a-z]:|\0/i.test(name);
	if (name === '' || isPath) return;
	throw new WizardError(
		'usage',
		`${clean(name)} is not a valid environment: an environment is a folder in conf/, such as prod or prod/eu`,
		{code: 'BAD_ENVIRONMENT', next: [{command: '--env NAME', when: 'with the name of a folder in conf/'}]},
	);
}
