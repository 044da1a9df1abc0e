// Answers of the inspector are kept, and used as long as nothing has changed.
import {readdir, readFile, stat, utimes, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {answerFile} from '../../../src/kedro/answer-file.ts';
import {keepAnswer, recallAnswer} from '../../../src/kedro/remembered-answer.ts';
import {sha256} from '../../../src/system/digest.ts';
import {Sensitive} from '../../../src/system/secrets.ts';
import {scratch} from '../../support/scratch.ts';

const answer = {project: {name: 'Shop', datasets: ['raw']}, variables: {missing: []}};
let cache: string;
let code: string;

beforeEach(async () => {
	cache = await scratch();
	code = join(await scratch(), 'code.py');
	await writeFile(code, 'x = 1\n');
});
afterEach(() => void vi.useRealTimers());

const fileOf = (request: unknown, root = '/shop'): string => answerFile(cache, root, request);
/** As if the file had not changed for a while. */
const later = (): Date => new Date(Date.now() + 1000);
const keep = (file: string, value: unknown = answer, started = later()): ReturnType<typeof keepAnswer> =>
	keepAnswer(file, value, JSON.stringify({opened: [code], listed: [], asked: [], installed: []}), started);
/** At a time after it was kept. */
async function recallAfter(file: string, milliseconds = 2000): Promise<unknown> {
	vi.useFakeTimers({toFake: ['Date'], now: Date.now() + milliseconds});
	return (await recallAnswer(file))?.answer;
}

it('gives the answer again, from a file for this user alone', async () => {
	const file = fileOf({environment: 'prod'});
	await keep(file);
	expect(await recallAfter(file)).toEqual(answer);
	expect((await stat(file)).mode & 0o777).toBe(0o600);
	expect((await stat(dirname(file))).mode & 0o777).toBe(0o700);
});

it('knows no answer of another request', () => {
	const files = [{environment: 'prod'}, {environment: 'dev'}, {environment: 'prod', env: [['A', '1']]}].map(request =>
		fileOf(request),
	);
	expect(new Set([...files, fileOf({environment: 'prod'}, '/other')]).size).toBe(4);
});

it('forgets it where a file has changed, and after a day', async () => {
	const file = fileOf({});
	await keep(file);
	expect(await recallAfter(file, 24 * 60 * 60 * 1000 + 2000)).toBeUndefined();
	vi.useRealTimers();
	const {atime, mtime} = await stat(code);
	await writeFile(code, 'x = 2\n');
	await utimes(code, atime, mtime);
	expect(await recallAfter(file)).toBeUndefined();
});

it.each([
	['truncated', (text: string) => text.slice(0, -10)],
	['changed', (text: string) => text.replace('Shop', 'Shoq')],
	['empty', () => ''],
	['of another kind', () => '{"a": 1}'],
	['valid, but of another form', () => `${sha256('{"answer":{}}')}\n{"answer":{}}`],
	['not JSON', () => `${sha256('x')}\nx`],
])('does not trust a file that is %s', async (_, damage) => {
	const file = fileOf({});
	await keep(file);
	await writeFile(file, damage(await readFile(file, 'utf8')));
	expect(await recallAfter(file)).toBeUndefined();
});

it('keeps no failure, no secret, and nothing that changed while it was read', async () => {
	new Sensitive('hunter2-Xy81kfQp');
	const file = fileOf({});
	await keep(file, {error: {code: 'IMPORT_FAILED', message: 'No module'}});
	await keep(file, {project: {value: 's3://u:hunter2-Xy81kfQp@host'}});
	await keep(file, answer, new Date(Date.now() - 5));
	await keepAnswer(file, answer, 'not JSON', later());
	expect(await readdir(cache)).toEqual([]);
});

it('keeps the newest answers of a project', async () => {
	for (let request = 0; request < 23; request++) {
		const file = fileOf(request);
		await keep(file);
		await utimes(file, 1000 + request, 1000 + request);
	}
	await keep(fileOf('last'));
	await keep(fileOf('other project', '/other'));
	const kept = await readdir(join(cache, 'inspections'));
	expect(kept).toHaveLength(21);
	expect(kept).toContain(fileOf('last').split('/').at(-1));
	expect(kept).not.toContain(fileOf(0).split('/').at(-1));
});
