// The doors: programs, files, text, secrets, errors.
import {mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {inspect} from 'node:util';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {asWizardError, WizardError} from '../../../src/system/errors.ts';
import {nearest} from '../../../src/system/nearest.ts';
import {findProgram, run} from '../../../src/system/exec.ts';
import {readText, tidyPath, writeAtomic} from '../../../src/system/files.ts';
import {redactor, Sensitive} from '../../../src/system/secrets.ts';
import {bytes, clean, cleanLine, count, duration, tail} from '../../../src/system/text.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-system-'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

it('runs a program: code, both outputs, lines as they come, cleaned', async () => {
	const lines: string[] = [];
	const script = String.raw`printf 'one\n\033[31mtwo\033[0m\n'; printf '10%%\r100%%\n' >&2; exit 3`;
	const result = await run('sh', ['-c', script], {onLine: line => lines.push(line)});
	expect(result).toEqual({exitCode: 3, stdout: 'one\ntwo\n', stderr: '10%\n100%\n'});
	expect(lines.sort()).toEqual(['100%', 'one', 'two']);
});

it('gives text on stdin, and an end of file without it', async () => {
	expect((await run('cat', [], {input: 'secret'})).stdout).toBe('secret');
	expect((await run('cat', [])).stdout).toBe('');
});

it('says what is missing, stops at the timeout and on the signal', async () => {
	await expect(run('no-such-program-here', [])).rejects.toMatchObject({kind: 'outside', code: 'TOOL_MISSING'});
	expect((await run('sleep', ['30'], {timeout: 50})).exitCode).toBe(124);
	const controller = new AbortController();
	const waiting = run('sleep', ['30'], {signal: controller.signal});
	controller.abort();
	await expect(waiting).rejects.toMatchObject({kind: 'cancelled', exitCode: 130});
	await expect(run('true', [], {signal: controller.signal})).rejects.toMatchObject({kind: 'cancelled'});
});

it('finds programs on PATH only, never in the current folder', async () => {
	await writeFile(join(folder, 'tool'), '#!/bin/sh\n', {mode: 0o755});
	expect(await findProgram('tool', folder)).toBe(join(folder, 'tool'));
	expect(await findProgram('tool', '.:')).toBeUndefined();
});

it('writes whole files or nothing', async () => {
	const path = join(folder, 'spec.yaml');
	await writeAtomic(path, 'old');
	await writeAtomic(path, 'new');
	expect(await readText(path)).toBe('new');
	await mkdir(join(folder, 'taken'));
	await writeFile(join(folder, 'taken', 'x'), '');
	await expect(writeAtomic(join(folder, 'taken'), 'text')).rejects.toBeInstanceOf(WizardError);
	expect((await readdir(folder)).sort()).toEqual(['spec.yaml', 'taken']);
	expect((await stat(path)).mode & 0o777).toBe(0o644);
});

it('reads what is there, within a limit', async () => {
	expect(await readText(join(folder, 'none'))).toBeUndefined();
	await writeFile(join(folder, 'big'), 'x'.repeat(20));
	await expect(readText(join(folder, 'big'), 10)).rejects.toMatchObject({code: 'FILE_TOO_LARGE'});
	await expect(readText(folder)).rejects.toMatchObject({code: 'NOT_A_FILE'});
	expect(await readFile(join(folder, 'big'), 'utf8')).toHaveLength(20);
});

it('says paths as a person does', () => {
	expect(tidyPath('/a/b/c.yaml', '/a/b')).toBe('c.yaml');
	expect(tidyPath('/a/b', '/a/b')).toBe('.');
	expect(tidyPath('/elsewhere/x', '/a/b')).toBe('/elsewhere/x');
});

it('cleans text from outside', () => {
	expect(clean('\u001B]8;;http://x\u0007link\u001B]8;;\u0007 \u001B[2Jok \u0007\u202E!')).toBe('link ok !');
	expect(clean('a\r\nb\rc\td')).toBe('a\nb\nc\td');
	expect(cleanLine('10%\r55%\r100%\r\n')).toBe('100%');
	expect(tail('a\n\nb\nc\n', 2)).toBe('b\nc');
	expect([
		count(1, 'task'),
		count(1200, 'task'),
		bytes(999),
		bytes(4_100_000),
		duration(400),
		duration(125_400),
		duration(3_599_600),
		duration(5_120_000),
	]).toEqual(['1 task', '1,200 tasks', '999 B', '4.1 MB', '0.4 s', '2 min 5 s', '1 h', '1 h 25 min']);
});

it('never prints a secret', () => {
	const secret = new Sensitive('wJalrXUtnFEMI/K7MDENG+x"y');
	expect(
		[
			String(secret),
			JSON.stringify({secret}),
			inspect({secret}, {depth: 9, showHidden: true}),
			secret.toString(),
		].join(),
	).not.toContain('wJalr');
	const redact = redactor([secret]);
	const value = secret.reveal();
	for (const form of [
		value,
		Buffer.from(value).toString('base64'),
		Buffer.from(value).toString('base64url'),
		encodeURIComponent(value),
		JSON.stringify(value),
	]) {
		expect(redact(`before ${form} after`)).toMatch(/^before "?\[REDACTED\]"? after$/);
	}
});

it('errors: kinds give exit codes, what is not ours is a bug with its stack', () => {
	expect(new WizardError('denied', 'no', {code: 'X'}).exitCode).toBe(4);
	expect(asWizardError(new TypeError('boom'))).toMatchObject({
		kind: 'failed',
		code: 'BUG',
		exitCode: 1,
		detail: expect.stringContaining('TypeError'),
	});
	expect(nearest('namespce', ['namespace', 'name'])).toBe('namespace');
	expect(nearest('zzz', ['namespace'])).toBeUndefined();
});
