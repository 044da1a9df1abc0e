// Calls the real SDKs as judges, many specs per process since importing one takes seconds.
import {fileURLToPath} from 'node:url';
import * as z from 'zod';
import {run, type RunOptions} from '../../../src/system/exec.ts';

const Judged = z.object({
	name: z.string(),
	tasks: z.array(
		z.object({
			key: z.string(),
			title: z.string(),
			nodes: z.string(),
			cached: z.boolean(),
			image: z.string(),
			command: z.array(z.string()),
			args: z.array(z.string()),
			env: z.record(z.string(), z.string()),
		}),
	),
	secrets: z.array(z.tuple([z.string(), z.string(), z.string()])),
});
const Verdict = z.union([Judged, z.object({error: z.string()})]);
export type Verdict = z.infer<typeof Verdict>;

/** What KFP's SDK 2 reads in each of the specs, with unknown fields refused; the traceback where it refuses one. */
export async function judge(python: string, specs: readonly string[]): Promise<readonly Verdict[]> {
	return z.array(Verdict).parse(JSON.parse(await runScript(python, 'judge-kfp-2.py', specs)));
}

/** Runs a script beside this file with JSON on its stdin. */
export async function runScript(
	python: string,
	script: string,
	input: unknown,
	options: Pick<RunOptions, 'cwd' | 'env'> = {},
): Promise<string> {
	const path = fileURLToPath(new URL(script, import.meta.url));
	const stdin = {input: JSON.stringify(input), timeout: 120_000};
	const result = await run(python, ['-W', 'ignore', path], {...options, ...stdin});
	if (result.exitCode !== 0) throw new Error(`${result.stdout}\n${result.stderr}`);
	return result.stdout;
}
