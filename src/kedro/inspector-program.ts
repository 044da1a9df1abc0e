// The program that reads a project: the modules in inspector/, which run in the project's own Python.
import {fileURLToPath} from 'node:url';
import type {Environment} from '../system/environment.ts';
import type {Interpreter} from './find-python.ts';

/** What it is asked. */
export type PythonRequest = {
	/** The program with its arguments but the last one, which is the folder of the request. */
	readonly program: readonly [string, ...string[]];
	readonly folder: string;
	readonly cwd: string;
	/** All variables that the project's Python gets. */
	readonly env: Environment;
	/** Milliseconds. */
	readonly timeout: number;
	readonly signal: AbortSignal | undefined;
};

const script = fileURLToPath(new URL('./inspector/__main__.py', import.meta.url));

/** With its arguments but the last one, which is the folder of the request. */
export const inspectorProgram = ({command, args}: Interpreter): readonly [string, ...string[]] => [
	command,
	...args,
	'-B',
	script,
];

/** Variables that it has in every project. */
export const inspectorVariables = {
	KEDRO_DISABLE_TELEMETRY: '1',
	DO_NOT_TRACK: '1',
	PYTHONDONTWRITEBYTECODE: '1',
	PYTHONIOENCODING: 'utf-8:backslashreplace',
} as const;
