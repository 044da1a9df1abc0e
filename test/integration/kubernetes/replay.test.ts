// Holds the fake API server against recordings of a real one: the real kubectl, with the recorded argv and stdin.
import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {execa} from 'execa';
import * as z from 'zod';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {bed} from '../../bed/bed.ts';
import {describeWith, together} from '../../bed/part.ts';
import {type KubernetesApi, startKubernetesApi} from '../../fakes/kubernetes-api.ts';
import {comparable, moved, normalize} from './replay-normalize.ts';
import {leftOut, setups, stdins} from './replay-plan.ts';

const Transcript = z.object({
	name: z.string(),
	argv: z.array(z.string()),
	stdin: z.string().nullish(),
	env: z.record(z.string(), z.string()),
	exitCode: z.number(),
	stdout: z.string(),
	stderr: z.string(),
});

const both = together({recordings: await bed.recordings(), kubectl: await bed.kubectl()});

describeWith(both, 'the fake Kubernetes API against recordings of a real one', parts => {
	let api: KubernetesApi;
	let folder: string;
	const kubeconfigs = new Map<string, string>();

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
		api = await startKubernetesApi();
		for (const user of ['bed-admin', 'data-scientist', 'expired']) {
			kubeconfigs.set(user, await api.kubeconfig(folder, {user, file: user}));
		}
	});

	afterAll(async () => {
		await api.stop();
		await rm(folder, {recursive: true, force: true});
	});

	const run = async (argv: readonly string[], user: string, input: string | null | undefined) =>
		execa(parts.kubectl, argv.slice(1), {
			env: {LC_ALL: 'C', HOME: folder, KUBECACHEDIR: join(folder, 'cache'), KUBECONFIG: kubeconfigs.get(user) ?? ''},
			...(typeof input === 'string' ? {input} : {stdin: 'ignore' as const}),
			reject: false,
			stripFinalNewline: false,
		});

	it('kubectl prints the same for the fake Kubernetes API as for a real one', async () => {
		const root = join(parts.recordings, 'kubernetes');
		const files = (await readdir(root)).filter(file => /^\d{3}-.*\.json$/.test(file)).toSorted();
		const range = (from: number, to: number): number[] =>
			Array.from({length: to - from + 1}, (_, index) => from + index);
		expect(files.map(file => Number(file.slice(0, 3)))).toEqual([...range(1, 275), ...range(301, 324)]);
		const differences: string[] = [];
		const versions = {here: new Map<string, string>(), there: new Map<string, string>()};
		const tally = {replayed: 0, 'left out': 0};
		for (const file of files) {
			const number = Number(file.slice(0, 3));
			if (leftOut(number) !== undefined) {
				tally['left out']++;
				continue;
			}
			const transcript = Transcript.parse(JSON.parse(await readFile(join(root, file), 'utf8')));
			await setups[number]?.(api, (argv, input) => run(argv, 'bed-admin', input));
			const user =
				transcript.env['KUBECONFIG']?.endsWith('/data-scientist.kubeconfig') === true ? 'data-scientist' : 'bed-admin';
			const input = stdins[number]?.(api) ?? transcript.stdin;
			const result = await run(transcript.argv, user, input);
			tally.replayed++;
			const said = normalize({exitCode: result.exitCode ?? -1, stdout: result.stdout, stderr: result.stderr});
			const recorded = normalize(transcript);
			const here = {...comparable(said), moved: moved(result.stdout, versions.here)};
			const there = {...comparable(recorded), moved: moved(transcript.stdout, versions.there)};
			if (!isDeepStrictEqual(here, there))
				differences.push(`${file}:\n${JSON.stringify(here)}\n${JSON.stringify(there)}`);
		}
		console.log(`kubernetes recordings: ${tally.replayed} replayed, ${tally['left out']} left out`);
		expect(differences).toEqual([]);
		expect(tally).toEqual({replayed: 179, 'left out': 120});
	}, 180_000);
});
