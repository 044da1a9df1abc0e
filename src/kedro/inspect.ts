// Inspects a Kedro project with the modules in inspector/, in the project's own Python, and checks what comes back.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import * as z from 'zod';
import {SourceLocation, Project} from '../schema/project.ts';
import {WizardError} from '../system/errors.ts';
import {run, type RunResult} from '../system/exec.ts';
import {type Exact, toJson} from '../system/exact-values.ts';
import {readText, withTemporaryFolder} from '../system/files.ts';
import {clean, count, tail} from '../system/text.ts';
import {importFailed, noKedro} from './inspector-errors.ts';
import type {Interpreter} from './find-python.ts';

export type InspectOptions = {
	/** Absolute real path of the project. */
	readonly root: string;
	readonly python: Interpreter;
	/** Default: KEDRO_ENV, else Kedro's default run environment. A missing folder is no error: base alone is resolved. */
	readonly environment?: string;
	/** Values of parameters that a run would have, by key: what `${runtime_params:KEY}` stands for. */
	readonly parameters?: Readonly<Record<string, Exact>>;
	/** Seconds; default 120. */
	readonly timeout?: number;
	/** Told once, when it has taken this many seconds: a project's imports may take a minute. */
	readonly slow?: {readonly after: number; readonly tell: (seconds: number) => void};
	readonly signal?: AbortSignal;
};

const script = fileURLToPath(new URL('./inspector/__main__.py', import.meta.url));

/** Kedro loads the project's own logging otherwise, which may create files; 0.19 needs the key `loggers`. */
const quietLogging = 'version: 1\ndisable_existing_loggers: false\nloggers:\n  kedro:\n    level: WARNING\n';

const largestAnswer = 256 * 1024 * 1024;

const Refusal = z.object({
	code: z.string(),
	message: z.string(),
	place: SourceLocation.nullish(),
	detail: z.string().optional(),
	/** The module that is not installed. */
	module: z.string().nullish(),
});
export type Refusal = z.infer<typeof Refusal>;

const WholeProject = z.object({project: Project});

/** Everything the program knows of a project. Nothing is written into the project. @throws WizardError as `askInspector`. */
export async function inspectProject(options: InspectOptions): Promise<Project> {
	return (await askInspector(options, {}, WholeProject)).project;
}

/**
 * What the inspector answers to a request.
 * @throws WizardError `usage` for an environment that is no plain folder name; `project` where the project does not
 * import (`IMPORT_FAILED`, with file and line), Kedro is missing (`NO_KEDRO`), pyproject.toml is refused
 * (`BAD_PYPROJECT`), Python ended (`PYTHON_ENDED`) or took too long (`INSPECT_TIMEOUT`).
 */
export async function askInspector<T>(options: InspectOptions, request: object, shape: z.ZodType<T>): Promise<T> {
	const {root, python, environment, parameters = {}, timeout = 120, slow, signal} = options;
	refuseEnvironment(environment ?? process.env['KEDRO_ENV'] ?? '');
	return withTemporaryFolder(async folder => {
		const logging = join(folder, 'logging.yml');
		await writeFile(logging, quietLogging);
		await writeFile(
			join(folder, 'request.json'),
			JSON.stringify({
				root,
				environment: environment ?? null,
				source: python.source,
				given: toJson(parameters),
				...request,
			}),
		);
		const late = slow && setTimeout(() => slow.tell(slow.after), slow.after * 1000);
		const result = await run(python.command, [...python.args, '-B', script, folder], {
			cwd: root,
			timeout: timeout * 1000,
			env: {
				KEDRO_LOGGING_CONFIG: logging,
				KEDRO_DISABLE_TELEMETRY: '1',
				DO_NOT_TRACK: '1',
				PYTHONDONTWRITEBYTECODE: '1',
				PYTHONIOENCODING: 'utf-8:backslashreplace',
			},
			...(signal === undefined ? {} : {signal}),
		}).finally(() => clearTimeout(late));
		const text = await readText(join(folder, 'answer.json'), largestAnswer);
		if (text === undefined) throw noAnswer(result, timeout);
		return accept(text, shape, options);
	});
}

/** Kedro would look outside the configuration folder. */
function refuseEnvironment(name: string): void {
	if (!/[/\\]|^\.\.?$|^[a-z]:|\0/i.test(name)) return;
	throw new WizardError('usage', `${clean(name)} is no name of an environment: it is a folder in conf/`, {
		code: 'BAD_ENVIRONMENT',
	});
}

async function accept<T>(text: string, shape: z.ZodType<T>, options: InspectOptions): Promise<T> {
	const answer: unknown = JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? clean(value) : value));
	const refused = z.object({error: Refusal}).safeParse(answer);
	if (!refused.success) return shape.parse(answer);
	const {error} = refused.data;
	switch (error.code) {
		case 'IMPORT_FAILED':
			throw await importFailed(error, options);
		case 'NO_KEDRO':
			throw await noKedro(error, options);
		case 'BAD_PYPROJECT':
			throw new WizardError('project', `pyproject.toml: ${error.message}`, {
				code: error.code,
				...(error.detail === undefined || error.detail === '' ? {} : {detail: error.detail}),
			});
		default:
			throw new WizardError('failed', 'The inspector failed on this project', {
				code: 'INSPECTOR',
				...(error.detail === undefined ? {} : {detail: error.detail}),
			});
	}
}

/** Python did not come to its end: it was too slow, or the project's code ended it. */
function noAnswer({exitCode, stderr}: RunResult, timeout: number): WizardError {
	const detail = tail(stderr, 12);
	const more = detail === '' ? {} : {detail};
	if (exitCode === 124) {
		return new WizardError(
			'project',
			`Importing the project took longer than ${count(timeout, 'second')} (--timeout)`,
			{
				code: 'INSPECT_TIMEOUT',
				next: [{command: `kfp-wizard check --timeout ${timeout * 5}`, when: 'if its imports are just slow'}],
				...more,
			},
		);
	}
	return new WizardError('project', `Python ended (exit code ${exitCode}) while it imported the project`, {
		code: 'PYTHON_ENDED',
		...more,
	});
}
