// Credentials of a project, with real Kedro of three lines: described by names, handed over by a pipe, read from a Secret.
import {mkdir, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {withBootstrap} from '../../../src/kedro/bootstrap.ts';
import {inspectProject} from '../../../src/kedro/inspect.ts';
import {readCredentials} from '../../../src/kedro/read-credentials.ts';
import {run} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {type KedroLine, kedroLines, writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {scratch} from '../../support/scratch.ts';

const canary = 'cAnArY\'"\\ \u001B[31m $not{a variable} ü#: %';

const files = {
	'src/small/probe.py': `import json

from kedro.io import core


class Probe(getattr(core, "AbstractDataset", None) or core.AbstractDataSet):
    def __init__(self, filepath, credentials=None):
        self.filepath, self.credentials = filepath, credentials

    def _load(self):
        return 1

    def _save(self, data):
        with open(self.filepath, "w") as file:
            json.dump(self.credentials, file)

    def _describe(self):
        return {}
`,
	'conf/base/catalog.yml': `raw: {type: small.probe.Probe, filepath: data/raw.json}
report: {type: small.probe.Probe, filepath: data/report.json, credentials: minio}
unused: {type: small.probe.Probe, filepath: data/unused.json, credentials: other}
`,
	'conf/prod/catalog.yml': '{}\n',
	'src/small/settings.py': `from kedro.config import OmegaConfigLoader

CONFIG_LOADER_CLASS = OmegaConfigLoader
CONFIG_LOADER_ARGS = {"base_env": "base", "default_run_env": "local"}
`,
	'src/small/pipeline_registry.py': `from kedro.pipeline import node, pipeline


def register_pipelines():
    return {"__default__": pipeline([node(lambda raw: raw, "raw", "report", name="report")])}
`,
	'conf/local/credentials.yml': `minio:
  key: \${oc.env:MINIO_KEY}
  secret: ${JSON.stringify(canary)}
  region: \${oc.env:MINIO_REGION,eu-west-1}
  token: \${oc.env:ONLY_IN_THE_TASK}
  client_kwargs: {endpoint_url: "http://minio:9000"}
  anon: false
`,
};

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(`${line}-bare`), `credentials, with ${line}`, python => {
		let root = '';
		const interpreter = {command: python, args: [], source: 'test'};
		beforeAll(async () => {
			root = await writeProject(await scratch(), {kedro: kedroLines[line], files});
			process.env['MINIO_KEY'] = 'AKIAONLYHERE';
		});
		afterAll(async () => {
			delete process.env['MINIO_KEY'];
			await rm(root, {recursive: true, force: true});
		});

		it('are described by the names of their keys and variables, and arrive in a task exactly', async () => {
			const options = {root, python: interpreter, env: process.env, environment: 'prod'};
			const project = await inspectProject(options);
			expect(project.credentials).toMatchObject([
				{
					name: 'minio',
					entries: ['report'],
					keys: ['key', 'secret', 'region', 'token', 'client_kwargs.endpoint_url', 'anon'],
					plain: {
						region: '${oc.env:MINIO_REGION,eu-west-1}',
						'client_kwargs.endpoint_url': 'http://minio:9000',
						anon: false,
					},
					variables: ['MINIO_KEY', 'ONLY_IN_THE_TASK'],
					environment: 'local',
					place: {file: 'conf/local/credentials.yml', line: 1},
				},
				{name: 'other', entries: ['unused'], environment: null},
			]);
			expect(JSON.stringify(project)).not.toMatch(/cAnArY|AKIAONLYHERE/);

			const text = await readCredentials(options, ['minio'], ['other']);
			expect(JSON.stringify({text})).not.toContain('cAnArY');
			// As Kubernetes mounts a Secret: the file is a link into a hidden folder.
			const mount = join(root, 'mount');
			await mkdir(join(mount, '..2026'), {recursive: true});
			await writeFile(join(mount, '..2026', 'credentials.yml'), text.reveal());
			await symlink('..2026', join(mount, '..data'));
			await symlink('..data/credentials.yml', join(mount, 'credentials.yml'));
			const plain = {command: ['kedro'], args: ['run', '--env=prod'], nodesFlag: '--nodes'};
			const credentials = join(mount, 'credentials.yml');
			const {command, args} = withBootstrap(plain, {parameters: {}, inputs: {}, credentials});
			const env = {KEDRO_DISABLE_TELEMETRY: '1', DO_NOT_TRACK: '1', MINIO_KEY: undefined};
			const kedro = (more: object) => run(python, [...command.slice(1), ...args], {cwd: root, env: {...env, ...more}});
			const ran = await kedro({ONLY_IN_THE_TASK: 't0ken'});
			expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
			expect(JSON.parse(await readFile(join(root, 'data/report.json'), 'utf8'))).toEqual({
				key: 'AKIAONLYHERE',
				secret: canary,
				region: 'eu-west-1',
				token: 't0ken',
				client_kwargs: {endpoint_url: 'http://minio:9000'},
				anon: false,
			});
			const without = await kedro({});
			expect(without.exitCode).toBe(1);
			expect(without.stderr).toContain('The credentials need the environment variable ONLY_IN_THE_TASK');
			expect(without.stdout + without.stderr).not.toContain('cAnArY');
		});

		it('that are nowhere, or cannot be read, are an error without any value', async () => {
			const options = {root, python: interpreter, env: process.env, environment: 'prod'};
			await expect(readCredentials(options, ['other'], [])).rejects.toMatchObject({code: 'CREDENTIALS_MISSING'});
		});
	});
}
