// Running programs and finding them.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {findProgram, run} from '../../../src/system/exec.ts';
import {lives} from '../../support/processes.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const folder = useTemporaryFolder();

it('a program gives its exit code, both outputs and cleaned lines as they come', async () => {
	const lines: string[] = [];
	const script = String.raw`printf 'one\n\033[31mtwo\033[0m\n'; printf '10%%\r100%%\n' >&2; exit 3`;
	const result = await run('sh', ['-c', script], {onLine: line => lines.push(line)});
	expect(result).toEqual({exitCode: 3, stdout: 'one\ntwo\n', stderr: '10%\n100%\n'});
	expect(lines.sort()).toEqual(['100%', 'one', 'two']);
});

it('a program gets text on stdin, and an end of file without one', async () => {
	expect((await run('cat', [], {input: 'secret'})).stdout).toBe('secret');
	expect((await run('cat', [])).stdout).toBe('');
});

it('a missing program is an error, and a program ends at the timeout and on the signal', async () => {
	await expect(run('no-such-program-here', [])).rejects.toMatchObject({kind: 'outside', code: 'TOOL_MISSING'});
	expect((await run('sleep', ['30'], {timeout: 50})).exitCode).toBe(124);
	const controller = new AbortController();
	const waiting = run('sleep', ['30'], {signal: controller.signal});
	controller.abort();
	await expect(waiting).rejects.toMatchObject({kind: 'cancelled', exitCode: 130});
	await expect(run('true', [], {signal: controller.signal})).rejects.toMatchObject({kind: 'cancelled'});
});

it('programs are found on PATH only, never in the current folder', async () => {
	await writeFile(join(folder.path, 'tool'), '#!/bin/sh\n', {mode: 0o755});
	expect(await findProgram('tool', folder.path)).toBe(join(folder.path, 'tool'));
	expect(await findProgram('tool', '.:')).toBeUndefined();
});

it('F27: a program ends with its children, whatever they hold open', async () => {
	const held = `sh -c 'trap "" TERM; while :; do sleep 0.05; done' & echo $!; wait`;
	const {exitCode, stdout} = await run('sh', ['-c', held], {timeout: 300});
	expect(exitCode).toBe(124);
	await expect.poll(() => lives(Number(stdout))).toBe(false);
	const controller = new AbortController();
	const waiting = run('sh', ['-c', held], {signal: controller.signal, onLine: () => controller.abort()});
	await expect(waiting).rejects.toMatchObject({kind: 'cancelled'});
});

it('a program that leaves a process behind with its pipes is not waited for', async () => {
	const lines: string[] = [];
	const result = await run('sh', ['-c', 'sleep 30 & echo $!'], {onLine: line => lines.push(line)});
	process.kill(Number(result.stdout));
	expect(result).toMatchObject({exitCode: 0, stdout: `${lines[0]}\n`});
	const {stdout} = await run('sh', ['-c', 'sleep 30 & echo $!'], {endsChildren: true});
	await expect.poll(() => lives(Number(stdout))).toBe(false);
});

it('F27: of much error output the end is kept', async () => {
	const {stderr} = await run('sh', ['-c', 'yes 0123456789abcde | head -c 20000000 >&2; echo last >&2']);
	expect(stderr.endsWith('\nlast\n')).toBe(true);
	expect(stderr.length).toBeLessThan(1_000_000);
});

it('F26: a program that prints without an end is ended, and a line without an end comes in parts', async () => {
	const flood = run('sh', ['-c', 'yes 0123456789abcde']);
	await expect(flood).rejects.toMatchObject({kind: 'outside', code: 'TOOL_OUTPUT_TOO_LARGE'});
	let longest = 0;
	let length = 0;
	const {stdout} = await run('sh', ['-c', 'yes | tr -d "\\n" | head -c 5000000'], {
		onOutput: line => {
			longest = Math.max(longest, line.length);
			length += line.length;
		},
	});
	expect([stdout, length]).toEqual(['', 5_000_000]);
	expect(longest).toBeLessThan(200_000);
});

it('F26: a flood of short lines does not keep the signal from ending it, and no line is used after that', async () => {
	const stop = new AbortController();
	let after = 0;
	const onOutput = (): void => {
		if (stop.signal.aborted) after++;
		// As masking does.
		for (const end = performance.now() + 0.2; performance.now() < end;);
	};
	setTimeout(() => stop.abort(), 30);
	const started = performance.now();
	await expect(run('yes', [], {onOutput, signal: stop.signal})).rejects.toMatchObject({kind: 'cancelled'});
	expect(after).toBe(0);
	// The lines of one piece of the pipe alone take six seconds.
	expect(performance.now() - started).toBeLessThan(3000);
});

it('F26: the program waits while a line is used', async () => {
	const seen: string[] = [];
	let using = 0;
	await run('sh', ['-c', 'echo one; echo two; echo three'], {
		onOutput: async line => {
			using += 1;
			await new Promise(setImmediate);
			seen.push(`${line} ${using}`);
			using -= 1;
		},
	});
	expect(seen).toEqual(['one 1', 'two 1', 'three 1']);
});
