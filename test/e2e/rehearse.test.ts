// The rehearsal with a real Kedro and the built program: order, isolation, environment, failure, cancelling.
import {execFile} from 'node:child_process';
import {cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it, vi} from 'vitest';
import {findProgram} from '../../src/system/exec.ts';
import {bed} from '../bed/bed.ts';
import {writeProject} from '../bed/kedro-project.ts';
import {describeWith, together} from '../bed/part.ts';
import {shareCompiledCode} from '../support/compiled-code.ts';
import {keys, leaks, program} from './world.ts';

const execFileAsync = promisify(execFile);

/** `gather` waits until all three of its kind have started; `sleeper` starts a child and waits for ever. */
const nodesPy = `import json, os, subprocess, sys, time
from pathlib import Path

shared = Path(os.environ["HOME"]) / "shared"


def _meet(name):
    (shared / name).touch()
    deadline = time.monotonic() + 60
    while not all((shared / other).exists() for other in ("a", "b", "c")):
        assert time.monotonic() < deadline, "the other two did not start"
        time.sleep(0.02)


def start(raw):
    return {"rows": len(raw)}


def meet_a(rows):
    _meet("a")
    return rows


def meet_b(rows):
    _meet("b")
    return rows


def meet_c(rows):
    _meet("c")
    return rows


def join(a, b, c):
    return [a, b, c]


def dump(raw):
    print("the key is " + os.environ.get("AWS_SECRET_ACCESS_KEY", "not there"), flush=True)
    document = {"env": dict(os.environ), "argv": sys.argv, "cwd": os.getcwd(), "files": sorted(str(p) for p in Path(".").rglob("*") if p.is_file() and "__pycache__" not in p.parts), "filesystem": "fsspec.implementations.zip" in sys.modules}
    (shared / "seen.json").write_text(json.dumps(document))
    return {}


def leave(raw):
    Path("left-behind").write_text("x")
    return {"seen": Path("left-behind").exists()}


def look(left):
    return {"seen": Path("left-behind").exists()}


def passing(raw):
    return raw


def failing(rows):
    print("the last words of failing", flush=True)
    raise KeyError("height")


def sleeper(raw):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    (shared / "sleeper").write_text(f"{os.getpid()} {child.pid} {os.getppid()}\\n")
    time.sleep(600)
`;

const registryPy = `from kedro.pipeline import node, pipeline

from small import nodes as n


def register_pipelines():
    wide = pipeline(
        [
            node(n.start, "raw", "r_start", name="start"),
            node(n.meet_a, "r_start", "r_a", name="meet_a"),
            node(n.meet_b, "r_start", "r_b", name="meet_b"),
            node(n.meet_c, "r_start", "r_c", name="meet_c"),
            node(n.join, ["r_a", "r_b", "r_c"], "r_all", name="join"),
        ]
    )
    return {
        "__default__": wide,
        "dump": pipeline([node(n.dump, "raw", "r_dump", name="dump")]),
        "files": pipeline([node(n.leave, "raw", "r_leave", name="leave"), node(n.look, "r_leave", "r_look", name="look")]),
        "failing": pipeline(
            [
                node(n.start, "raw", "r_start", name="start"),
                node(n.failing, "r_start", "r_a", name="failing"),
                node(n.passing, "r_start", "r_b", name="passing"),
                node(n.passing, "r_a", "r_c", name="behind"),
                node(n.join, ["r_a", "r_b", "r_c"], "r_all", name="join"),
            ]
        ),
        "memory": pipeline([node(n.start, "raw", "only_memory", name="maker"), node(n.passing, "only_memory", "r_a", name="taker")]),
        "local": pipeline([node(n.start, "raw", "local_file", name="maker"), node(n.passing, "local_file", "r_a", name="taker")]),
        "sleep": pipeline([node(n.sleeper, "raw", "r_a", name="sleeper"), node(n.passing, "r_a", "r_b", name="after")]),
    }
`;

type Task = {readonly task: string; readonly state: string; readonly log?: string};
type Event = Readonly<Record<string, unknown>>;
type Ran = {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
	readonly events: readonly Event[];
};

const containers = together({engine: await bed.engine(), base: await bed.baseImage()});

const pythons = together({python: await bed.python('kedro-1-bare'), withPandas: await bed.python('kedro-1')});

