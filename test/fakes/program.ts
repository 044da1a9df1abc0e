// A program on a PATH that the test itself answers for: a shell script hands its arguments over and prints what it gets, which takes a tenth of a start of Node.
import {mkdir, writeFile} from 'node:fs/promises';
import {createServer, type Socket} from 'node:net';
import {dirname} from 'node:path';
import {listening} from '../support/servers.ts';

export type ProgramCall = {
	readonly args: readonly string[];
	readonly pid: number;
	readonly print: (text: string) => void;
	readonly complain: (text: string) => void;
	/** The program was ended, or has exited. */
	readonly ended: Promise<void>;
};

/** An answer is the length of a text and where it goes, the text, and at last the exit code. */
const script = (port: number): string => `#!/bin/bash
LC_ALL=C
exec 3<>/dev/tcp/127.0.0.1/${port} || exit 1
printf '%s\\0' "$#" "$$" "$@" >&3
while read -r -u 3 to length; do
	if [ "$to" = exit ]; then exit "$length"; fi
	IFS= read -r -d '' -n "$length" -u 3 text
	printf %s "$text" >&"$to"
done
exit 1
`;

/** Writes the program, which works until the test ends. `answer` gives its exit code. */
export async function answeredProgram(
	path: string,
	answer: (call: ProgramCall) => number | Promise<number>,
): Promise<void> {
	const server = createServer(socket => {
		let received = '';
		socket.setEncoding('utf8').on('error', () => {});
		socket.on('data', (chunk: string) => {
			received += chunk;
			const [count = '', pid = '', ...args] = received.split('\0').slice(0, -1);
			if (pid !== '' && args.length === Number(count)) void reply(socket, Number(pid), args, answer);
		});
	});
	const port = await listening(server);
	await mkdir(dirname(path), {recursive: true});
	await writeFile(path, script(port), {mode: 0o755});
}

async function reply(
	socket: Socket,
	pid: number,
	args: readonly string[],
	answer: (call: ProgramCall) => number | Promise<number>,
): Promise<void> {
	const write = (to: 1 | 2, text: string): void => {
		if (text !== '') socket.write(`${to} ${Buffer.byteLength(text)}\n${text}`);
	};
	const ended = new Promise<void>(resolve => socket.once('close', () => resolve()));
	const code = await answer({args, pid, ended, print: text => write(1, text), complain: text => write(2, text)});
	socket.end(`exit ${code}\n`);
}
