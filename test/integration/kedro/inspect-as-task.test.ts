// A project is read with the variables of its tasks: what it takes from the shell or a .env file besides is named.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {inspectAsTask, type TaskInspection} from '../../../src/kedro/inspect-as-task.ts';
import type {Project} from '../../../src/schema/project.ts';
import {bed} from '../../bed/bed.ts';
import {writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {errorOf} from '../../support/error-of.ts';
import {scratch} from '../../support/scratch.ts';
import {dataset, interpreter} from './projects.ts';

const resolvers = `from omegaconf.resolvers import oc
CONFIG_LOADER_ARGS = {"base_env": "base", "default_run_env": "local", "custom_resolvers": {"oc.env": oc.env}}
`;
const bucketCatalog = 'raw: {type: pandas.CSVDataset, filepath: "s3://${oc.env:SHOP_BUCKET}/raw.csv"}\n';

describeWith(await bed.python('kedro-1'), 'on Kedro 1', python => {
	async function read(
		files: Readonly<Record<string, string>>,
		{shell = {}, given = {}, ...rest}: Partial<TaskInspection>,
	): Promise<Project> {
		const root = await writeProject(await scratch(), {files});
		return inspectAsTask({
			root,
			python: interpreter(python),
			shell: {PATH: process.env['PATH'], HOME: process.env['HOME'], ...shell},
			given,
			...rest,
		});
	}

	it('a variable that only the shell has, in the catalog', async () => {
		const files = {'src/small/settings.py': resolvers, 'conf/base/catalog.yml': bucketCatalog};
		const inShell = await read(files, {shell: {SHOP_BUCKET: 'shop'}});
		expect(inShell.variables).toEqual([
			{
				name: 'SHOP_BUCKET',
				place: {file: 'conf/base/catalog.yml', line: 1},
				from: 'shell',
				value: 'shop',
				effect: 'fails',
			},
		]);
		expect(inShell.unresolved).toEqual([]);
		const inBoth = await read(files, {shell: {SHOP_BUCKET: 'of-shell'}, given: {SHOP_BUCKET: 'of-tasks'}});
		expect(inBoth.variables).toEqual([]);
		expect(dataset(inBoth, 'raw').value).toBe('s3://of-tasks/raw.csv');
	});

	it('pipelines that depend on the environment are those of its tasks', async () => {
		const registry = `import os
from kedro.pipeline import Pipeline, node
REGIONS = ["eu", "us"] if os.environ.get("KEDRO_ENV") == "prod" else ["eu"]
def f(x): return x
def register_pipelines():
    return {"__default__": Pipeline([node(f, "raw", r, name=r) for r in REGIONS])}
`;
		const files = {'src/small/pipeline_registry.py': registry, 'conf/prod/.gitkeep': ''};
		const names = async (environment?: string) =>
			(await read(files, environment === undefined ? {} : {environment})).pipelines[0]?.nodes.map(({name}) => name);
		expect(await names('prod')).toEqual(['eu', 'us']);
		expect(await names()).toEqual(['eu']);
	});

	it('a variable with a default changes what the project has', async () => {
		const registry = `import os
from kedro.pipeline import Pipeline, node
def f(x): return x
def register_pipelines():
    more = os.getenv("MORE", "")
    return {"__default__": Pipeline([node(f, "raw", r, name=r) for r in ["eu", *more.split()]])}
`;
		const project = await read({'src/small/pipeline_registry.py': registry}, {shell: {MORE: 'us', OTHER: 'x'}});
		expect(project.pipelines[0]?.nodes.map(({name}) => name)).toEqual(['eu']);
		expect(project.variables).toMatchObject([
			{name: 'MORE', place: {file: 'src/small/pipeline_registry.py', line: 5}, effect: 'differs'},
		]);
		expect((await read({'src/small/pipeline_registry.py': registry}, {shell: {MORE: ''}})).variables).toEqual([]);
	});

	it('one variable that hides the next, and one whose value is a secret', async () => {
		const registry = `import os
from kedro.pipeline import Pipeline
FIRST = os.environ["FIRST"]
SECOND = os.environ["DB_PASSWORD"]
assert SECOND != "canary-9"
def register_pipelines():
    return {"__default__": Pipeline([])}
`;
		const project = await read(
			{'src/small/pipeline_registry.py': registry},
			{shell: {FIRST: '1', DB_PASSWORD: 'canary-9'}},
		);
		expect(project.variables).toMatchObject([
			{name: 'FIRST', value: '1', effect: 'fails', place: {line: 3}},
			{name: 'DB_PASSWORD', value: null, effect: 'fails', place: {line: 4}},
		]);
		const error = await errorOf(read({'src/small/pipeline_registry.py': registry}, {}));
		expect(error).toMatchObject({code: 'IMPORT_FAILED', next: [{command: '--env-var FIRST=VALUE'}]});
		expect(error.message).toContain('the environment variable FIRST is not set (src/small/pipeline_registry.py:3)');
	});

	it('variables of a .env file that the code of the project reads', async () => {
		const settings = `import os
for line in open(".env"):
    name, _, value = line.strip().partition("=")
    os.environ[name] = value
${resolvers}`;
		const files = {
			'src/small/settings.py': settings,
			'conf/base/catalog.yml': bucketCatalog,
			'.env': 'SHOP_BUCKET=shop\n',
		};
		const project = await read(files, {});
		expect(project.variables).toMatchObject([{name: 'SHOP_BUCKET', from: '.env', effect: 'fails', value: null}]);
		expect(project.files).toEqual([{file: '.env', place: {file: 'src/small/settings.py', line: 2}}]);
		const given = await read(files, {given: {SHOP_BUCKET: 'of-tasks'}});
		expect(given.variables).toEqual([]);
	});

	it('a credentials file that is not UTF-8 does not end the inspection', async () => {
		const root = await writeProject(await scratch(), {
			files: {
				'conf/base/catalog.yml': 'raw: {type: pandas.CSVDataset, filepath: s3://shop/raw.csv, credentials: db}\n',
			},
		});
		await writeFile(join(root, 'conf/base/credentials.yml'), Buffer.from('db: {user: J\xfcrgen}\n', 'latin1'));
		const shell = {PATH: process.env['PATH'], HOME: process.env['HOME']};
		const project = await inspectAsTask({root, python: interpreter(python), shell, given: {}});
		expect(project.credentials).toMatchObject([{name: 'db', environment: null}]);
	});

	it('what a resolver of the project reads is named', async () => {
		const settings = `import os
def env(name):
    return os.environ[name]
CONFIG_LOADER_ARGS = {"base_env": "base", "default_run_env": "local", "custom_resolvers": {"env": env}}
`;
		const files = {
			'src/small/settings.py': settings,
			'conf/base/catalog.yml': 'raw: {type: pandas.CSVDataset, filepath: "s3://${env:ROWS_BUCKET}/raw.csv"}\n',
		};
		const [unresolved] = (await read(files, {})).unresolved;
		expect(unresolved?.reason).toContain("Environment variable 'ROWS_BUCKET' not found");
		expect((await read(files, {shell: {ROWS_BUCKET: 'rows'}})).variables).toMatchObject([
			{name: 'ROWS_BUCKET', effect: 'fails', place: {file: 'src/small/settings.py', line: 3}},
		]);
	});
});
