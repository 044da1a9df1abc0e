// A program that answers lines: its answers, its end, and its limits.
import {expect, it} from 'vitest';
import {type LineServer, startLineServer} from '../../../src/system/line-server.ts';
import {errorOf} from '../../support/error-of.ts';

function serve(script: string): LineServer {
	const server = startLineServer('/bin/sh', ['-c', script], {cwd: '/', env: {PATH: process.env['PATH']}});
	if (server === undefined) throw new Error('not started');
	return server;
}
const limits = {timeout: 10_000, signal: undefined};

it('answers one line after the other, then says how it ended', async () => {
	const server = serve('echo ready; while read -r line; do echo "got $line"; done; echo why >&2; exit 3');
	expect(await server.ask(undefined, limits)).toBe('ready');
	expect(await server.ask('a', limits)).toBe('got a');
	expect(await server.ask('b', limits)).toBe('got b');
	server.end();
	const failing = serve('read -r line; echo why >&2; exit 3');
	expect(await failing.ask('a', limits)).toEqual({exitCode: 3, stdout: '', stderr: 'why\n'});
});

it('gives the exit code of a shell where a signal ended it', async () => {
	expect(await serve('read -r line; kill -SEGV $$').ask('a', limits)).toMatchObject({exitCode: 139});
});

it('ends after its time, on a signal, and when it is no longer needed', async () => {
	expect(await serve('sleep 60').ask(undefined, {...limits, timeout: 50})).toMatchObject({exitCode: 124});
	const controller = new AbortController();
	const asking = serve('sleep 60').ask(undefined, {...limits, signal: controller.signal});
	controller.abort();
	expect(await errorOf(asking)).toMatchObject({kind: 'cancelled'});
	const server = serve('sleep 60');
	server.end();
	expect(await server.ask(undefined, limits)).toMatchObject({exitCode: 143});
});

it('is not there where the program is not', () => {
	expect(startLineServer('/nowhere/python', [], {cwd: '/', env: {}})).toBeUndefined();
});
