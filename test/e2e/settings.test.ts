// kfp.yml with a real Kedro and the built program: what compile, check and rehearse make of it.
import {mkdtemp, readFile, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {parseAllDocuments} from 'yaml';
import {bed} from '../bed/bed.ts';
import {writeProject} from '../bed/kedro-project.ts';
import {describeWith} from '../bed/part.ts';
import {shareCompiledCode} from '../support/compiled-code.ts';
import {keys, program} from './world.ts';

const base = `image: ghcr.io/acme/small
env_vars: {LEVEL: base, REGION: eu}
nodes:
  __default__: {memory: 1Gi}
`;
const prod = `pipeline: tries
secret: false
env_vars: {LEVEL: prod}
service_account: trainer
image_pull_secrets: [ghcr]
nodes:
  __default__: {memory: 512Mi}
  flaky:
    retries: 2
    memory: 2Gi
    env_vars: {LEVEL: node, MODE: slow}
    config_maps: [{name: flags, path: /mnt/flags}]
  endless: {timeout: 2s}
`;
const nodesPy = `import json, os, time
from pathlib import Path

shared = Path(os.environ["HOME"])


def flaky(raw):
    with (shared / "tries").open("a") as file:
        file.write("x")
    if len((shared / "tries").read_text()) < 2:
        raise OSError("the store is not there yet")
    (shared / "seen.json").write_text(json.dumps({name: os.environ.get(name) for name in ("LEVEL", "MODE", "REGION")}))
    return raw


def endless(raw):
    time.sleep(600)
    return raw
`;
const registryPy = `from kedro.pipeline import node, pipeline

from small.nodes import endless, flaky


def register_pipelines():
    tries = pipeline([node(flaky, "raw", "kept", name="flaky")])
    slow = pipeline([node(endless, "raw", "kept", name="endless")])
    return {"__default__": tries, "tries": tries, "slow": slow}
`;

describeWith(await bed.python('kedro-1'), 'kfp.yml', python => {
	let home: string;
	let project: string;
	beforeAll(async () => {
		home = await realpath(await mkdtemp(join(tmpdir(), 'kfp-wizard-settings-')));
		await shareCompiledCode(join(home, '.cache'));
		project = await writeProject(join(home, 'project'), {
			files: {
				'src/small/nodes.py': nodesPy,
				'src/small/pipeline_registry.py': registryPy,
				'conf/base/catalog.yml': `raw: {type: json.JSONDataset, filepath: s3://bucket/raw.json}\nkept: {type: json.JSONDataset, filepath: s3://bucket/kept.json}\n`,
				'conf/local/catalog.yml': null,
				'conf/base/kfp.yml': base,
				'conf/prod/kfp.yml': prod,
				'conf/prod/catalog.yml': `raw: {type: json.JSONDataset, filepath: ${home}/raw.json}\nkept: {type: json.JSONDataset, filepath: ${home}/kept.json}\n`,
				'../raw.json': '[1]\n',
			},
		});
	});
	afterAll(() => rm(home, {recursive: true, force: true}));

	const run = async (...args: readonly string[]) => {
		const env = {PATH: `${dirname(python)}:${process.env['PATH']}`, HOME: home, ...keys};
		const {exitCode, stdout, stderr} = await execa(process.execPath, [program, ...args], {
			cwd: project,
			env,
			extendEnv: false,
			reject: false,
			timeout: 120_000,
		});
		return {exitCode, stdout: String(stdout), stderr: String(stderr)};
	};

	it('describes the deployment: the environment over base, and a spec of it', async () => {
		const compiled = await run('compile', '--env', 'prod', '--ignore', 'catalog/local-input', '-o', '-');
		expect(compiled.exitCode, compiled.stderr).toBe(0);
		const [spec, platform] = parseAllDocuments(compiled.stdout).map(document => document.toJS() as unknown);
		expect(spec).toMatchObject({
			pipelineInfo: {name: 'small-project-tries-prod'},
			deploymentSpec: {
				executors: {
					'exec-kedro-run': {
						container: {
							image: 'ghcr.io/acme/small',
							command: ['python3', '-c', expect.stringContaining('subprocess'), '2', 'kedro'],
							env: expect.arrayContaining([
								{name: 'LEVEL', value: 'node'},
								{name: 'MODE', value: 'slow'},
							]),
							resources: {resourceMemoryLimit: '2Gi', resourceMemoryRequest: '2Gi'},
						},
					},
				},
			},
		});
		expect(compiled.stdout).not.toContain('REGION');
		expect(platform).toEqual({
			platforms: {
				kubernetes: {
					deploymentSpec: {
						executors: {
							'exec-kedro-run': {
								imagePullSecret: [{secretName: 'ghcr'}],
								configMapAsVolume: [{configMapName: 'flags', mountPath: '/mnt/flags'}],
							},
						},
					},
				},
			},
		});
		const more = ['--format', 'argo', '--env-var', 'LEVEL=flag'];
		const workflow = await run('compile', '--env', 'prod', '--ignore', 'catalog/local-input', '-o', '-', ...more);
		expect(parseAllDocuments(workflow.stdout)[0]?.toJS()).toMatchObject({
			spec: {
				serviceAccountName: 'trainer',
				imagePullSecrets: [{name: 'ghcr'}],
				templates: [{}, {container: {env: expect.arrayContaining([{name: 'LEVEL', value: 'flag'}])}}],
			},
		});
	});

	it('shows in the plan where each value comes from, and the command that goes on does not repeat it', async () => {
		const flags = [
			'--env',
			'prod',
			'--dry-run',
			'--json',
			'--no-upload',
			'--no-build',
			'--no-push',
			'--ignore',
			'catalog/local-input',
		];
		const {stdout, exitCode, stderr} = await run('deploy', ...flags);
		expect(exitCode, stderr + stdout).toBe(0);
		const events = stdout
			.trim()
			.split('\n')
			.map(
				line =>
					JSON.parse(line) as {event: string; values?: {name: string; value: string; source: string}[]; again?: string},
			);
		const rows = events.find(({event}) => event === 'plan')?.values ?? [];
		const own = rows
			.filter(({source}) => source.endsWith('kfp.yml'))
			.map(({name, value, source}) => [name, value, source]);
		expect(own).toEqual(
			expect.arrayContaining([
				['image', 'ghcr.io/acme/small', 'conf/base/kfp.yml'],
				['pipeline', 'tries', 'conf/prod/kfp.yml'],
				['env-vars', 'LEVEL=prod', 'conf/prod/kfp.yml'],
				['service-account', 'trainer', 'conf/prod/kfp.yml'],
				['node-settings', '__default__, flaky, endless', 'conf/prod/kfp.yml'],
			]),
		);
		const again = events.at(-1)?.again ?? '';
		expect(again).toContain('--env prod');
		expect(again).not.toMatch(/--(image|pipeline|env-var|nodes|service|no-secret)/);
	});

	it('is checked: a misspelled key is an error with its line', async () => {
		const {exitCode, stdout} = await run('check', '--env', 'prod', '--json', '--pipeline', 'slow');
		const {findings} = JSON.parse(stdout) as {findings: {rule: string}[]};
		expect(findings.filter(({rule}) => rule.startsWith('settings/'))).toEqual([]);
		expect(exitCode).toBe(3);
		const broken = await writeProject(join(home, 'broken'), {
			files: {'conf/local/kfp.yml': 'nodes:\n  trains: {cpu: 1}\n  train:\n    memori: 2Gi\n'},
		});
		const found = await run('check', '--project', broken, '--json');
		const own = (JSON.parse(found.stdout) as {findings: {rule: string}[]}).findings;
		expect(own.filter(({rule}) => rule.startsWith('settings/'))).toMatchObject([
			{
				rule: 'settings/invalid',
				severity: 'error',
				file: 'conf/local/kfp.yml',
				line: 4,
				message: 'kfp.yml: nodes.train.memori: there is no such key; did you mean memory?',
			},
			{rule: 'settings/unknown-target', severity: 'warning', line: 2, node: 'trains'},
		]);
	});

	it('rehearses with its variables and tries, and tells what only a cluster has', async () => {
		const spec = join(home, 'tries.yaml');
		await run('compile', '--env', 'prod', '--ignore', 'catalog/local-input', '-o', spec);
		const {exitCode, stderr} = await run('rehearse', spec, '--plain');
		expect(stderr).toContain(
			'Only the cluster has this, so the rehearsal runs without it: the ConfigMap flags at /mnt/flags',
		);
		expect(exitCode, stderr).toBe(0);
		expect(await readFile(join(home, 'tries'), 'utf8')).toBe('xx');
		expect(JSON.parse(await readFile(join(home, 'seen.json'), 'utf8'))).toEqual({
			LEVEL: 'node',
			MODE: 'slow',
			REGION: null,
		});
	});

	it('ends a task of the rehearsal whose time is over', async () => {
		const spec = join(home, 'slow.yaml');
		await run('compile', '--env', 'prod', '--pipeline', 'slow', '--ignore', 'catalog/local-input', '-o', spec);
		const {exitCode, stderr} = await run('rehearse', spec, '--plain');
		expect(exitCode).toBe(6);
		expect(stderr).toContain('stopped after its timeout of 2.0 s');
	});
});
