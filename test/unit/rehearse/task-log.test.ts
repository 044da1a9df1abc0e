// The log of a rehearsed task: cleaned, without secrets, and its last lines for the screen.
import {mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {openTaskLog} from '../../../src/rehearse/task-log.ts';
import {redact} from '../../../src/system/secrecy/redact.ts';
import {Sensitive} from '../../../src/system/secrets.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-task-log-'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

it('F26: the log has the whole output, cleaned and without secrets, wherever the output is cut', async () => {
	const secret = 'cAnArY/Secret+That=MustNotShow0000000000';
	const path = join(folder, 'a.log');
	const seen: string[] = [];
	new Sensitive(secret);
	const log = await openTaskLog(path, redact, line => seen.push(line));
	const text = `one \u001B[31mred\u001B[0m\nkey=${secret}!\nencoded ${Buffer.from(secret).toString('base64')}\nlast`;
	await Promise.all(Array.from(text).map(letter => log.write(letter)));
	await log.close();
	expect(await readFile(path, 'utf8')).toBe('one red\nkey=[REDACTED]!\nencoded [REDACTED]\nlast\n');
	expect(log.lastLines()).toEqual(['one red', 'key=[REDACTED]!', 'encoded [REDACTED]', 'last']);
	expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('F26: a secret that is broken over lines is masked, also where they come one after the other', async () => {
	const secret = 'cAnArY/Secret+That=MustNotShow0000000000';
	new Sensitive(secret);
	const log = await openTaskLog(join(folder, 'lines.log'), redact, () => {});
	for (const line of secret.match(/.{1,5}/g) ?? []) await log.write(`│ ${line} │\n`);
	await log.close();
	// Fewer characters than are ever masked alone.
	expect(log.lastLines()[0]).toBe('│ cAnAr │');
	expect(log.lastLines().slice(1).join('')).not.toMatch(/[a-z0]/);
});

it('F26: a very long line is written in parts, and every secret in it is masked', async () => {
	const secret = 'cAnArY/Secret+That=MustNotShow0000000000';
	const path = join(folder, 'b.log');
	new Sensitive(secret);
	const log = await openTaskLog(path, redact, () => {});
	const filler = 'x'.repeat(1009);
	for (let index = 0; index < 300; index++) await log.write(`${filler}${secret}`);
	await log.close();
	const written = (await readFile(path, 'utf8')).replaceAll('\n', '');
	expect(written).toBe(`${filler}[REDACTED]`.repeat(300));
});

it('F26: the screen gets a few lines a second, however many the task prints', async () => {
	const seen: string[] = [];
	const log = await openTaskLog(
		join(folder, 'c.log'),
		text => text,
		line => seen.push(line),
	);
	const until = Date.now() + 450;
	let lines = 0;
	while (Date.now() < until) {
		await log.write(`line ${++lines}\n`);
		await new Promise(resolve => setImmediate(resolve));
	}
	await log.close();
	expect(lines).toBeGreaterThan(50);
	expect(seen.length).toBeGreaterThan(1);
	expect(seen.length).toBeLessThanOrEqual(6);
});

it('the screen gets the first part of a line that Kedro wraps, not its end', async () => {
	const seen: string[] = [];
	const log = await openTaskLog(
		join(folder, 'd.log'),
		text => text,
		line => seen.push(line),
	);
	await log.write(`INFO     Saving data to trips\n${' '.repeat(29)}(CSVDataset)...\n`);
	await vi.waitFor(() => expect(seen).toEqual(['INFO     Saving data to trips']));
	await log.close();
});
