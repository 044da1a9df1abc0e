// The project's Python, which stays when it has imported the project: further requests are answered by copies of it.
import type {RunResult} from '../system/exec.ts';
import {hasGroups} from '../system/groups.ts';
import {type LineServer, startLineServer} from '../system/line-server.ts';
import {notRunAgain, ranCommand} from '../system/ran-commands.ts';
import type {PythonRequest} from './inspector-program.ts';
import type {ReadFiles} from './read-files.ts';
import {takeReadyPython} from './ready-python.ts';

export type PythonSession = {
	/** What the answers were made of, also those that were kept. */
	readonly files: ReadFiles;
	/** `undefined` where only a fresh process has the right answer. @throws WizardError `cancelled`. */
	readonly ask: (request: PythonRequest) => Promise<RunResult | undefined>;
	/** Ends the process that is left. */
	readonly end: () => void;
};

/** One process at a time: it is started again where the project, its code, or a variable that it has read, is another one. */
export function newPythonSession(): PythonSession {
	let running: {readonly server: LineServer; readonly of: string} | undefined;
	let before: Promise<unknown> = Promise.resolve();
	const end = (): void => {
		running?.server.end();
		running = undefined;
	};
	const start = async (request: PythonRequest): Promise<string | RunResult | undefined> => {
		const [file, ...args] = request.program;
		const all = [...args, request.folder, 'serve'];
		const report = ranCommand(file, all);
		const server = (await takeReadyPython(request, true)) ?? startLineServer(file, all, request);
		if (server === undefined) return undefined;
		running = {server, of: identity(request)};
		return server.ask(undefined, request).finally(report);
	};
	const goOn = async (request: PythonRequest, server: LineServer): Promise<string | RunResult | undefined> => {
		const answer = await server.ask(JSON.stringify({folder: request.folder, variables: request.env}), request);
		if (typeof answer !== 'string' || answer === 'fresh') return undefined;
		notRunAgain('answered by the Python that has imported the project');
		return answer;
	};
	const ask = async (request: PythonRequest): Promise<RunResult | undefined> => {
		let answer: string | RunResult | undefined;
		try {
			if (running?.of === identity(request)) answer = await goOn(request, running.server);
			if (answer === undefined) {
				end();
				answer = await start(request);
			}
		} catch (error) {
			end();
			throw error;
		}
		if (answer === 'done 0') return {exitCode: 0, stdout: '', stderr: ''};
		// Where a copy failed, a process of its own says why.
		end();
		return typeof answer === 'object' && answer.exitCode === 124 ? answer : undefined;
	};
	return {
		files: new Map(),
		ask: request => {
			if (!hasGroups) return Promise.resolve(undefined);
			const asked = before.then(() => ask(request));
			before = asked.catch(() => {});
			return asked;
		},
		end,
	};
}

const identity = ({program, cwd}: PythonRequest): string => JSON.stringify([program, cwd]);