describeWith(pythons, 'rehearse', ({python, withPandas}) => {
	let home: string;
	let shared: string;
	let project: string;
	beforeAll(async () => {
		home = await realpath(await mkdtemp(join(tmpdir(), 'kfp-wizard-rehearse-')));
		shared = join(home, 'shared');
		await mkdir(shared);
		await mkdir(join(home, 'tmp'));
		await shareCompiledCode(join(home, '.cache'));
		project = await writeProject(join(home, 'project'), {
			files: {
				'src/small/nodes.py': nodesPy,
				'src/small/pipeline_registry.py': registryPy,
				'conf/base/catalog.yml': `raw:\n  type: json.JSONDataset\n  filepath: ${shared}/raw.json\n\nlocal_file:\n  type: json.JSONDataset\n  filepath: data/local.json\n\n"r_{name}":\n  type: json.JSONDataset\n  filepath: ${shared}/{name}.json\n`,
				'conf/base/parameters.yml': `landing: zip://raw.json\nblob: ${'A'.repeat(300_000)}\n`,
				'.gitignore': 'data\n',
				'.env': 'SECRET=1\n',
			},
		});
		await writeFile(join(shared, 'raw.json'), '[1, 2, 3]\n');
	});
	afterAll(() => rm(home, {recursive: true, force: true}));

	const env = (): NodeJS.ProcessEnv => ({
		PATH: `${dirname(python)}:${process.env['PATH']}`,
		HOME: home,
		TMPDIR: join(home, 'tmp'),
		SHELL_ONLY: 'must not arrive',
		AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
		...keys,
	});
	const start = (args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
		execa(process.execPath, [program, ...args], {
			cwd: project,
			env: {...env(), ...more},
			extendEnv: false,
			reject: false,
			timeout: 120_000,
		});
	const ended = async (started: ReturnType<typeof start>): Promise<Ran> => {
		const {exitCode, stdout, stderr} = await started;
		const events = String(stdout)
			.split('\n')
			.filter(line => line.startsWith('{'))
			.map(line => JSON.parse(line) as Event);
		return {exitCode: exitCode ?? 128, stdout: String(stdout), stderr: String(stderr), events};
	};
	const compiled = new Map<string, Promise<string>>();
	/** Writes the spec of a pipeline, once. The local catalog is what is tested, so the checks are overruled. */
	const compile = (...words: readonly [pipeline: string, ...more: string[]]): Promise<string> => {
		const key = words.join(' ');
		const spec = compiled.get(key) ?? compileNow(...words);
		compiled.set(key, spec);
		return spec;
	};
	const compileNow = async (pipeline: string, ...more: readonly string[]): Promise<string> => {
		const spec = join(home, `${pipeline}${more.length}.yaml`);
		const rules = ['memory-dataset', 'local-dataset', 'local-input'].flatMap(rule => ['--ignore', `catalog/${rule}`]);
		const ran = await ended(
			start(['compile', '--python', python, '--pipeline', pipeline, '--image', 'x/y:1', '-o', spec, ...rules, ...more]),
		);
		expect(ran.exitCode, ran.stderr).toBe(0);
		return spec;
	};
	const rehearse = (spec: string, ...more: readonly string[]): ReturnType<typeof start> =>
		start(['rehearse', spec, '--python', python, '--json', ...more]);
	const resultOf = ({events}: Ran): Event => events.at(-1) ?? {};
	const statesOf = (ran: Ran): Record<string, string> =>
		Object.fromEntries(((resultOf(ran)['tasks'] ?? []) as Task[]).map(({task, state}) => [task, state]));
	const lastOf = (ran: Ran, task: string): Event =>
		ran.events.filter(event => event['event'] === 'task' && event['task'] === task).at(-1) ?? {};
	/** Copies of the project that are still there. */
	const copies = (): Promise<string[]> => readdir(join(home, 'tmp'));

	// Where it does not matter how tasks start they are forks, which take a fraction of the time.
	it('three tasks that wait for each other overlap in time; the fourth waits for them', async () => {
		for (const name of ['a', 'b', 'c']) await rm(join(shared, name), {force: true});
		const spec = await compile('__default__');
		const ran = await ended(rehearse(spec, '--parallel', '3', '--warm'));
		expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
		expect(ran.stderr).toBe('');
		expect(statesOf(ran)).toEqual({
			start: 'succeeded',
			'meet-a': 'succeeded',
			'meet-b': 'succeeded',
			'meet-c': 'succeeded',
			join: 'succeeded',
		});
		const graph = ran.events.find(({event}) => event === 'tasks');
		expect((graph?.['tasks'] as Event[] | undefined)?.at(-1)).toMatchObject({
			task: 'join',
			dependsOn: ['meet-a', 'meet-b', 'meet-c'],
		});
		const order = ran.events
			.filter(({event}) => event === 'task')
			.map(event => `${String(event['task'])} ${String(event['state'])}`);
		for (const name of ['a', 'b', 'c']) {
			expect(order.indexOf(`meet-${name} running`)).toBeGreaterThan(order.indexOf('start succeeded'));
			expect(order.indexOf('join running')).toBeGreaterThan(order.indexOf(`meet-${name} succeeded`));
		}
		const {logs} = resultOf(ran) as {logs: string};
		expect((await readdir(logs)).filter(name => name.endsWith('.log'))).toHaveLength(5);
		expect(await readFile(join(logs, '001-start.log'), 'utf8')).toContain('Pipeline execution completed');
	});

	const anew: readonly string[] = [];
	const forked: readonly string[] = ['--warm'];
	/** Whether the tasks were forks, as was asked for. */
	const areForks = ({events}: Ran): boolean =>
		events.some(({event, message}) => event === 'note' && String(message).startsWith('warm: '));

	it.each([
		['of its own', anew],
		['that is a fork', forked],
	])(
		'a task in a process %s has the variables and the argv of the spec, PATH, HOME and the keys, nothing else; no key is shown',
		async (_title, how) => {
			const spec = await compile('dump', '--env-var', 'COLOUR=blau grün', '--secret', 'aws-secrets');
			const ran = await ended(rehearse(spec, ...how));
			expect(ran.exitCode, ran.stdout).toBe(0);
			expect(areForks(ran)).toBe(how === forked);
			const dump = JSON.parse(await readFile(join(shared, 'seen.json'), 'utf8')) as {
				env: Record<string, string>;
				argv: string[];
				cwd: string;
				files: string[];
				filesystem: boolean;
			};
			expect(dump.filesystem, 'what opens a URL of the configuration is imported once').toBe(how === forked);
			// Python itself adds LC_CTYPE where there is no locale, and Kedro PYTHONPATH.
			const {LC_CTYPE: _, PYTHONPATH: __, ...rest} = dump.env;
			expect(rest).toEqual({
				PATH: `${dirname(python)}:${env()['PATH']}`,
				HOME: home,
				PYTHONUNBUFFERED: '1',
				COLUMNS: '160',
				KEDRO_DISABLE_TELEMETRY: '1',
				KEDRO_ENV: 'local',
				COLOUR: 'blau grün',
				...keys,
			});
			expect(dump.argv.slice(1)).toEqual(['run', '--env=local', '--pipelines=dump', '--nodes=dump']);
			expect(dump.files, 'what the image would contain').toEqual(
				['pyproject.toml', 'requirements.txt', ...dump.files.filter(path => /^(conf|src)\//.test(path))].sort(),
			);
			expect(dump.files.some(path => /credentials|\.env/.test(path))).toBe(false);
			const {log = ''} = lastOf(ran, 'dump') as {log?: string};
			const written = await readFile(log, 'utf8');
			expect(written).toContain('the key is [REDACTED]');
			expect(leaks(written + ran.stdout + ran.stderr)).toBe(false);
			expect(await copies()).toEqual([]);
		},
	);

	it.each([
		['', anew],
		[' (forks)', forked],
	])(
		'what one task leaves in its folder is not there for the next, nor in the project; a v1 spec too%s',
		async (_title, how) => {
			const ran = await ended(rehearse(await compile('files', '--format', 'argo'), ...how));
			expect(ran.exitCode, ran.stdout).toBe(0);
			expect(JSON.parse(await readFile(join(shared, 'leave.json'), 'utf8'))).toEqual({seen: true});
			expect(JSON.parse(await readFile(join(shared, 'look.json'), 'utf8'))).toEqual({seen: false});
			expect(await readdir(project)).not.toContain('left-behind');
			expect(await readdir(join(project, 'src', 'small'))).not.toContain('__pycache__');
		},
	);

	it.each([
		['', anew],
		[', of forks too', forked],
	])(
		'a failed task is shown with its last lines, and what is behind it is skipped: exit code 6%s',
		async (_title, how) => {
			const ran = await ended(rehearse(await compile('failing'), ...how));
			expect(areForks(ran)).toBe(how === forked);
			expect(ran.exitCode).toBe(6);
			expect(statesOf(ran)).toEqual({
				start: 'succeeded',
				failing: 'failed',
				passing: 'succeeded',
				behind: 'skipped',
				join: 'skipped',
			});
			expect(lastOf(ran, 'failing')).toMatchObject({
				line: expect.stringContaining("KeyError: 'height'"),
				detail: expect.stringContaining('exit code 1'),
			});
			expect(lastOf(ran, 'behind')).toMatchObject({detail: 'failing did not succeed'});
			expect(resultOf(ran)).toMatchObject({ok: false, exitCode: 6, error: {code: 'REHEARSAL_FAILED', changed: []}});
			expect(await readFile(String(lastOf(ran, 'failing')['log']), 'utf8')).toContain('the last words of failing');
		},
	);

	it.each([
		['memory', 'only_memory is only in memory', 'Add to conf/'],
		['local', 'maker writes local_file to data/local.json in its own container', 'Add to conf/'],
	])('a dataset in %s makes its consumer fail, reported in the words of the check', async (pipeline, message, fix) => {
		const ran = await ended(rehearse(await compile(pipeline), '--warm'));
		expect(ran.exitCode).toBe(6);
		expect(statesOf(ran)).toEqual({maker: 'succeeded', taker: 'failed'});
		expect(lastOf(ran, 'taker')['detail']).toContain(message);
		expect(lastOf(ran, 'taker')['detail']).toContain(fix);
	});

	/** The task that waits for ever, its child and the process that started it, once all are there: those of them that are running. */
	const sleepers = async (): Promise<() => Promise<readonly string[]>> => {
		const pids = await vi.waitFor(async () => {
			const text = await readFile(join(shared, 'sleeper'), 'utf8');
			expect(text).toMatch(/\n$/);
			return text.trim().split(' ');
		}, 60_000);
		return () =>
			execFileAsync('ps', ['-o', 'stat=', '-p', pids.join(',')]).then(
				({stdout}) => stdout.split('\n').filter(state => /^[^Z]/.test(state)),
				() => [],
			);
	};

	it.each([
		['', anew],
		[', of forks too', forked],
	])('Ctrl-C ends the tasks and their children: cancelled, exit code 130%s', async (_title, how) => {
		await rm(join(shared, 'sleeper'), {force: true});
		const started = rehearse(await compile('sleep'), ...how);
		const running = await sleepers();
		expect(await running()).toHaveLength(3);
		started.kill('SIGINT');
		const ran = await ended(started);
		expect(areForks(ran)).toBe(how === forked);
		expect(ran.exitCode).toBe(130);
		expect(await running()).toEqual([]);
		expect(await copies()).toEqual([]);
		expect(statesOf(ran)).toEqual({sleeper: 'cancelled', after: 'cancelled'});
		expect(resultOf(ran)).toMatchObject({ok: false, exitCode: 130, error: {code: 'CANCELLED'}});
	});

	it('forks, their children and the process that they came from end with kfp-wizard, also when it is killed', async () => {
		await rm(join(shared, 'sleeper'), {force: true});
		const started = rehearse(await compile('sleep'), '--warm');
		const running = await sleepers();
		expect(await running()).toHaveLength(3);
		started.kill('SIGKILL');
		await ended(started);
		await vi.waitFor(async () => expect(await running()).toEqual([]), 20_000);
		await rm(join(home, 'tmp'), {recursive: true});
		await mkdir(join(home, 'tmp'));
	});

	it('forks of all tasks of the example write byte by byte what kedro run writes', async () => {
		const example = join(home, 'example');
		await cp(new URL('../../examples/bike-share', import.meta.url), example, {recursive: true});
		const catalog = await readFile(join(example, 'conf/s3/catalog.yml'), 'utf8');
		const environments = ['whole', 'forked'];
		for (const name of environments) {
			const text = catalog.replaceAll('s3://${globals:bucket}', join(home, name));
			await mkdir(join(example, 'conf', name));
			await writeFile(join(example, 'conf', name, 'catalog.yml'), text);
			await cp(join(example, 'data/01_raw'), join(home, name, 'bike-share/01_raw'), {recursive: true});
		}
		const PATH = `${dirname(withPandas)}:${process.env['PATH']}`;
		const options = {cwd: example, env: {...env(), PATH, KEDRO_DISABLE_TELEMETRY: '1'}, extendEnv: false};
		await execa('kedro', ['run', '--env', 'whole'], options);
		const rules = ['local-dataset', 'local-input'].flatMap(rule => ['--ignore', `catalog/${rule}`]);
		const ran = await ended(
			start([
				'rehearse',
				'--project',
				example,
				'--python',
				withPandas,
				'--env',
				'forked',
				'--warm',
				'--json',
				...rules,
			]),
		);
		expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
		expect(areForks(ran)).toBe(true);
		const written = async (name: string): Promise<readonly string[]> => {
			const entries = await readdir(join(home, name), {recursive: true, withFileTypes: true});
			const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
			const texts = files.sort().map(async file => `${file}\n${await readFile(file, 'utf8')}`);
			return (await Promise.all(texts)).map(text => text.replace(join(home, name), ''));
		};
		const whole = await written('whole');
		expect(whole.length).toBeGreaterThan(15);
		expect(await written('forked')).toEqual(whole);
	});

	it('a program that is not there, and a spec that is not there, are said so', async () => {
		const spec = await compile('dump');
		const text = (await readFile(spec, 'utf8')).replace(/^( +- )kedro$/m, '$1kedro-of-another-world');
		const odd = join(home, 'odd.yaml');
		await writeFile(odd, text);
		const ran = await ended(rehearse(odd));
		expect(ran.exitCode).toBe(6);
		expect(lastOf(ran, 'dump')['detail']).toContain('kedro-of-another-world: there is no such program');
		const none = await ended(rehearse(join(home, 'none.yaml')));
		expect(none.exitCode).toBe(2);
		expect(resultOf(none)).toMatchObject({
			error: {code: 'SPEC_MISSING', next: [{command: expect.stringContaining('compile')}]},
		});
		const many = await ended(rehearse(spec, '--parallel', '0'));
		expect([many.exitCode, resultOf(many)]).toMatchObject([2, {error: {code: 'BAD_VALUE'}}]);
	});

	it('what a cluster would expand never runs: the spec is refused', async () => {
		const spec = await compile('dump');
		const odd = join(home, 'expanding.yaml');
		await writeFile(odd, (await readFile(spec, 'utf8')).replace('--env=local', '--env=$(HOME)'));
		const ran = await ended(rehearse(odd));
		expect([ran.exitCode, resultOf(ran)]).toMatchObject([1, {error: {code: 'SPEC_INVALID'}}]);
	});

	it('deploy --rehearse: the plan names it; a failure stops before image, spec and cluster', async () => {
		const rules = ['local-dataset', 'local-input', 'memory-dataset'].flatMap(rule => ['--ignore', `catalog/${rule}`]);
		const spec = join(home, 'deployed.yaml');
		const deploy = (pipeline: string): ReturnType<typeof start> =>
			start([
				'deploy',
				'--yes',
				'--json',
				'--python',
				python,
				'--pipeline',
				pipeline,
				'--image',
				'x/y:1',
				'-o',
				spec,
				'--rehearse',
				'--parallel',
				'2',
				'--no-build',
				'--no-push',
				'--no-upload',
				...rules,
			]);
		const failed = await ended(deploy('memory'));
		expect(failed.exitCode, failed.stdout).toBe(6);
		const plan = failed.events.find(({event}) => event === 'plan');
		expect((plan?.['changes'] as Event[] | undefined)?.[0]).toMatchObject({
			action: 'create',
			what: 'rehearsal',
			name: '2 tasks',
		});
		expect(resultOf(failed)).toMatchObject({error: {code: 'REHEARSAL_FAILED', changed: []}, tasks: {length: 2}});
		await expect(readFile(spec)).rejects.toMatchObject({code: 'ENOENT'});
		const good = await ended(deploy('dump'));
		expect(good.exitCode, good.stdout).toBe(0);
		expect(resultOf(good)).toMatchObject({
			ok: true,
			tasks: [{state: 'succeeded'}],
			spec: {action: 'created'},
		});
		const steps = good.events.filter(({event, state}) => event === 'step' && state === 'done').map(({step}) => step);
		expect(steps).toEqual(['project', 'pipeline', 'checks', 'rehearsal', 'image', 'spec']);
		expect(String(resultOf(good)['again'])).toMatch(/ --rehearse(?! true)/);
	});

	describeWith(containers, 'in containers of the image', part => {
		/** A spec whose tasks run a line of Python in the base image, and a `docker` that writes down its arguments. */
		const container = async (pipeline: string, script: string): Promise<() => ReturnType<typeof start>> => {
			const spec = await compile(pipeline, '--secret', 'aws-secrets');
			const text = (await readFile(spec, 'utf8'))
				.replace('docker.io/x/y:1', part.base)
				.replace('- kedro\n', '- python3\n')
				.replace('- run\n', `- '-c'\n        - ${JSON.stringify(script)}\n`);
			await writeFile(spec, text);
			const real = (await findProgram('docker')) ?? '';
			const bin = join(home, 'bin');
			await mkdir(bin, {recursive: true});
			await writeFile(join(bin, 'docker'), `#!/bin/sh\necho "$@" >> '${home}/calls'\nexec '${real}' "$@"\n`, {
				mode: 0o755,
			});
			const more = {PATH: `${bin}:${env()['PATH']}`, DOCKER_HOST: part.engine.host};
			return () => start(['rehearse', spec, '--python', python, '--json', '--in', 'container'], more);
		};
		/** Containers of this test, distinguished from those of others by what they run. */
		const left = async (): Promise<readonly string[]> => {
			const args = ['ps', '--no-trunc', '--format', '{{.Names}} {{.Command}}'];
			const {stdout} = await execa('docker', args, {env: {DOCKER_HOST: part.engine.host}});
			return stdout.split('\n').filter(line => line.startsWith('kfp-wizard-rehearsal-') && line.includes(home));
		};

		it('gives them argv, variables and keys, the keys never as arguments', async () => {
			const script =
				'import os, sys; print(sys.argv[-1], os.environ["PYTHONUNBUFFERED"], os.environ["AWS_SECRET_ACCESS_KEY"], os.path.exists("/tmp/x")); open("/tmp/x", "w")';
			const ran = await ended((await container('files', script))());
			expect(ran.exitCode, ran.stdout).toBe(0);
			expect(lastOf(ran, 'look')['line']).toBe('--nodes=look 1 [REDACTED] False');
			const calls = await readFile(join(home, 'calls'), 'utf8');
			expect(calls).toContain('--env AWS_SECRET_ACCESS_KEY');
			expect(leaks(calls + ran.stdout + ran.stderr)).toBe(false);
		});

		it('deploy --rehearse --in container: after the image, before everything else', async () => {
			const image = part.base;
			const spec = join(home, 'contained.yaml');
			const args = [
				'deploy',
				'--yes',
				'--json',
				'--python',
				python,
				'--pipeline',
				'dump',
				'--image',
				image,
				'-o',
				spec,
			];
			const more = ['--rehearse', '--in', 'container', '--no-build', '--no-push', '--no-upload'];
			const rules = ['--ignore', 'catalog/local-input'];
			const ran = await ended(start([...args, ...more, ...rules], {DOCKER_HOST: part.engine.host}));
			expect(ran.exitCode, ran.stdout).toBe(6);
			expect(lastOf(ran, 'dump')).toMatchObject({
				state: 'failed',
				detail: expect.stringContaining('exit code 127: the command is not found'),
			});
			const steps = ran.events
				.filter(({event}) => event === 'step')
				.map(({step, state}) => `${String(step)} ${String(state)}`);
			expect(steps.slice(-4)).toEqual(['image active', 'rehearsal active', 'rehearsal failed', 'image failed']);
			await expect(readFile(spec)).rejects.toMatchObject({code: 'ENOENT'});
		});

		it('Ctrl-C ends them: no container is left', async () => {
			const begin = await container('sleep', `import time; time.sleep(600 if "${home}" else 0)`);
			const started = begin();
			await vi.waitFor(async () => expect(await left()).toHaveLength(1), 60_000);
			started.kill('SIGINT');
			const ran = await ended(started);
			expect(ran.exitCode).toBe(130);
			expect(statesOf(ran)).toEqual({sleeper: 'cancelled', after: 'cancelled'});
			expect(await left()).toEqual([]);
		});
	});
});
