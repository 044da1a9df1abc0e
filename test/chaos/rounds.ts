// The commands of a round in one world: how each is called, and what there is after one that nothing disturbed.
import {appendFile, readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {execa} from 'execa';
import {expect, vi} from 'vitest';
import {parseAllDocuments} from 'yaml';
import {keys, leaks, openWorldToDisturb, type Parts, program, type World} from '../e2e/world.ts';

/** The commands of a round, in this order. */
export const commands = ['deploy', 'run', 'schedule', 'changed', 'teardown'] as const;
export type CommandName = (typeof commands)[number];

const foreign = {name: 'db-login', values: {password: 'kept'}};
const final = new Set(['SUCCEEDED', 'FAILED', 'CANCELED', 'SKIPPED']);

export type Performed = {
	/** `undefined` for a command that a signal has ended. */
	readonly exitCode: number | undefined;
	readonly said: string;
};

/** A command that runs. */
export type Running = {
	readonly pid: number;
	readonly kill: (signal: NodeJS.Signals) => void;
	readonly isOver: () => boolean;
};

export type Rounds = {
	readonly world: World;
	/** What a command is called with. What it makes has this name. */
	readonly argsOf: (command: CommandName, name: string) => readonly string[];
	/** Makes the change of the project that `changed` deploys. */
	readonly change: (name: string) => Promise<void>;
	/** Runs a command to its end; afterwards the servers have no faults, no secret was printed, and no process is left. */
	readonly perform: (args: readonly string[], disturb?: (running: Running) => Promise<void>) => Promise<Performed>;
	readonly activeRuns: (name: string) => ReadonlySet<string>;
	/** Ends the active runs. */
	readonly finishRuns: (name: string) => void;
	readonly expectWholeSpec: (name: string) => Promise<void>;
	/** `mostRuns`: how many runs the command may have started. */
	readonly expectState: (
		command: CommandName,
		name: string,
		before: ReadonlySet<string>,
		mostRuns: number,
	) => Promise<void>;
};

export async function openRounds(parts: Parts): Promise<Rounds> {
	const world = await openWorldToDisturb(parts);
	const {temporary} = world;
	world.kubernetes.createSecret(foreign);

	const specOf = (name: string): string => join(world.project, `${name}.yaml`);
	const argsOf: Rounds['argsOf'] = (command, name) => {
		const host = ['--host', world.kfp.url, '--yes', '--json'];
		const named = ['--env', 's3', '--kfp-name', name, ...host];
		if (command === 'run') return ['run', ...named];
		if (command === 'schedule') return ['run', '--schedule', '0 3 * * *', ...named];
		if (command === 'teardown') return ['teardown', '--all', '--spec', specOf(name), '--kfp-name', name, ...host];
		const image = ['--image', `${parts.registry}/chaos/${name}`, '--secret', name, '--spec', specOf(name)];
		return ['deploy', ...named, ...image, ...(command === 'changed' ? ['--reschedule'] : [])];
	};

	/** Runs that the command terminates end, as the server's would. */
	const perform: Rounds['perform'] = async (args, disturb) => {
		const child = execa(process.execPath, [program, ...args], {
			cwd: world.project,
			env: {...world.env, TMPDIR: temporary},
			extendEnv: false,
			reject: false,
			timeout: 120_000,
		});
		let isOver = false;
		void child.finally(() => (isOver = true));
		const disturbed = disturb?.({
			pid: child.pid ?? 0,
			kill: signal => void child.kill(signal),
			isOver: () => isOver,
		});
		while (!isOver) {
			for (const {id, state} of world.kfp.state().runs) if (state === 'CANCELING') world.kfp.finishRun(id, 'CANCELED');
			await wait(5);
		}
		await disturbed;
		const {stdout, stderr, exitCode, timedOut} = await child;
		world.kfp.removeFaults();
		world.kubernetes.removeFaults();
		expect(leaks(stdout + stderr), 'a secret is printed').toBe(false);
		expect(timedOut, `ends\n${stdout}\n${stderr}`).toBe(false);
		expect(stderr, 'no stack').not.toMatch(/^ {4}at .*:\d+:\d+\)?$/m);
		await vi.waitFor(async () => expect(await left(), 'no process is left').toEqual([]), {timeout: 10_000});
		return {exitCode, said: `${stdout}\n${stderr}`};
	};

	/** Processes that were started in this world and still run. */
	async function left(): Promise<readonly string[]> {
		const found: string[] = [];
		for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
			const environment = await readFile(join('/proc', pid, 'environ'), 'utf8').catch(() => '');
			if (environment.includes(`TMPDIR=${temporary}`))
				found.push((await readFile(join('/proc', pid, 'cmdline'), 'utf8').catch(() => '')).replaceAll('\0', ' '));
		}
		return found;
	}

	const of = (name: string) => {
		const {pipelines, versions, runs, recurringRuns} = world.kfp.state();
		const pipeline = pipelines.filter(one => one.name === name);
		return {
			pipeline,
			versions: versions.filter(({pipelineId}) => pipelineId === pipeline[0]?.id),
			runs: runs.filter(one => one.name.startsWith(`${name} `)),
			recurringRuns: recurringRuns.filter(one => one.name === name),
		};
	};
	const activeRuns: Rounds['activeRuns'] = name =>
		new Set(of(name).runs.flatMap(({id, state}) => (final.has(state) ? [] : [id])));

	async function expectWholeSpec(name: string): Promise<void> {
		const text = await readFile(specOf(name), 'utf8').catch(() => undefined);
		if (text === undefined) return;
		const [spec, ...rest] = parseAllDocuments(text);
		expect([spec?.errors, rest.flatMap(({errors}) => errors)], 'the spec is whole').toEqual([[], []]);
		expect(spec?.toJS(), 'the spec is whole').toHaveProperty('pipelineInfo.name', name);
	}

	const expectState: Rounds['expectState'] = async (command, name, before, mostRuns) => {
		const {pipeline, versions, runs, recurringRuns} = of(name);
		const secrets = world.kubernetes.secrets();
		expect(secrets).toHaveProperty(['kubeflow/db-login']);
		expect(await readdir(temporary), 'no temporary folder is left').toEqual([]);
		if (command === 'teardown') {
			expect({pipeline, runs, recurringRuns}).toEqual({pipeline: [], runs: [], recurringRuns: []});
			expect(secrets).not.toHaveProperty([`kubeflow/${name}`]);
			expect(await readdir(world.project), 'no spec is left').not.toContain(`${name}.yaml`);
			return;
		}
		expect(pipeline).toHaveLength(1);
		expect(versions).toHaveLength(command === 'changed' ? 2 : 1);
		const started = runs.filter(({id, state}) => !final.has(state) && !before.has(id));
		expect(started.length, 'runs').toBeGreaterThanOrEqual(command === 'schedule' ? 0 : 1);
		expect(started.length, 'runs').toBeLessThanOrEqual(mostRuns);
		const enabled = recurringRuns.filter(one => one.enabled);
		expect(enabled, 'one recurring run').toHaveLength(command === 'schedule' || command === 'changed' ? 1 : 0);
		if (command === 'changed') expect(enabled[0]?.versionId).toBe(started[0]?.versionId);
		const data = secrets[`kubeflow/${name}`]?.['data'] as Readonly<Record<string, string>>;
		const values = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
		expect(Object.fromEntries(values)).toEqual(keys);
	};

	return {
		world,
		argsOf,
		change: name => appendFile(join(world.project, 'src/bike_share/__init__.py'), `\n# ${name}\n`),
		perform,
		activeRuns,
		finishRuns: name => {
			for (const id of activeRuns(name)) world.kfp.finishRun(id, 'SUCCEEDED');
		},
		expectWholeSpec,
		expectState,
	};
}
