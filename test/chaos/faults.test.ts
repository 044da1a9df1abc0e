// Rounds of deploy, run, schedule, deploy of a change and teardown, of which one command each is disturbed. Afterwards the same
// command ends as if nothing had been.
import {appendFile, readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it, vi} from 'vitest';
import {parseAllDocuments} from 'yaml';
import {describeWith} from '../bed/part.ts';
import {allParts, keys, leaks, openWorldToDisturb, program, type World} from '../e2e/world.ts';
import {anyDisturbance, type CommandName, commands, type Disturbance, kills} from './disturbance.ts';
import {randomFrom} from './random.ts';

const seed = Number(process.env['KFP_WIZARD_CHAOS_SEED'] ?? Date.now() % 100_000);
const minutes = Number(process.env['KFP_WIZARD_CHAOS_MINUTES'] ?? 10);
const foreign = {name: 'db-login', values: {password: 'kept'}};
const final = new Set(['SUCCEEDED', 'FAILED', 'CANCELED', 'SKIPPED']);

describeWith(await allParts(), 'chaos', parts => {
	let world: World;
	let temporary: string;

	beforeAll(async () => {
		({temporary, ...world} = await openWorldToDisturb(parts));
		world.kubernetes.createSecret(foreign);
	});
	afterAll(() => world.close());

	const argsOf = (command: CommandName, name: string): readonly string[] => {
		const host = ['--host', world.kfp.url, '--yes', '--json'];
		const named = ['--env', 's3', '--kfp-name', name, ...host];
		if (command === 'run') return ['run', ...named];
		if (command === 'schedule') return ['run', '--schedule', '0 3 * * *', ...named];
		if (command === 'teardown') return ['teardown', '--all', '--spec', specOf(name), ...host];
		const image = ['--image', `${parts.registry}/chaos/${name}`, '--secret', name, '--spec', specOf(name)];
		return ['deploy', ...named, ...image, ...(command === 'changed' ? ['--reschedule'] : [])];
	};
	const specOf = (name: string): string => join(world.project, `${name}.yaml`);

	/** Runs a command, disturbed where a disturbance is given. Runs that it terminates end, as the server's would. */
	async function perform(args: readonly string[], disturbance?: Disturbance) {
		const {signal, moment} = disturbance?.arm(world) ?? {moment: () => Promise.resolve(false)};
		const child = execa(process.execPath, [program, ...args], {
			cwd: world.project,
			env: {...world.env, TMPDIR: temporary},
			extendEnv: false,
			reject: false,
			timeout: 120_000,
		});
		let isOver = false;
		void child.finally(() => (isOver = true));
		let isSent = false;
		while (!isOver) {
			for (const {id, state} of world.kfp.state().runs) if (state === 'CANCELING') world.kfp.finishRun(id, 'CANCELED');
			if (signal !== undefined && !isSent && (await moment())) isSent = child.kill(signal);
			await wait(5);
		}
		const {stdout, stderr, exitCode, timedOut} = await child;
		world.kfp.removeFaults();
		world.kubernetes.removeFaults();
		expect(leaks(stdout + stderr), 'a secret is printed').toBe(false);
		expect(timedOut, `ends\n${stdout}\n${stderr}`).toBe(false);
		expect(stderr, 'no stack').not.toMatch(/^ {4}at .*:\d+:\d+\)?$/m);
		return {exitCode, said: `${stdout}\n${stderr}`, isSent};
	}

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
		const mine = versions.filter(({pipelineId}) => pipelineId === pipeline[0]?.id);
		const isMine = ({versionId}: {readonly versionId: string | undefined}): boolean =>
			mine.some(({id}) => id === versionId);
		return {pipeline, versions: mine, runs: runs.filter(isMine), recurringRuns: recurringRuns.filter(isMine)};
	};

	async function specIsWhole(name: string): Promise<void> {
		const text = await readFile(specOf(name), 'utf8').catch(() => undefined);
		if (text === undefined) return;
		const [spec, ...rest] = parseAllDocuments(text);
		expect([spec?.errors, rest.flatMap(({errors}) => errors)], 'the spec is whole').toEqual([[], []]);
		expect(spec?.toJS(), 'the spec is whole').toHaveProperty('pipelineInfo.name', name);
	}

	/** What there is after a command that nothing disturbed, whatever happened before. */
	async function expectState(
		command: CommandName,
		name: string,
		activeBefore: ReadonlySet<string>,
		most: number,
	): Promise<void> {
		const {pipeline, versions, runs, recurringRuns} = of(name);
		const secrets = world.kubernetes.secrets();
		expect(secrets).toHaveProperty(['kubeflow/db-login']);
		expect(await readdir(temporary), 'no temporary folder is left').toEqual([]);
		if (command === 'teardown') {
			const {pipelines, runs, recurringRuns} = world.kfp.state();
			expect({pipelines, runs, recurringRuns, secrets: Object.keys(secrets)}).toEqual({
				pipelines: [],
				runs: [],
				recurringRuns: [],
				secrets: ['kubeflow/db-login'],
			});
			expect(
				(await readdir(world.project)).filter(file => file.endsWith('.yaml')),
				'no spec is left',
			).toEqual([]);
			return;
		}
		expect(pipeline).toHaveLength(1);
		expect(versions).toHaveLength(command === 'changed' ? 2 : 1);
		const started = runs.filter(({id, state}) => !final.has(state) && !activeBefore.has(id));
		expect(started.length, 'runs').toBeGreaterThanOrEqual(command === 'schedule' ? 0 : 1);
		expect(started.length, 'runs').toBeLessThanOrEqual(most);
		const enabled = recurringRuns.filter(one => one.enabled);
		expect(enabled, 'one recurring run').toHaveLength(command === 'schedule' || command === 'changed' ? 1 : 0);
		if (command === 'changed') expect(enabled[0]?.versionId).toBe(started[0]?.versionId);
		const data = secrets[`kubeflow/${name}`]?.['data'] as Readonly<Record<string, string>>;
		const values = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
		expect(Object.fromEntries(values)).toEqual(keys);
	}

	async function round(name: string, disturbance: Disturbance): Promise<void> {
		for (const command of commands) {
			const args = argsOf(command, name);
			if (command === 'changed') await appendFile(join(world.project, 'src/bike_share/__init__.py'), `\n# ${name}\n`);
			const activeBefore = new Set(of(name).runs.flatMap(({id, state}) => (final.has(state) ? [] : [id])));
			const isIt = command === disturbance.of;
			const first = await perform(args, isIt ? disturbance : undefined);
			await specIsWhole(name);
			await vi.waitFor(async () => expect(await left(), 'no process is left').toEqual([]), {timeout: 10_000});
			if (isIt)
				console.log(`  ${command}: exit code ${first.exitCode ?? 'none'}${first.isSent ? ', signal sent' : ''}`);
			else expect(first.exitCode, first.said).toBe(0);
			if (isIt && first.exitCode !== 0) {
				const again = await perform(args);
				expect(again.exitCode, `${first.said}\nagain:\n${again.said}`).toBe(0);
			}
			// `run` always starts a new run: one that was killed cannot say whether it did.
			const most = command === 'schedule' ? 0 : command === 'run' && isIt && first.exitCode !== 0 ? 2 : 1;
			await expectState(command, name, activeBefore, most);
			for (const {id, state} of of(name).runs)
				if (!final.has(state) && (command === 'deploy' || command === 'run')) world.kfp.finishRun(id, 'SUCCEEDED');
		}
	}

	it(`seed ${seed}, ${minutes} minutes`, {timeout: (minutes + 5) * 60_000}, async () => {
		const random = randomFrom(seed);
		const waiting = [...kills(random)];
		const end = Date.now() + minutes * 60_000;
		for (let number = 1; Date.now() < end; number++) {
			const disturbance = (random.integer(3) > 0 ? waiting.shift() : undefined) ?? anyDisturbance(random);
			console.log(`${number}. ${disturbance.of}: ${disturbance.words}`);
			await round(`chaos-${number}`, disturbance);
		}
		console.log(`${waiting.length} of the kills at a side effect are left; the seed was ${seed}`);
	});
});
