// The project's Python, started before it is known what it is asked: what it does at its start costs no time then.
import type {Environment} from '../system/environment.ts';
import {quiet, type RunResult} from '../system/exec.ts';
import {hasGroups} from '../system/groups.ts';
import {type LineServer, startLineServer} from '../system/line-server.ts';
import {ranCommand} from '../system/ran-commands.ts';
import {withheldVariables} from '../system/secrecy/secret-variables.ts';
import type {Interpreter} from './find-python.ts';
import {inspectorProgram, inspectorVariables, type PythonRequest} from './inspector-program.ts';
import {ofInterpreter} from './task-environment.ts';

type Started = Pick<PythonRequest, 'program' | 'cwd' | 'env'> & {readonly server: LineServer};

let ready: Started | undefined;

/** For the first request about the project with this interpreter. Not where a program can outlive this process. */
export function startReadyPython(python: Interpreter, root: string, shell: Environment): void {
	if (!hasGroups) return;
	endReadyPython();
	const program = inspectorProgram(python);
	const plain = ofInterpreter(shell);
	const env = {...plain, ...withheldVariables(plain), ...inspectorVariables};
	const [file, ...args] = program;
	const server = startLineServer(file, [...args, 'wait'], {cwd: root, env});
	if (server !== undefined) ready = {program, cwd: root, env, server};
}

/** No request follows. */
export function endReadyPython(): void {
	ready?.server.end();
	ready = undefined;
}

/**
 * The process, with this request. `undefined` where there is none, where it is of another project, or where a fresh one
 * would start with other variables.
 * @param serve whether further requests follow
 * @throws WizardError `cancelled`.
 */
export async function takeReadyPython(request: PythonRequest, serve: boolean): Promise<LineServer | undefined> {
	const taken = ready;
	ready = undefined;
	if (taken === undefined) return undefined;
	const {server} = taken;
	const variables = {...quiet, ...request.env};
	if (isFor(request, taken)) {
		const answer = await server.ask(JSON.stringify({folder: request.folder, variables, serve}), request);
		if (answer === 'ready') return server;
	}
	server.end();
	return undefined;
}

/** One answer of the process; `undefined` as for `takeReadyPython`. @throws WizardError `cancelled`. */
export async function askReadyPython(request: PythonRequest): Promise<RunResult | undefined> {
	const [file, ...args] = request.program;
	const report = ranCommand(file, [...args, request.folder]);
	const server = await takeReadyPython(request, false);
	if (server === undefined) return undefined;
	const result = await server.ask(undefined, request).finally(report);
	if (typeof result !== 'string') return result;
	// Its answer is there: giving back its memory takes a while.
	server.end();
	return result === 'done 0' ? {exitCode: 0, stdout: '', stderr: ''} : undefined;
}

const isFor = ({program, cwd, env}: PythonRequest, of: Started): boolean =>
	JSON.stringify([program, cwd]) === JSON.stringify([of.program, of.cwd]) &&
	[...new Set([...Object.keys(env), ...Object.keys(of.env)])].every(
		name => env[name] === of.env[name] || isSetLater(name),
	);

/** What kfp-wizard sets, and neither Python nor what it loads at its start reads. */
const isSetLater = (name: string): boolean => /^(?:AWS|KEDRO|KFP_WIZARD)_/.test(name);
