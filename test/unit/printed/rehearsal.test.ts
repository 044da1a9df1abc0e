// The rehearsal: the printed command shows the log of what failed, and writes the spec that is missing or not valid.
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {describe, expect} from 'vitest';
import {rehearse} from '../../../src/rehearse/rehearse.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {quote} from '../../../src/system/text.ts';
import {testContext} from '../../support/context.ts';
import {printed} from '../../support/printed.ts';
import {failure, scratch} from '../../support/scratch.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';
import {standInProject} from '../../support/stand-in-project.ts';
import {typed} from '../../support/typed.ts';

const hostile = `-a 'b' "$(touch x)" ~`;

/** A person in a project whose `kedro` fails. */
async function shell() {
	const {root, python} = await standInProject();
	const bin = join(await scratch(), 'bin');
	await mkdir(bin);
	await writeFile(join(bin, 'kedro'), '#!/bin/sh\necho "the raw data are missing"\nexit 1\n');
	await chmod(join(bin, 'kedro'), 0o755);
	const env = {PATH: `${bin}:${process.env['PATH'] ?? ''}`, XDG_CACHE_HOME: join(root, hostile), HOME: root};
	/** Each command of a pipe gets what the one before it has printed. */
	const type = async (line = '') => {
		const results: Awaited<ReturnType<typeof typed>>[] = [];
		let input: string[] = [];
		for (const part of line.split(' | ')) {
			const stdin: Readable & {isTTY?: boolean} = Readable.from(input);
			stdin.isTTY = input.length === 0;
			const context = testContext(unattendedUi().ui, {cwd: root, env, stdin});
			results.push(await typed(part, context, {KFP_WIZARD_PYTHON: python, KFP_WIZARD_SECRET: 'false'}));
			input = [context.printed()];
		}
		return results.at(-1) ?? expect.fail('nothing was typed');
	};
	const write = (flags = '') => type(`compile -e s3 --image ghcr.io/acme/demo:1.4${flags}`);
	return {root, type, write};
}

/** The image that is left open. */
const filled = (line = ''): string => line.replaceAll('REF', 'ghcr.io/acme/demo:1.5');

/** The log that `less` shows. */
async function shownLog(line = ''): Promise<string> {
	const [program, path = '', ...more] = splitWords(line) ?? [];
	expect([program, more]).toEqual(['less', []]);
	expect(path).not.toMatch(/^-/);
	return readFile(path, 'utf8');
}

describe('the command that is printed for a rehearsal', () => {
	printed('REHEARSAL_FAILED', 'shows the log of the task', async () => {
		const {type, write} = await shell();
		await write();
		const failed = await type('rehearse');
		expect(failed).toMatchObject({exitCode: 6, code: 'REHEARSAL_FAILED'});
		expect(await shownLog(failed.next[0])).toContain('the raw data are missing');
	});

	printed('TASK_TIMEOUT', 'shows the log of the task, which has its timeout', async () => {
		const execution = {
			task: 'fit',
			image: 'x',
			command: ['sleep'],
			env: {},
			secretEnv: [],
			dependsOn: [],
			timeout: 0.01,
		};
		const rehearsing = rehearse(
			{
				executions: [execution],
				parallel: 1,
				writesHere: false,
				secrets: {values: {}, warnings: []},
				run: ({signal}) =>
					new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended')))),
				env: {XDG_CACHE_HOME: join(await scratch(), hostile)},
				explain: () => undefined,
			},
			unattendedUi().ui,
		);
		const {code, next, detail} = await failure(rehearsing);
		expect(code).toBe('REHEARSAL_FAILED');
		expect(detail).toContain('stopped after its timeout');
		expect(await shownLog(next[0]?.command)).toContain('stopped after its timeout');
	});

	printed('SPEC_MISSING', 'writes the spec where it is looked for', async () => {
		const {type} = await shell();
		const line = `rehearse --dry-run -- ${quote(hostile)}`;
		const failed = await type(line);
		expect(failed.code).toBe('SPEC_MISSING');
		expect(await type(filled(failed.next[0]))).toMatchObject({exitCode: 0});
		expect(await type(line)).toMatchObject({exitCode: 0});
	});

	printed('SPEC_MISSING', 'writes the spec into the rehearsal', async () => {
		const {type} = await shell();
		const failed = await type('rehearse - --dry-run');
		expect(failed.code).toBe('SPEC_MISSING');
		expect(await type(filled(failed.next[0]))).toMatchObject({exitCode: 0, outcome: {}});
	});

	printed('SPEC_INVALID', 'writes a spec that was changed again', async () => {
		const {root, type, write} = await shell();
		const file = `${hostile}.yaml`;
		await write(` --spec=${quote(file)}`);
		const text = await readFile(join(root, file), 'utf8');
		await writeFile(join(root, file), text.replace('deploymentSpec', 'deployment'));
		const line = `rehearse --dry-run -- ${quote(file)}`;
		const failed = await type(line);
		expect(failed.code).toBe('SPEC_INVALID');
		expect(await type(filled(failed.next[0]))).toMatchObject({exitCode: 0});
		expect(await type(line)).toMatchObject({exitCode: 0});
	});

	printed('SPEC_INVALID', 'leaves a file of others, and writes another one', async () => {
		const {root, type} = await shell();
		await writeFile(join(root, 'mine.yaml'), 'a: 1\n');
		const failed = await type('rehearse mine.yaml --dry-run');
		expect(failed.code).toBe('SPEC_INVALID');
		expect(await type(filled(failed.next[0]?.replace('PATH', 'other.yaml')))).toMatchObject({exitCode: 0});
		expect(await readFile(join(root, 'mine.yaml'), 'utf8')).toBe('a: 1\n');
		expect(await type('rehearse other.yaml --dry-run')).toMatchObject({exitCode: 0});
	});
});
